// What one operation and one person may take: the cost of a query, the length of a document, streams, and ids of
// accounts that are not theirs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_COST, MAX_DOCUMENT } from '../../../server/graphql/limits.ts';
import { MailError } from '../../../server/mail/errors.ts';
import { encodeId } from '../../../server/mail/id.ts';
import { SCOPES } from '../../../server/session/caller.ts';
import { atEnd } from '../../support/cleanup.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail } from '../../support/mail.ts';

const INBOX =
  '{ viewer { accounts { id mailbox(role: INBOX) { id messages(first: 50) { nodes { id } } } } } }';

async function setUp(mails = 1, address = 'alice@demo.example') {
  const fake = fakeApp();
  const user = fake.service.user(address);
  for (let at = 0; at < mails; at += 1) user.store.deliver(plainMail({ subject: `Mail ${at}` }));
  const token = user.tokenWith(...SCOPES);
  const run = (query: string, variables = {}) => fake.graphql(token, query, variables);
  const [account] = (await run(INBOX)).data.viewer.accounts;
  return { ...fake, user, token, run, account };
}

describe('the cost of one operation', () => {
  it('bounds how often a page within a page is read', async () => {
    const { user, run, account } = await setUp(100);
    let pages = 0;
    const { page } = user.store;
    user.store.page = (...args) => {
      pages += 1;
      return page(...args);
    };
    const { errors } = await run(
      `query ($id: ID!) { node(id: $id) { ... on Mailbox { messages(first: 200) { nodes { mailbox {
         messages(first: 200) { nodes { mailbox { messages(first: 200) { nodes { id } } } } } } } } } } }`,
      { id: account.mailbox.id },
    );
    assert.equal(errors?.[0]?.extensions?.code, 'TOO_LARGE');
    assert.ok(pages <= MAX_COST / 200, `${pages} pages`);
  });

  it('allows a full page with the attachments of every message in it, and then no more', async () => {
    const { run, account } = await setUp(100);
    const ask = (fields: string) =>
      run(
        `query ($id: ID!) { node(id: $id) { ... on Mailbox { messages(first: 200) { nodes { ${fields} } } } } }`,
        { id: account.mailbox.id },
      );
    const fine = await ask('attachments { id } body { text }');
    assert.equal(fine.errors, undefined);
    const bodies = Array.from({ length: 9 }, (_, at) => `b${at}: body { text }`).join(' ');
    assert.equal((await ask(bodies)).errors?.[0]?.extensions?.code, 'TOO_LARGE');
  });
});

describe('a document', () => {
  it('is refused over its length, whoever sends it, before it is parsed', async () => {
    const { app } = fakeApp();
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-postern': '1' },
      payload: { query: `{ node(id: "${'x'.repeat(MAX_DOCUMENT)}") { id } }` },
    });
    assert.match(answer.json().errors[0].message, /at most 20000 characters/);
  });
});

describe('an id of another account', () => {
  it('is no parent for a folder and no place to move to', async () => {
    const { run, account, service } = await setUp();
    const other = encodeId('mailbox', service.user('bob@demo.example').account.id, 'INBOX');
    const made = await run(
      'mutation ($input: CreateMailboxInput!) { createMailbox(input: $input) { mailbox { id } problem { code } } }',
      { input: { accountId: account.id, parentId: other, name: 'Below' } },
    );
    assert.deepEqual(made.data.createMailbox, { mailbox: null, problem: { code: 'NOT_FOUND' } });
    const moved = await run(
      'mutation ($ids: [ID!]!, $to: ID!) { moveMessages(target: { messageIds: $ids }, to: $to) { done results { problem { code } } } }',
      { ids: [account.mailbox.messages.nodes[0].id], to: other },
    );
    assert.deepEqual(moved.data.moveMessages, {
      done: 0,
      results: [{ problem: { code: 'NOT_FOUND' } }],
    });
  });
});

describe('event streams', () => {
  const watching = async (address: string) => {
    const { app, user, token } = await setUp(1, address);
    let watched = 0;
    const { watch } = user.store;
    Object.assign(user.store, {
      watch: (...args: Parameters<NonNullable<typeof watch>>) => {
        if (args[0] === 'none') throw new MailError('NOT_FOUND');
        watched += 1;
        const end = watch?.(...args);
        return () => {
          watched -= 1;
          end?.();
        };
      },
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const open = async (mailboxIds: string[]) => {
      const end = new AbortController();
      atEnd(() => end.abort());
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, accept: 'text/event-stream' },
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          query: 'subscription ($ids: [ID!]) { events(mailboxIds: $ids) { kind } }',
          variables: { ids: mailboxIds },
        }),
        signal: end.signal,
      });
      return { response, end: () => end.abort() };
    };
    const id = (locator: string) => encodeId('mailbox', user.account.id, locator);
    return { open, id, watched: () => watched };
  };
  const until = async (true_: () => boolean) => {
    while (!true_()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('are bounded for one person, and one that ended makes room', async () => {
    const { open, id, watched } = await watching('carol@demo.example');
    const streams = [];
    for (let at = 0; at < 30; at += 1) streams.push(await open([id('INBOX')]));
    await until(() => watched() === 30);
    const { response } = await open([id('INBOX')]);
    assert.match(await response.text(), /At most 30 event streams/);
    streams[0]?.end();
    await until(() => watched() === 29);
    await open([id('INBOX')]);
    await until(() => watched() === 30);
  });

  it('leave nothing watched when one of the ids is none', async () => {
    const { open, id, watched } = await watching('dora@demo.example');
    const { response } = await open([id('INBOX'), id('none')]);
    assert.match(await response.text(), /NOT_FOUND/);
    assert.equal(watched(), 0);
  });
});
