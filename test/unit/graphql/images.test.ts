// Remote images in the graph and in documents: what is shown when, and how a person changes it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SCOPES } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';

const fake = fakeApp();
let users = 0;

const mail = (more: readonly string[] = [], from = 'Shop <News@Shop.example>'): Buffer =>
  Buffer.from(
    [
      ...more,
      `From: ${from}`,
      'Subject: News',
      'Content-Type: text/html',
      '',
      '<p>Hi <img src="https://cdn.shop.example/a.png" alt="Boat"><img src="https://mailtrack.io/trace/x.png"></p>',
    ].join('\r\n'),
  );

const MESSAGE = `id documentUrl remoteImages { state documentUrl sender domain } body { blockedRemote trackers }`;
const ALLOW =
  'mutation ($kind: ImageSourceKind!, $id: ID) { allowRemoteImages(kind: $kind, messageId: $id) { source { id kind name } problem { code path } } }';
const REVOKE = 'mutation ($id: ID!) { revokeRemoteImages(id: $id) { deletedId problem { code } } }';
const LIST = '{ viewer { imageSources { id kind name createdAt } } }';

async function setUp(raw = mail()) {
  const user = fake.service.user(`user-${++users}@demo.example`);
  const token = user.tokenWith(...SCOPES);
  user.store.deliver(raw);
  const run = (query: string, variables = {}) => fake.graphql(token, query, variables);
  const message = async () =>
    (
      await run(
        `{ viewer { accounts { mailbox(role: INBOX) { messages(first: 1) { nodes { ${MESSAGE} } } } } } }`,
      )
    ).data.viewer.accounts[0].mailbox.messages.nodes[0];
  const document = async (url: string) =>
    (await fake.app.inject({ url: `/${url}`, headers: { authorization: `Bearer ${token}` } })).body;
  const allow = async (kind: string, id?: string) => (await run(ALLOW, { kind, id })).data.allowRemoteImages;
  return { user, token, run, message, document, allow };
}

const SHOWN = /<img src="\.\.\/image\/[\w-]+" alt="Boat">/;

suite('without consent', () => {
  test('a document names nothing of what lies elsewhere, and the graph says how much and who counts', async () => {
    const { message, document } = await setUp();
    const { documentUrl, remoteImages, body } = await message();
    assert.deepEqual(body, { blockedRemote: 1, trackers: ['Mailtrack'] });
    assert.deepEqual(
      [remoteImages.state, remoteImages.sender, remoteImages.domain],
      ['ASK', 'news@shop.example', 'shop.example'],
    );
    for (const url of [
      documentUrl,
      `${documentUrl}?images=allowed`,
      `${documentUrl}?images=2`,
      `${documentUrl}?images=1&images=1`,
    ])
      assert.doesNotMatch(await document(url), /<img|shop\.example|mailtrack|\/image\//, url);
  });

  test('one message can be shown with its images once', async () => {
    const { message, document, user } = await setUp();
    const { remoteImages } = await message();
    const html = await document(remoteImages.documentUrl);
    const sealed = /\/image\/([\w-]+)/.exec(html)?.[1] ?? '';
    assert.match(html, SHOWN);
    assert.equal(user.images.open(sealed)?.url, 'https://cdn.shop.example/a.png');
    assert.doesNotMatch(html, /shop\.example|mailtrack/);
    assert.equal((await message()).remoteImages.state, 'ASK');
  });
});

suite('with consent', () => {
  test('by sender or domain the address of the document changes, and it has its images', async () => {
    for (const kind of ['SENDER', 'DOMAIN']) {
      const { message, document, allow, run } = await setUp();
      const { id, documentUrl } = await message();
      const { source } = await allow(kind, id);
      assert.equal(source.name, kind === 'SENDER' ? 'news@shop.example' : 'shop.example');
      const after = await message();
      assert.equal(after.documentUrl, `${documentUrl}?images=allowed`);
      assert.deepEqual([after.remoteImages.state, after.body.blockedRemote], [kind, 1]);
      assert.match(await document(after.documentUrl), SHOWN);
      assert.doesNotMatch(await document(documentUrl), /<img/, 'the old address still shows none');
      assert.deepEqual((await run(REVOKE, { id: source.id })).data.revokeRemoteImages, {
        ...{ deletedId: source.id, problem: null },
      });
      assert.equal((await message()).documentUrl, documentUrl);
      assert.doesNotMatch(await document(after.documentUrl), /<img/);
    }
  });

  test('for everybody names nobody, and is in the list like any other', async () => {
    const { message, document, allow, run } = await setUp();
    const { source } = await allow('EVERYBODY');
    assert.match(await document((await message()).documentUrl), SHOWN);
    const { imageSources } = (await run(LIST)).data.viewer;
    assert.deepEqual(
      imageSources.map(({ id, kind, name }: Record<string, unknown>) => [id, kind, name]),
      [[source.id, 'EVERYBODY', null]],
    );
    const { node } = (await run('query ($id: ID!) { node(id: $id) { id __typename } }', { id: source.id }))
      .data;
    assert.deepEqual(node, { id: source.id, __typename: 'ImageSource' });
  });

  test('does not hold for mail that failed the checks of its domain, but may be shown once', async () => {
    const forged = mail([
      'Authentication-Results: mx.demo.example; dmarc=fail header.from=shop.example; spf=fail smtp.mailfrom=evil.example; dkim=none',
      'Received: from evil.example by mx.demo.example; Tue, 24 Nov 2026 10:00:00 +0000',
    ]);
    const { user, message, document, allow } = await setUp(forged);
    user.account.incoming.authServIds = ['mx.demo.example'];
    await allow('DOMAIN', (await message()).id);
    const { documentUrl, remoteImages, body } = await message();
    assert.equal(remoteImages.state, 'UNPROVED');
    assert.equal(body.blockedRemote, 1);
    assert.doesNotMatch(await document(documentUrl), /<img/);
    assert.match(await document(remoteImages.documentUrl), SHOWN);
  });

  test('holds for no message in Junk, not even once', async () => {
    const { user, message, document, allow, run } = await setUp();
    const { id } = await message();
    await allow('EVERYBODY');
    await run('mutation ($ids: [ID!]!) { setFlags(target: { messageIds: $ids }, add: [JUNK]) { done } }', {
      ids: [id],
    });
    const { documentUrl, remoteImages } = await message();
    assert.deepEqual([remoteImages.state, remoteImages.documentUrl], ['NEVER', null]);
    for (const url of [documentUrl, documentUrl.replace('allowed', '1')])
      assert.doesNotMatch(await document(url), /<img/, url);
    assert.equal(await user.images.allowedBy(null), 'EVERYBODY');
  });
});

suite('who may', () => {
  test('only a token with the scopes', async () => {
    const { user, message } = await setUp();
    const { id } = await message();
    const reader = user.tokenWith('BODY_READ', 'HEADERS_READ', 'MAILBOX_READ');
    const { errors } = await fake.graphql(reader, ALLOW, { kind: 'SENDER', id });
    assert.equal(errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    assert.equal((await fake.graphql(reader, LIST)).errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    assert.deepEqual(await user.images.list(), []);
  });

  test('not for a house where strangers live, or a message without a sender', async () => {
    const { message, allow } = await setUp(mail([], 'x@gmail.com'));
    const { id, remoteImages } = await message();
    assert.deepEqual([remoteImages.sender, remoteImages.domain], ['x@gmail.com', null]);
    assert.deepEqual((await allow('DOMAIN', id)).problem, { code: 'VALIDATION', path: ['messageId'] });
    assert.equal((await allow('SENDER', id)).source.name, 'x@gmail.com');
    const nobody = await setUp(mail([], 'a@shop.example, b@shop.example'));
    const several = await nobody.message();
    assert.equal(several.remoteImages.sender, null);
    for (const [kind, of] of [
      ['SENDER', several.id],
      ['DOMAIN', several.id],
      ['SENDER', undefined],
    ])
      assert.equal((await nobody.allow(kind ?? '', of)).problem.code, 'VALIDATION');
    assert.equal((await nobody.allow('SENDER', id)).problem.code, 'NOT_FOUND');
  });
});
