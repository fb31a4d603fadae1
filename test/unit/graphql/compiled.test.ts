// A compiled operation must be told from an interpreted one by nothing but its speed: the same data, the same errors
// in the same places, the same refusals.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OFTEN } from '../../../server/graphql/compiled.ts';
import { MailError } from '../../../server/mail/errors.ts';
import { SCOPES, type Scope } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail, richMail } from '../../support/mail.ts';

const ROW = `id account { id } mailbox { id name } subject from { name address display } to { display } cc { address }
  bcc { address } replyTo { address } sender { address } messageId inReplyTo references sentAt receivedAt size flags
  keywords stateOrigin availability hasAttachments preview documentUrl rawUrl`;
const LIST = `query List($id: ID!, $first: Int) { node(id: $id) { __typename ... on Mailbox { id name total
  messages(first: $first) { nodes { ...Row } edges { cursor node { id } } pageInfo { hasNextPage endCursor } total } } } }
  fragment Row on Message { ${ROW} }`;

async function setUp() {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  user.store.deliver(richMail(Buffer.from('file')));
  user.store.deliver(plainMail({ subject: 'invoice \u202Efdp.exe', from: '"bank\u202E" <x@demo.example>' }));
  const all = user.tokenWith(...SCOPES);
  const { data } = await fake.graphql(all, '{ viewer { accounts { mailbox(role: INBOX) { id } } } }');
  const id: string = data.viewer.accounts[0].mailbox.id;
  /** The answer of graphql-js to a document, and of the function it is compiled to. */
  const both = async (query: string, variables = {}, token = all) => {
    const answers = [];
    for (let run = 0; run <= OFTEN; run += 1) {
      const answer = await fake.graphql(token, query, variables);
      for (const { extensions } of answer.errors ?? []) Object.assign(extensions ?? {}, { requestId: '' });
      answers.push(answer);
    }
    return [answers[0], answers[OFTEN]] as const;
  };
  return { ...fake, user, all, id, both };
}

describe('an operation that was compiled', () => {
  it('answers as it did before', async () => {
    const { both, id } = await setUp();
    const documents: [string, object?][] = [
      [LIST, { id, first: 10 }],
      [LIST, { id }],
      [
        '{ limits { maxFirst maxDepth } viewer { id accounts { id name address protocol mailboxes { path role } } } }',
      ],
      [
        'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Mailbox { unread } } }',
        { ids: [id, 'x'] },
      ],
      ['query A { limits { maxFirst } }'],
      [
        'mutation ($ids: [ID!]!, $add: [SystemFlag!]! = [SEEN]) { setFlags(target: { messageIds: $ids }, add: $add) { done failed results { id problem { code path } } } }',
        { ids: ['nonsense'] },
      ],
      [
        'mutation ($id: ID!) { setFlags(target: { mailboxId: $id }, add: [SEEN], options: { dryRun: true }) { done failed problem { code path } } }',
        { id },
      ],
      [
        'mutation ($target: Target!, $options: BulkOptions!) { archive(target: $target, options: $options) { done problem { code path } } }',
        { target: { mailboxId: id }, options: { maxAffected: 1 } },
      ],
    ];
    for (const [query, variables] of documents) {
      const [before, after] = await both(query, variables);
      assert.ok(before && 'data' in before && before.data, query);
      assert.equal(before.errors, undefined, JSON.stringify(before));
      assert.deepEqual(after, before, query);
    }
  });

  it('fails as it did before, in the same places and with the same codes', async () => {
    const { both, id, user } = await setUp();
    const { structure } = user.store;
    const documents: [string, object?][] = [
      ['query ($id: ID!) {\n  node(id: $id) {\n ... on Mailbox { messages(first: 0) { total } } } }', { id }],
      [
        'query ($id: ID!, $first: Int) { node(id: $id) { ... on Mailbox { messages(first: $first) { total } } } }',
        { id, first: 'x' },
      ],
      ['query ($id: ID!) { node(id: $id) { id } }', {}],
      ['query ($id: ID!) { node(id: $id) { ... on Mailbox { messages(last: 1) { total } name } } }', { id }],
      [
        `query ($id: ID!) { node(id: $id) { ... on Mailbox { messages { nodes { subject preview attachments { filename } } } } } }`,
        { id },
      ],
      [
        'mutation { saveDraft(input: { accountId: "x", to: [] }) { draft { id } problem { code message retryable } } }',
      ],
    ];
    user.store.structure = async () => {
      throw new MailError('UPSTREAM_OFFLINE');
    };
    for (const [query, variables] of documents) {
      const [before, after] = await both(query, variables);
      // Of several that make the same thing null, graphql-js names the first and the compiled one all.
      assert.deepEqual(after?.data, before?.data, query);
      assert.deepEqual(after?.errors?.[0], before?.errors?.[0], query);
      assert.ok(before?.errors || before?.data, query);
    }
    user.store.structure = structure;
  });

  it('tells nothing of a fault of our own', async () => {
    const { both, id, user } = await setUp();
    const { page } = user.store;
    user.store.page = async (...args) => {
      const found = await page(...args);
      const rows = found.rows.map(({ header, cursor }) => ({
        header: { ...header, receivedAt: null as never, size: 'secret' as never },
        cursor,
      }));
      return { ...found, rows };
    };
    const [before, after] = await both(
      'query ($id: ID!) { node(id: $id) { ... on Mailbox { messages { nodes { receivedAt size } } } } }',
      { id },
    );
    assert.equal(JSON.stringify(after).includes('secret'), false);
    assert.deepEqual(after?.errors?.[0], before?.errors?.[0]);
    assert.equal(after?.errors?.[0]?.extensions?.code, 'INTERNAL');
  });

  it('gives a token no more than its scopes, whoever ran it before', async () => {
    const { both, graphql, all, id, user, service } = await setUp();
    await both(LIST, { id, first: 10 });
    const lists: Scope[] = ['ACCOUNT_READ', 'MAILBOX_READ', 'HEADERS_READ'];
    const token = service.user('alice@demo.example').tokenWith(...lists);
    const [before, after] = await both(LIST, { id, first: 10 }, token);
    assert.deepEqual(after, before);
    assert.ok(after?.errors?.every(({ extensions }) => extensions?.code === 'SCOPE_MISSING'));
    assert.equal(JSON.stringify(after).includes('Grüße'), false);
    const none = user.tokenWith('ACCOUNT_READ');
    const refused = await graphql(none, LIST, { id, first: 10 });
    assert.equal(refused.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    const other = service.user('mallory@demo.example').tokenWith(...SCOPES);
    assert.deepEqual((await graphql(other, LIST, { id, first: 10 })).data, { node: null });
    assert.equal((await graphql(all, LIST, { id, first: 10 })).data.node.messages.nodes.length, 2);
  });

  it('counts what it costs as before', async () => {
    const { both, id } = await setUp();
    const page = (inner: string) => `messages(first: 200) { nodes { ${inner} } }`;
    const pages = page(`mailbox { ${page(`mailbox { ${page('id')} }`)} }`);
    const answers = await both(
      `query ($id: ID!) { node(id: $id) { ... on Mailbox { a: ${pages} b: ${pages} c: ${pages} } } }`,
      { id },
    );
    for (const answer of answers) assert.equal(answer?.errors?.[0]?.extensions?.code, 'TOO_LARGE');
  });
});

describe('a document that the compiler may read otherwise', () => {
  it('is left alone', async () => {
    const { both, id } = await setUp();
    const documents: [string, object][] = [
      [
        'query ($id: ID!, $no: Boolean!) { node(id: $id) { id @skip(if: $no) ... on Mailbox @include(if: $no) { name } } }',
        { id, no: true },
      ],
      ['{ __type(name: "Mailbox") { name } }', {}],
      ['query ($id: ID!) { __proto__: node(id: $id) { id } other: limits { __proto__: maxFirst } }', { id }],
    ];
    for (const [query, variables] of documents) {
      const [before, after] = await both(query, variables);
      assert.equal(before?.errors, undefined, JSON.stringify(before?.errors));
      assert.deepEqual(after, before, query);
    }
  });
});
