// Actions through the whole of Postern, before a real IMAP and a real POP3 server: done, seen by another client of the
// same mailbox, and taken back to exactly what was there.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import type { Client, Data } from '../support/client.ts';
import { ALICE, PETE, type User } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const COUNT = 12;
const ANSWER = 'done failed undoToken problem { code message } results { id replacedBy problem { code } }';

describe('An action, and its undoing,', { timeout: 60_000 }, () => {
  let postern: TestPostern;

  before(async () => {
    postern = await startPostern();
    const { host, imaps: port, ca } = postern.dovecot;
    for (const { name: user, password } of [ALICE, PETE]) {
      const mails = Array.from({ length: COUNT }, (_, index) => ({
        ...{ folder: 'INBOX', date: new Date(), flags: index % 3 === 0 ? ['\\Seen'] : [] },
        raw: plainMail({ subject: `Number ${index}` }),
      }));
      await append({ host, port, ca, user, password }, [], mails);
    }
  });

  async function person(user: User) {
    const client = await postern.signIn(user);
    const boxes = async (): Promise<Map<string, Data>> => {
      const { viewer } = await client.graphql(
        `{ viewer { accounts { mailboxes { id role messages(first: 20) { nodes { id subject flags labels { name } keywords } } } } } }`,
      );
      return new Map(viewer.accounts[0].mailboxes.map((box: Data) => [box.role, box]));
    };
    /** By subject, since ids change with a move. */
    const state = async (): Promise<Data> =>
      Object.fromEntries(
        [...(await boxes())].map(([role, { messages }]) => [
          role,
          messages.nodes
            .map(({ subject, flags, keywords }: Data) => [subject, flags, keywords].join())
            .sort(),
        ]),
      );
    const act = async (call: string, target: Data): Promise<Data> => {
      const data = await client.graphql(
        `mutation ($target: Target!) { act: ${call.replace('(', '(target: $target ')} { ${ANSWER} } }`,
        { target },
      );
      assert.equal(data.act.problem, null, JSON.stringify(data.act));
      return data.act;
    };
    const undo = async (token: string | null): Promise<Data> =>
      (
        await client.graphql(`mutation ($token: String!) { undo(token: $token) { ${ANSWER} } }`, {
          token,
        })
      ).undo;
    return { client, boxes, state, act, undo };
  }

  for (const user of [ALICE, PETE]) {
    const protocol = user === ALICE ? 'IMAP' : 'POP3';

    it(`gives back the flags, labels and places of every message (${protocol})`, async () => {
      const { boxes, state, act, undo } = await person(user);
      const all = await boxes();
      const inbox = all.get('INBOX');
      const label = await labelOf((await person(user)).client, 'Work');
      const some = inbox.messages.nodes.slice(0, 5).map(({ id }: Data) => id);
      await act('setFlags(add: [FLAGGED])', { messageIds: some.slice(0, 2) });
      await act(`setLabels(add: ["${label}"])`, { messageIds: some.slice(1, 4) });
      const start = await state();
      for (const [call, target] of [
        ['setFlags(add: [SEEN, FLAGGED])', { mailboxId: inbox.id }],
        ['setFlags(remove: [SEEN], add: [ANSWERED])', { mailboxId: inbox.id, filter: { unread: false } }],
        ['archive()', { messageIds: some }],
        ['trash()', { mailboxId: inbox.id, filter: { flagged: true } }],
        ['markJunk(junk: true)', { mailboxId: inbox.id, filter: { unread: true } }],
        [`moveMessages(to: "${all.get('TRASH').id}")`, { mailboxId: inbox.id }],
        [`copyMessages(to: "${all.get('ARCHIVE').id}")`, { mailboxId: inbox.id }],
      ] as const) {
        const again = [...(await boxes()).get('INBOX').messages.nodes].map(({ id }: Data) => id);
        const now = 'messageIds' in target ? { messageIds: again.slice(0, 5) } : target;
        const { done, failed, undoToken } = await act(call, now);
        assert.ok(done > 0, call);
        assert.equal(failed, 0, call);
        assert.notDeepEqual(await state(), start, call);
        const back = await undo(undoToken);
        assert.deepEqual([back.failed, back.problem], [0, null], call);
        assert.deepEqual(await state(), start, call);
      }
    });
  }

  it('keeps its hands off what another client did meanwhile', async () => {
    const { boxes, act, undo } = await person(ALICE);
    const other = await otherClient(postern.dovecot);
    await other.mailboxOpen('INBOX');
    const ids = (await boxes()).get('INBOX').messages.nodes.map(({ id }: Data) => id);
    await act('setFlags(remove: [SEEN, DRAFT])', { messageIds: ids });
    const { undoToken } = await act('setFlags(add: [SEEN])', { messageIds: ids });
    await other.messageFlagsAdd('1:*', ['\\Draft', '$label3']);
    assert.equal((await undo(undoToken)).done, ids.length);
    for (const { flags } of await other.fetchAll('1:*', { flags: true })) {
      assert.equal(flags?.has('\\Seen'), false);
      assert.equal(flags?.has('\\Draft') && flags.has('$label3'), true);
    }
  });

  it('finds mail that was moved since by its new name, and says what is gone', async () => {
    const { boxes, act, undo } = await person(ALICE);
    const ids = (await boxes()).get('INBOX').messages.nodes.map(({ id }: Data) => id);
    const { undoToken, results } = await act('archive()', { messageIds: ids.slice(0, 3) });
    await act(`moveMessages(to: "${(await boxes()).get('JUNK').id}")`, {
      messageIds: [results[0].replacedBy],
    });
    await act('destroy()', { messageIds: [results[1].replacedBy] });
    const back = await undo(undoToken);
    assert.deepEqual(
      back.results.map(({ id, problem }: Data) => [id, problem?.code ?? null]).sort(),
      [
        [ids[0], null],
        [ids[1], 'GONE'],
        [ids[2], null],
      ].sort(),
    );
    const inbox = (await boxes()).get('INBOX').messages.nodes.map(({ id }: Data) => id);
    for (const index of [0, 2])
      assert.ok(inbox.includes(back.results.find(({ id }: Data) => id === ids[index]).replacedBy));
  });
});

async function labelOf(client: Client, name: string): Promise<string> {
  const { viewer } = await client.graphql('{ viewer { accounts { labels { id name } } } }');
  return viewer.accounts[0].labels.find((label: Data) => label.name === name).id;
}
