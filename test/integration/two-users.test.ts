// Two people, one over IMAP and one over POP3, and every operation of the schema with every kind of id of the
// other: it answers as for a thing that is not there, and changes nothing. A newcomer's trap: the operations are
// listed by the schema, so a new field without a case of its own below fails here.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import { buildSchema } from '../../server/graphql/schema.ts';
import { decodeId, encodeId } from '../../server/mail/id.ts';
import type { Client, Data } from '../support/client.ts';
import { ALICE, PETE, type User } from '../support/dovecot.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';
import { answerOf, assertNotFoundByMessageId, assertNothing } from '../support/strangers.ts';

const FILE = Buffer.from('a file that was uploaded');

const STATE = `{ viewer { id sessions { id } imageSources { id name } tokens { id name } accounts { id address labels { id }
  submissions { id status }
  mailboxes { id name total unread messages(first: 50) { nodes { id subject flags attachments { id url } } } } } } }`;

const PROBLEM = 'problem { code }';
const ITEMS = `done results { gone replacedBy ${PROBLEM} } ${PROBLEM}`;

/** One of the two, with one thing of every kind. */
interface Person {
  client: Client;
  accountId: string;
  address: string;
  messageId: string;
  mailboxId: string;
  /** A folder that was made. */
  folderId: string;
  partId: string;
  uploadId: string;
  tokenSecret: string;
  ids: Record<string, string>;
  state(): Promise<Data>;
}

type Case = (me: Person, other: Person) => Promise<void>;

/** A mutation with each id of the other in the same place. */
const withEveryId =
  (
    field: string,
    selection: string,
    query: string,
    variables: (id: string, me: Person) => Record<string, unknown>,
  ): Case =>
  async (me, other) => {
    for (const [kind, id] of Object.entries(other.ids)) {
      const data = await me.client.graphql(query.replace('*', selection), variables(id, me));
      assertNothing(data[field], `${field} with the ${kind} id of another`);
    }
  };

const all =
  (...cases: Case[]): Case =>
  async (me, other) => {
    for (const each of cases) await each(me, other);
  };

const byId = (field: string, selection: string, args = 'id: $id'): Case =>
  withEveryId(field, selection, `mutation ($id: ID!) { ${field}(${args}) { * } }`, (id) => ({ id }));

const bulk = (field: string, more = ''): Case =>
  withEveryId(
    field,
    ITEMS,
    `mutation ($ids: [ID!]!) { ${field}(target: { messageIds: $ids } ${more}) { * } }`,
    (id) => ({
      ids: [id],
    }),
  );

let keys = 0;
/** saveDraft and send take a DraftInput: the other's id in each of its places. */
function written(field: string, selection: string): Case {
  const key = field === 'send' ? ', idempotencyKey: $key' : '';
  const query = `mutation ($input: DraftInput!${key && ', $key: String!'}) { ${field}(input: $input${key}) { * } }`;
  const places: ((id: string) => Record<string, unknown>)[] = [
    (accountId) => ({ accountId }),
    (id) => ({ id }),
    (inReplyToId) => ({ inReplyToId }),
    (forwardOfId) => ({ forwardOfId }),
    (id) => ({ uploadIds: [id] }),
    (id) => ({ attachmentIds: [id] }),
  ];
  return all(
    ...places.map((place) =>
      withEveryId(field, selection, query, (id, me) => ({
        input: {
          accountId: me.accountId,
          ...{ to: [ALICE.name], subject: 'Mine', text: 'x' },
          ...place(id),
        },
        ...(key === '' ? {} : { key: `two-users-${++keys}` }),
      })),
    ),
  );
}

const CASES: Record<string, Case> = {
  'Query.viewer': async (me, other) => {
    const text = JSON.stringify(await me.client.graphql(STATE));
    for (const [kind, id] of Object.entries(other.ids)) assert.ok(!text.includes(id), kind);
  },
  'Query.node': async (me, other) => {
    for (const [kind, id] of Object.entries(other.ids)) {
      const { node } = await me.client.graphql('query ($id: ID!) { node(id: $id) { id } }', { id });
      assert.equal(node, null, kind);
    }
  },
  'Query.nodes': async (me, other) => {
    const ids = [me.messageId, ...Object.values(other.ids)];
    const { nodes } = await me.client.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    assert.deepEqual(nodes, [{ id: me.messageId }, ...ids.slice(1).map(() => null)]);
  },
  'Query.resultChanges': async (me, other) => {
    const query = 'query ($id: ID!) { node(id: $id) { ... on Mailbox { messages(first: 5) { state } } } }';
    const { node } = await other.client.graphql(query, { id: other.mailboxId });
    const own = await me.client.graphql(query, { id: me.mailboxId });
    const forged = [node.messages.state, own.node.messages.state].flatMap((state: string | null) => {
      if (state === null) return [];
      const [, ...rest] = JSON.parse(Buffer.from(state, 'base64url').toString());
      return [
        Buffer.from(JSON.stringify([decodeId(other.accountId).account, ...rest])).toString('base64url'),
      ];
    });
    for (const resultState of [...forged, ...Object.values(other.ids)]) {
      const { errors } = await answerOf(
        me.client,
        'query ($resultState: String!) { resultChanges(resultState: $resultState) { removed inserted { node { id } } } }',
        { resultState },
      );
      assert.ok(['NOT_FOUND', 'VALIDATION'].includes(errors[0].extensions.code), JSON.stringify(errors));
    }
  },
  'Query.messageByMessageId': (me, other) => assertNotFoundByMessageId(me, other, `own.${other.address}`),
  'Query.limits': async (me) => {
    const { limits } = await me.client.graphql('{ limits { maxFirst } }');
    assert.deepEqual(limits, { maxFirst: 200 });
  },
  'Mutation.refreshAccount': byId('refreshAccount', `account { id } ${PROBLEM}`),
  'Mutation.createMailbox': all(
    ...[
      (id: string) => ({ accountId: id, name: 'Taken' }),
      (id: string, me: Person) => ({ accountId: me.accountId, parentId: id, name: 'Taken' }),
    ].map((input) =>
      withEveryId(
        'createMailbox',
        `mailbox { id } ${PROBLEM}`,
        'mutation ($input: CreateMailboxInput!) { createMailbox(input: $input) { * } }',
        (id, me) => ({ input: input(id, me) }),
      ),
    ),
  ),
  'Mutation.updateMailbox': all(
    ...[
      (id: string) => ({ id, name: 'Taken', subscribed: false }),
      (id: string, me: Person) => ({ id: me.folderId, parentId: id }),
    ].map((input) =>
      withEveryId(
        'updateMailbox',
        `mailbox { id } ${PROBLEM}`,
        'mutation ($input: UpdateMailboxInput!) { updateMailbox(input: $input) { * } }',
        (id, me) => ({ input: input(id, me) }),
      ),
    ),
  ),
  'Mutation.emptyMailbox': byId('emptyMailbox', `mailbox { id } ${PROBLEM}`),
  'Mutation.deleteMailbox': byId('deleteMailbox', `deletedId ${PROBLEM}`, 'id: $id, withMessages: true'),
  'Mutation.setFlags': bulk('setFlags', ', add: [FLAGGED, SEEN]'),
  'Mutation.setLabels': all(
    bulk('setLabels', ', add: []'),
    withEveryId(
      'setLabels',
      ITEMS,
      'mutation ($ids: [ID!]!, $label: ID!) { setLabels(target: { messageIds: $ids }, add: [$label]) { * } }',
      (id, me) => ({ ids: [me.messageId], label: id }),
    ),
  ),
  'Mutation.moveMessages': all(
    withEveryId(
      'moveMessages',
      ITEMS,
      'mutation ($ids: [ID!]!, $to: ID!) { moveMessages(target: { messageIds: $ids }, to: $to) { * } }',
      (id, me) => ({ ids: [id], to: me.mailboxId }),
    ),
    withEveryId(
      'moveMessages',
      ITEMS,
      'mutation ($ids: [ID!]!, $to: ID!) { moveMessages(target: { messageIds: $ids }, to: $to) { * } }',
      (id, me) => ({ ids: [me.messageId], to: id }),
    ),
  ),
  'Mutation.copyMessages': all(
    withEveryId(
      'copyMessages',
      ITEMS,
      'mutation ($ids: [ID!]!, $to: ID!) { copyMessages(target: { messageIds: $ids }, to: $to) { * } }',
      (id, me) => ({ ids: [id], to: me.mailboxId }),
    ),
    withEveryId(
      'copyMessages',
      ITEMS,
      'mutation ($ids: [ID!]!, $to: ID!) { copyMessages(target: { messageIds: $ids }, to: $to) { * } }',
      (id, me) => ({ ids: [me.messageId], to: id }),
    ),
  ),
  'Mutation.markJunk': bulk('markJunk', ', junk: true'),
  'Mutation.undo': all(
    withEveryId('undo', ITEMS, 'mutation ($token: String!) { undo(token: $token) { * } }', (token) => ({
      token,
    })),
    async (me, other) => {
      const flag = (word: string): string =>
        `mutation ($ids: [ID!]!) { setFlags(target: { messageIds: $ids }, ${word}: [FLAGGED]) { undoToken } }`;
      const ids = [other.messageId];
      const { setFlags } = await other.client.graphql(flag('add'), { ids });
      const { undo } = await me.client.graphql(
        `mutation ($token: String!) { undo(token: $token) { ${ITEMS} } }`,
        { token: setFlags.undoToken },
      );
      assertNothing(undo, 'undo with the token of another');
      await other.client.graphql(flag('remove'), { ids });
    },
  ),
  'Mutation.archive': bulk('archive'),
  'Mutation.unsubscribe': byId('unsubscribe', `outcome host ${PROBLEM}`, 'messageId: $id'),
  'Mutation.trash': bulk('trash'),
  'Mutation.destroy': bulk('destroy'),
  'Mutation.saveDraft': written('saveDraft', `draft { id } ${PROBLEM}`),
  'Mutation.discardDraft': byId('discardDraft', `deletedId ${PROBLEM}`),
  'Mutation.send': written('send', `submission { id } ${PROBLEM}`),
  'Mutation.createToken': withEveryId(
    'createToken',
    `token { id } secret ${PROBLEM}`,
    'mutation ($input: TokenInput!) { createToken(input: $input) { * } }',
    (id) => ({ input: { name: 'Taken', scopes: ['HEADERS_READ'], accountIds: [id] } }),
  ),
  'Mutation.revokeToken': byId('revokeToken', `deletedId ${PROBLEM}`),
  'Mutation.revokeSession': byId('revokeSession', `deletedId ${PROBLEM}`),
  'Mutation.allowRemoteImages': byId(
    'allowRemoteImages',
    `source { id } ${PROBLEM}`,
    'kind: SENDER, messageId: $id',
  ),
  'Mutation.revokeRemoteImages': byId('revokeRemoteImages', `deletedId ${PROBLEM}`),
  // It takes no id; what it makes is checked by its not changing what the other can do.
  'Mutation.createRecoveryCode': async (me) => {
    const { createRecoveryCode } = await me.client.graphql(
      `mutation { createRecoveryCode { code ${PROBLEM} } }`,
    );
    assert.equal(createRecoveryCode.problem, null);
  },
  'Subscription.events': async (me, other) => {
    for (const [kind, id] of Object.entries(other.ids)) {
      const response = await me.client.fetch('graphql', {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'x-postern': '1', accept: 'text/event-stream' },
        },
        body: JSON.stringify({
          query:
            'subscription ($ids: [ID!], $since: String) { events(mailboxIds: $ids, since: $since) { kind messageIds } }',
          variables: {
            ids: [me.mailboxId, id],
            since: Buffer.from(JSON.stringify([[id, '1.1']])).toString('base64url'),
          },
        }),
      });
      // The answer ends, so nothing is being watched.
      assert.match(await response.text(), /"code":"NOT_FOUND"/, kind);
    }
  },
};

const ROUTES: Case = async (me, other) => {
  for (const [kind, id] of Object.entries(other.ids)) {
    for (const path of [`document/${id}`, `document/${id}/1`, `raw/${id}`, `blob/${id}`, `image/${id}`])
      assert.equal((await me.client.fetch(path)).status, 404, `${path} (${kind})`);
    const answer = await me.client.fetch(`upload/${id}`, { method: 'DELETE', headers: { 'x-postern': '1' } });
    assert.ok([204, 404].includes(answer.status), kind);
  }
};

suite('two users', () => {
  let postern: TestPostern;
  let people: [Person, Person];

  before(async () => {
    postern = await startPostern();
    people = [await settle(ALICE), await settle(PETE)];
  });

  async function settle(user: User): Promise<Person> {
    const { host, imaps, ca } = postern.dovecot;
    const raw = `From: <bob@demo.example>\r\nTo: <${user.name}>\r\nSubject: Own\r\nMessage-ID: <own.${user.name}>\r\nDate: Thu, 12 Mar 2026 09:20:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\nPDF\r\n--b--\r\n`;
    const message = { folder: 'INBOX', date: new Date(), flags: [], raw: Buffer.from(raw) };
    await append({ host, port: imaps, ca, user: user.name, password: user.password }, [], [message]);
    const client = await postern.signIn(user);
    const [{ id: accountId }] = (await client.graphql('{ viewer { accounts { id } } }')).viewer.accounts;
    const input = { accountId, to: [user.name], subject: 'Mine', text: 'x' };
    const made = await client.graphql(
      `mutation ($input: DraftInput!, $token: TokenInput!) {
         createMailbox(input: { accountId: "${accountId}", name: "Own" }) { mailbox { id } }
         saveDraft(input: $input) { draft { id } ${PROBLEM} }
         send(input: $input, idempotencyKey: "of-my-own") { submission { id status } ${PROBLEM} }
         allowRemoteImages(kind: EVERYBODY) { source { id } }
         createToken(input: $token) { secret token { id } } }`,
      { input, token: { name: 'mine', scopes: ['HEADERS_READ'] } },
    );
    const { id: uploadId } = await client.upload('a.txt', 'text/plain', FILE);
    const state = async () => (await client.graphql(STATE)).viewer;
    const viewer = await state();
    const inbox = viewer.accounts[0].mailboxes.find(({ name }: Data) => /^inbox$/i.test(name));
    const own = inbox.messages.nodes.find(({ subject }: Data) => subject === 'Own');
    const submissionId = made.send.submission.id;
    const ids: Record<string, string> = {
      viewer: viewer.id,
      account: accountId,
      mailbox: inbox.id,
      message: own.id,
      part: own.attachments[0].id,
      draft: made.saveDraft.draft.id,
      submission: submissionId,
      token: made.createToken.token.id,
      session: viewer.sessions[0].id,
      upload: uploadId,
      label: viewer.accounts[0].labels[0].id,
      imageSource: viewer.imageSources[0].id,
    };
    const tokenSecret = made.createToken.secret;
    const [messageId, mailboxId, partId] = [own.id, inbox.id, own.attachments[0].id];
    const folderId = made.createMailbox.mailbox.id;
    return {
      address: user.name,
      ...{ client, accountId, messageId, mailboxId, folderId, partId, uploadId, tokenSecret, ids, state },
    };
  }

  test('every operation of the schema has a case here, and no other', () => {
    const schema = buildSchema();
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
      (type) => Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
    );
    assert.deepEqual(Object.keys(CASES).sort(), fields.sort());
  });

  for (const [name, attack] of [...Object.entries(CASES), ['The routes beside GraphQL', ROUTES] as const]) {
    test(`${name} gives nothing for the ids of another and changes nothing`, async () => {
      const [alice, pete] = people;
      for (const [me, other] of [
        [alice, pete],
        [pete, alice],
      ] as const) {
        const before = [await me.state(), await other.state()];
        await attack(me, other);
        assert.deepEqual([await me.state(), await other.state()], before);
      }
    });
  }

  test('an id of the other under the name of an own account opens nothing of the other', async () => {
    const [alice, pete] = people;
    for (const [me, other] of [
      [alice, pete],
      [pete, alice],
    ] as const) {
      const own = decodeId(me.accountId).account;
      for (const [kind, id] of Object.entries(other.ids)) {
        if (kind === 'account' || kind === 'mailbox' || kind === 'label') continue;
        const decoded = decodeId(id);
        const forged = encodeId(decoded.kind, own, decoded.locator);
        const { node } = await me.client.graphql(
          'query ($id: ID!) { node(id: $id) { id ... on Message { to { address } } } }',
          { id: forged },
        );
        assert.ok(!JSON.stringify(node).includes(other.accountId), kind);
        if (['submission', 'token', 'session', 'draft', 'upload'].includes(kind))
          assert.equal(node, null, kind);
      }
    }
  });

  test('afterwards the token and the upload of each still work', async () => {
    for (const { client, accountId, tokenSecret, uploadId } of people) {
      const { viewer } = await client.withToken(tokenSecret).graphql('{ viewer { id } }');
      assert.ok(viewer.id);
      const { saveDraft } = await client.graphql(
        `mutation ($input: DraftInput!) { saveDraft(input: $input) { draft { attachments { filename } } ${PROBLEM} } }`,
        { input: { accountId, uploadIds: [uploadId] } },
      );
      assert.deepEqual(saveDraft.draft.attachments, [{ filename: 'a.txt' }]);
    }
  });
});
