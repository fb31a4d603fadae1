// What must stay out of everything that is written: passwords, tokens, cookies, and mail that is only passing
// through. A newcomer's trap: POP3 mail lies in the database in clear on purpose (it is searched there), so its
// words are no canary; its password is.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, suite, test } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import { atEnd } from '../support/cleanup.ts';
import { Client, type Data, signIn } from '../support/client.ts';
import { newFolder } from '../support/database.ts';
import { ALICE, type Dovecot, PETE, startDovecot, type User } from '../support/dovecot.ts';
import { type PosternProcess, startPosternProcess } from '../support/postern-process.ts';
import { startSubmission } from '../support/submission.ts';

const IMAP = { name: ALICE.name, password: 'canary-imap-password-4f1d' };
const POP3 = { name: PETE.name, password: 'canary-pop3-password-77ab' };
const WRONG = 'canary-wrong-password-c0de';
const BODY = 'The canary sings behind the blue door at noon.';
const FILE = 'canary file content 6b1e, which nobody may read on the disk';
const DRAFT = 'The canary has not decided yet whether to say this.';
const SENT = 'The canary said this to itself and sent it.';

const INBOX = `{ viewer { accounts { id inbox: mailbox(role: INBOX) { id
  messages(first: 20) { nodes { id subject preview documentUrl rawUrl body { text } attachments { url } } } } } } }`;
const SAVE = `mutation ($input: DraftInput!) { saveDraft(input: $input) { draft { id text } problem { code } } }`;
const SEND = `mutation ($input: DraftInput!, $key: String!) { send(input: $input, idempotencyKey: $key) {
  submission { status } problem { code message } } }`;
const TOKEN = `mutation ($input: TokenInput!) { createToken(input: $input) { secret problem { code } } }`;

suite('everything that Postern writes', () => {
  let dovecot: Dovecot;
  let postern: PosternProcess;
  let data: string;
  const canaries = new Map<string, string>();

  before(async () => {
    const users = [IMAP, POP3];
    dovecot = await startDovecot({ users });
    const submission = await startSubmission(dovecot, { users });
    data = await newFolder();
    const outgoing = `smtp://127.0.0.1:${submission.smtp}`;
    postern = await startPosternProcess(
      {
        'demo.example': { incoming: `imaps://127.0.0.1:${dovecot.imaps}`, outgoing, ca: dovecot.caFile },
        'pop.example': { incoming: `pop3s://127.0.0.1:${dovecot.pop3s}`, outgoing, ca: dovecot.caFile },
      },
      { data, env: { POSTERN_LOG_LEVEL: 'debug' } },
    );
    atEnd(() => postern.stop());
    for (const user of users) await put(user);
    await useIt(IMAP, 'IMAP');
    await useIt(POP3, 'POP3');
  });

  async function put({ name, password }: User): Promise<void> {
    const { host, imaps, ca } = dovecot;
    const text = name === IMAP.name ? BODY : 'This one may lie in the archive.';
    const raw = `From: <bob@demo.example>\r\nTo: <${name}>\r\nSubject: Noon\r\nMessage-ID: <noon.${name}>\r\nDate: Thu, 12 Mar 2026 09:20:00 +0000\r\n\r\n${text}\r\n`;
    const message = { folder: 'INBOX', date: new Date(), flags: [], raw: Buffer.from(raw) };
    await append({ host, port: imaps, ca, user: name, password }, [], [message]);
  }

  /** A day with Postern: every way in which a secret or a text passes through it. */
  async function useIt(user: User, protocol: 'IMAP' | 'POP3'): Promise<void> {
    await assert.rejects(signIn(postern.url, { ...user, password: `${WRONG}-${protocol}` }), /UPSTREAM_AUTH/);
    await assert.rejects(signIn(postern.url, { ...user, password: `${WRONG}\n` }), /VALIDATION/);
    const client = await signIn(postern.url, user, { operation: { query: INBOX } });
    canaries.set(`the cookie, ${protocol}`, client.headers.cookie!.replace(/^[^=]+=/, ''));

    const [account] = (await client.graphql(INBOX)).viewer.accounts;
    await read(client, account, protocol);
    const upload = await client.upload(`canary-${protocol}.txt`, 'text/plain', Buffer.from(FILE));
    const waiting = await client.upload('stays.txt', 'text/plain', Buffer.from(FILE));
    assert.equal(waiting.size, FILE.length);
    // What is saved into a POP3 account is POP3 mail.
    const ofImap = protocol === 'IMAP';
    const input = {
      ...{ accountId: account.id, to: [user.name], subject: 'Not yet' },
      uploadIds: ofImap ? [upload.id] : [],
    };
    const text = ofImap ? DRAFT : 'A draft that lies in the archive.';
    const { saveDraft } = await client.graphql(SAVE, { input: { ...input, text } });
    assert.equal(saveDraft.problem, null);
    if (!ofImap) assert.match(saveDraft.draft.text, /archive/);

    const { send } = await client.graphql(SEND, {
      input: { accountId: account.id, to: [IMAP.name], subject: 'Said', text: ofImap ? SENT : 'Said.' },
      key: `canary-${protocol}`,
    });
    assert.deepEqual([send.problem, send.submission?.status], [null, 'SENT']);
    const refused = await client.graphql(SEND, {
      input: { accountId: account.id, to: ['nobody@demo.example'], subject: 'Said', text: DRAFT },
      key: `canary-refused-${protocol}`,
    });
    assert.equal(refused.send.submission?.status, 'FAILED');

    const scopes = [
      'ACCOUNT_READ',
      'MAILBOX_READ',
      'HEADERS_READ',
      'BODY_READ',
      'RAW_READ',
      'ATTACHMENT_READ',
    ];
    const { createToken } = await client.graphql(TOKEN, { input: { name: 'reader', scopes } });
    canaries.set(`the token, ${protocol}`, createToken.secret);
    await read(client.withToken(createToken.secret), account, protocol);
    const wrong = await new Client(postern.url, { authorization: 'Bearer ptn_canary-bearer' }).ask(INBOX);
    assert.notEqual(wrong.errors.length, 0);
  }

  async function read(client: Client, account: Data, protocol: string): Promise<void> {
    const { viewer } = await client.graphql(INBOX);
    const message = viewer.accounts[0].inbox.messages.nodes.find(({ subject }: Data) => subject === 'Noon');
    if (protocol === 'IMAP') assert.match(message.body.text, new RegExp(BODY));
    assert.match((await client.bytes(message.documentUrl)).toString(), /canary sings|archive/);
    assert.ok((await client.bytes(message.rawUrl)).length > 100);
    assert.ok(account.id);
  }

  async function written(): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>([['stdout and stderr', Buffer.from(postern.output())]]);
    for (const entry of await readdir(data, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) files.set(entry.name, await readFile(join(entry.parentPath, entry.name)));
    return files;
  }

  test('holds no password, no token, no cookie and no mail that only passes through', async () => {
    for (const [name, text] of Object.entries({ BODY, FILE, WRONG })) canaries.set(name, text);
    for (const { name, password } of [IMAP, POP3]) canaries.set(`the password of ${name}`, password);
    canaries.set('the bearer that was none', 'canary-bearer');
    const files = await written();
    assert.ok(files.has('postern.db-wal'), 'what is not yet in the database file is looked at too');
    assert.match(postern.output(), /"level":20/, 'the log is at its most talkative');
    assert.match(postern.output(), /sign-in refused/);
    assert.equal(canaries.size, 10);
    for (const [file, bytes] of files)
      for (const [what, canary] of canaries)
        for (const form of forms(canary))
          assert.ok(!bytes.includes(form), `${what} is in ${file} as ${form}`);
  });

  test('holds no unsent draft of an IMAP account and no message on its way out', async () => {
    for (const [file, bytes] of await written())
      for (const canary of [DRAFT, SENT])
        for (const form of forms(canary)) assert.ok(!bytes.includes(form), `"${canary}" is in ${file}`);
  });
});

/** A secret as it is, and as protocols and logs write it. */
function forms(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    // In the middle of a longer base64 text (AUTH PLAIN) the ends depend on what stands around.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(' '.repeat(shift) + secret)
        .toString('base64')
        .slice(4, -8),
    ),
    Buffer.from(secret).toString('hex'),
  ];
}
