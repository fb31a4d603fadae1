// The graph over a mailbox in memory: reading, acting, writing, sending, and who may do what.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail, richMail } from '../../support/mail.ts';

const LIST = `{ viewer { accounts { id mailbox(role: INBOX) { id total unread
  messages(first: 50) { nodes { id subject flags preview hasAttachments documentUrl from { display } } pageInfo { hasNextPage } total } } } } }`;

function setUp() {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  const run = (query: string, variables = {}) => fake.graphql(token, query, variables);
  const inbox = async () => {
    const { data } = await run(LIST);
    return { accountId: data.viewer.accounts[0].id as string, ...data.viewer.accounts[0].mailbox };
  };
  return { ...fake, user, token, run, inbox };
}

describe('a list', () => {
  it('shows mail newest first with what a row needs', async () => {
    const { user, inbox } = setUp();
    user.store.deliver(plainMail({ subject: 'First', text: 'How it begins' }));
    user.store.deliver(plainMail({ subject: 'Second' }));
    const { messages, total, unread } = await inbox();
    assert.deepEqual(
      messages.nodes.map((node: { subject: string }) => node.subject),
      ['Second', 'First'],
    );
    assert.equal(messages.nodes[1].preview, 'How it begins');
    assert.deepEqual([total, unread, messages.pageInfo.hasNextPage], [2, 2, false]);
    assert.match(messages.nodes[0].documentUrl, /^document\/m/);
  });

  it('says how messages begin when they are asked for by their ids', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail({ subject: 'First', text: 'How it begins' }));
    const ids = (await inbox()).messages.nodes.map((node: { id: string }) => node.id);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Message { preview } } }';
    const { data } = await run(query, { ids });
    assert.deepEqual(data.nodes, [{ preview: 'How it begins' }]);
  });

  it('takes direction overrides out of what is shown', async () => {
    const { user, inbox } = setUp();
    user.store.deliver(
      plainMail({ subject: 'invoice \u202Efdp.exe', from: '"bank\u202E" <x@demo.example>' }),
    );
    const [node] = (await inbox()).messages.nodes;
    assert.equal(node.subject, 'invoice fdp.exe');
    assert.equal(node.from[0].display, 'bank');
  });

  it('refuses windows that make no sense', async () => {
    const { run, inbox } = setUp();
    const { id } = await inbox();
    for (const args of ['first: 0', 'first: 201', 'first: 1, last: 1', 'last: 5']) {
      const { errors } = await run(
        `query ($id: ID!) { node(id: $id) { ... on Mailbox { messages(${args}) { total } } } }`,
        { id },
      );
      assert.equal(errors?.[0]?.extensions?.code, 'VALIDATION', args);
    }
  });
});

describe('a message', () => {
  it('gives its text, its files and the fields of an answer', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(richMail(Buffer.from('file')));
    const [{ id }] = (await inbox()).messages.nodes;
    const { data, errors } = await run(
      `query ($id: ID!) { node(id: $id) { ... on Message { body { text note blockedRemote } attachments { filename contentType url }
        replyTemplate(mode: REPLY_ALL) { to { address } cc { address } subject text } } } }`,
      { id },
    );
    assert.equal(errors, undefined);
    assert.match(data.node.body.text, /Grüße und ein Bild/);
    assert.deepEqual(
      data.node.attachments.map((one: { filename: string }) => one.filename),
      ['grüße.bin'],
    );
    assert.match(data.node.attachments[0].url, /^blob\/p/);
    assert.deepEqual(data.node.replyTemplate.to, [{ address: 'bjorn@demo.example' }]);
    assert.deepEqual(data.node.replyTemplate.cc, [
      { address: 'carol@demo.example' },
      { address: 'dave@demo.example' },
    ]);
    assert.equal(data.node.replyTemplate.subject, 'Re: With a file');
    assert.match(data.node.replyTemplate.text, /^> Grüße und ein Bild/m);
  });

  it('that is gone is null, as is one of somebody else', async () => {
    const { user, service, run, inbox, graphql } = setUp();
    user.store.deliver(plainMail());
    const [{ id }] = (await inbox()).messages.nodes;
    const other = service.user('mallory@demo.example').tokenWith(...SCOPES);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    assert.deepEqual((await graphql(other, query, { ids: [id, 'nonsense', 'mAAAA'] })).data.nodes, [
      null,
      null,
      null,
    ]);
    await run('mutation ($ids: [ID!]!) { destroy(target: { messageIds: $ids }) { done } }', { ids: [id] });
    assert.deepEqual((await run(query, { ids: [id] })).data.nodes, [null]);
  });
});

describe('a bulk action', () => {
  const ACT = (name: string, args = '') =>
    `mutation ($ids: [ID!]!) { ${name}(target: { messageIds: $ids }${args}) { done failed results { id gone replacedBy problem { code } } } }`;

  it('answers for each message in the order given, also for those that fail', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail());
    const [{ id }] = (await inbox()).messages.nodes;
    const { data } = await run(ACT('setFlags', ', add: [SEEN]'), { ids: ['nonsense', id] });
    assert.deepEqual([data.setFlags.done, data.setFlags.failed], [1, 1]);
    assert.deepEqual(
      data.setFlags.results.map((one: { problem: unknown }) => one.problem),
      [{ code: 'NOT_FOUND' }, null],
    );
    assert.deepEqual((await inbox()).messages.nodes[0].flags, ['SEEN']);
  });

  it('puts into Trash first and deletes for good from there', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail());
    const [{ id }] = (await inbox()).messages.nodes;
    assert.equal((await run(ACT('trash'), { ids: [id] })).data.trash.results[0].gone, false);
    assert.equal((await inbox()).total, 0);
    assert.equal((await run(ACT('trash'), { ids: [id] })).data.trash.results[0].gone, true);
  });

  it('never touches the mail of somebody else', async () => {
    const { user, service, inbox, graphql } = setUp();
    user.store.deliver(plainMail());
    const [{ id }] = (await inbox()).messages.nodes;
    const other = service.user('mallory@demo.example').tokenWith(...SCOPES);
    for (const action of [ACT('trash'), ACT('destroy'), ACT('archive'), ACT('setFlags', ', add: [SEEN]')]) {
      const { data } = await graphql(other, action, { ids: [id] });
      assert.equal(Object.values<{ failed: number }>(data)[0]!.failed, 1);
    }
    const after = await inbox();
    assert.deepEqual([after.total, after.messages.nodes[0].flags], [1, []]);
  });
});

describe('scopes', () => {
  it('are checked field by field', async () => {
    const { user, service, graphql } = setUp();
    user.store.deliver(plainMail());
    const token = service
      .user('alice@demo.example')
      .tokenWith('ACCOUNT_READ', 'MAILBOX_READ', 'HEADERS_READ');
    const rows =
      '{ viewer { accounts { mailbox(role: INBOX) { messages(first: 1) { nodes { subject } } } } } }';
    assert.equal((await graphql(token, rows)).errors, undefined);
    const bodies = rows.replace('subject', 'subject body { text } documentUrl');
    assert.equal((await graphql(token, bodies)).errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    const { data, errors } = await graphql(token, 'mutation { trash(target: { messageIds: [] }) { done } }');
    assert.equal(data, null);
    assert.equal(errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
  });

  it('ask for DELETE when mail is moved into Trash by its own name', async () => {
    const { user, service, inbox, run, graphql } = setUp();
    user.store.deliver(plainMail());
    const [{ id }] = (await inbox()).messages.nodes;
    const trash = (await run('{ viewer { accounts { mailbox(role: TRASH) { id } } } }')).data.viewer
      .accounts[0].mailbox.id;
    const token = service.user('alice@demo.example').tokenWith('FILE_WRITE', 'MAILBOX_READ');
    const { data } = await graphql(
      token,
      'mutation ($ids: [ID!]!, $to: ID!) { moveMessages(target: { messageIds: $ids }, to: $to) { results { problem { code } } } }',
      { ids: [id], to: trash },
    );
    assert.deepEqual(data.moveMessages.results, [{ problem: { code: 'SCOPE_MISSING' } }]);
  });
});

describe('writing', () => {
  const SAVE =
    'mutation ($input: DraftInput!) { saveDraft(input: $input) { draft { id to { address } subject text inReplyTo { id } } problem { code } } }';
  const SEND =
    'mutation ($input: DraftInput!, $key: String!) { send(input: $input, idempotencyKey: $key) { submission { status messageId } problem { code path } } }';

  it('keeps a draft that replaces the one before', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail());
    const { accountId, messages } = await inbox();
    const input = {
      accountId,
      to: ['Bob <bob@demo.example>', 'half writ'],
      subject: 'Idea',
      text: 'One',
      inReplyToId: messages.nodes[0].id,
    };
    const first = (await run(SAVE, { input })).data.saveDraft.draft;
    assert.deepEqual(
      [first.to, first.subject, first.text.trim(), first.inReplyTo.id],
      [[{ address: 'bob@demo.example' }], 'Idea', 'One', input.inReplyToId],
    );
    const second = (await run(SAVE, { input: { ...input, id: first.id, text: 'Two' } })).data.saveDraft.draft;
    assert.equal(second.text.trim(), 'Two');
    const drafts = (
      await run(
        '{ viewer { accounts { mailbox(role: DRAFTS) { total messages { nodes { draft { text } } } } } } }',
      )
    ).data.viewer.accounts[0].mailbox;
    assert.equal(drafts.total, 1);
    assert.equal(drafts.messages.nodes[0].draft.text.trim(), 'Two');
  });

  it('threads an answer and removes the draft when it is sent', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(richMail(Buffer.from('x')));
    const { accountId, messages } = await inbox();
    const base = {
      accountId,
      to: ['bob@demo.example'],
      subject: 'Re: x',
      text: 'Yes',
      inReplyToId: messages.nodes[0].id,
    };
    const { id } = (await run(SAVE, { input: base })).data.saveDraft.draft;
    const { data } = await run(SEND, { input: { ...base, id }, key: 'one-two-three' });
    assert.equal(data.send.submission.status, 'SENT');
    assert.equal(user.sent[0]!.inReplyTo, 'rich@demo.example');
    assert.deepEqual(user.sent[0]!.references, [
      'root@demo.example',
      'parent@demo.example',
      'rich@demo.example',
    ]);
    const again = await run(SEND, { input: base, key: 'one-two-three' });
    assert.equal(again.data.send.submission.messageId, data.send.submission.messageId);
    assert.equal(user.sent.length, 1);
    assert.equal(
      (await run('{ viewer { accounts { mailbox(role: DRAFTS) { total } } } }')).data.viewer.accounts[0]
        .mailbox.total,
      0,
    );
  });

  it('answers a repeated key although what it answers is gone meanwhile', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail());
    const { accountId, messages } = await inbox();
    const [{ id }] = messages.nodes;
    const input = { accountId, to: ['bob@demo.example'], text: 'Yes', inReplyToId: id };
    const first = await run(SEND, { input, key: 'lost-answer' });
    await run('mutation ($ids: [ID!]!) { destroy(target: { messageIds: $ids }) { done } }', { ids: [id] });
    const again = await run(SEND, { input, key: 'lost-answer' });
    assert.deepEqual(again.data.send, first.data.send);
    assert.equal(first.data.send.submission.status, 'SENT');
    assert.equal(user.sent.length, 1);
  });

  it('says which address is none, and asks for one', async () => {
    const { run, inbox } = setUp();
    const { accountId } = await inbox();
    const bad = await run(SEND, {
      input: { accountId, to: ['fine@demo.example', 'b@y.example>\r\nRCPT TO:<evil@x.example'] },
      key: 'key-12345',
    });
    assert.deepEqual(bad.data.send.problem, { code: 'VALIDATION', path: ['input', 'to', '1'] });
    const none = await run(SEND, { input: { accountId }, key: 'key-12345' });
    assert.deepEqual(none.data.send.problem, { code: 'VALIDATION', path: ['input', 'to'] });
  });

  it('never deletes a message that is no draft in the name of one', async () => {
    const { user, run, inbox } = setUp();
    user.store.deliver(plainMail());
    const { accountId, messages } = await inbox();
    await run(SAVE, { input: { accountId, id: messages.nodes[0].id, text: 'x' } });
    const { data } = await run(
      'mutation ($id: ID!) { discardDraft(id: $id) { deletedId problem { code } } }',
      { id: messages.nodes[0].id },
    );
    assert.equal(data.discardDraft.problem.code, 'VALIDATION');
    assert.equal((await inbox()).total, 1);
  });
});

describe('a document that asks too much', () => {
  it('is refused before it runs', async () => {
    const { run } = setUp();
    const deep = `{ viewer { accounts { ${'mailboxes { account { '.repeat(8)}id${' } }'.repeat(8)} } } }`;
    const aliases = `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: limits { maxFirst }`).join(' ')} }`;
    const tokens = `{ ${'limits { maxFirst } '.repeat(1000)} }`;
    for (const document of [deep, aliases, tokens]) {
      const answer = await run(document);
      assert.ok(answer.errors?.length, document.slice(0, 40));
      assert.ok(!answer.data);
    }
  });
});
