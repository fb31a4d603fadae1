// Trust, protection and headers over a mailbox in memory, and a message by its Message-ID.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail } from '../../support/mail.ts';

const ROW = '{ viewer { accounts { id mailbox(role: INBOX) { messages(first: 1) { nodes { id } } } } } }';
const RECEIVED = 'Received: from x (x [192.0.2.1]) by mx.demo.example (Postfix); date';

function setUp() {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  const row = async (): Promise<{ id: string; accountId: string }> => {
    const [account] = (await fake.graphql(token, ROW)).data.viewer.accounts;
    return { id: account.mailbox.messages.nodes[0].id, accountId: account.id };
  };
  const ask = async (selection: string, secret = token) => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Message { ${selection} } } }`;
    return fake.graphql(secret, query, { id: (await row()).id });
  };
  return { ...fake, user, token, row, ask };
}

const html = (body: string, from = 'Bob <bob@firm.example>', headers = ''): Buffer =>
  Buffer.from(
    `${headers}From: ${from}\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${body}`,
  );

describe('trust', () => {
  it('repeats what the own server found out, and warns of a borrowed name', async () => {
    const { user, ask } = setUp();
    user.store.deliver(
      plainMail({
        from: '"alice@demo.example\u202E" <x@evil.example>',
        headers: [
          'Authentication-Results: mx.demo.example; spf=pass smtp.mailfrom=esp.example; dmarc=fail (p=none) header.from=evil.example',
          RECEIVED,
        ],
      }),
    );
    const { data } = await ask(
      'trust { assertedBy spf dkim dmarc arc confirmedDomain via warnings { kind level claimed actual } }',
    );
    assert.deepEqual(data.node.trust, {
      ...{ assertedBy: 'mx.demo.example', spf: 'PASS', dkim: null, dmarc: 'FAIL', arc: null },
      ...{ confirmedDomain: null, via: 'esp.example' },
      warnings: [
        { kind: 'AUTH_FAILED', level: 'DANGER', claimed: 'x@evil.example', actual: null },
        { kind: 'BIDI_OVERRIDE', level: 'CAUTION', claimed: null, actual: 'x@evil.example' },
        {
          ...{ kind: 'DISPLAY_NAME_SPOOF', level: 'CAUTION' },
          ...{ claimed: 'alice@demo.example', actual: 'x@evil.example' },
        },
      ],
    });
  });

  it('is silent about plain mail', async () => {
    const { user, ask } = setUp();
    user.store.deliver(plainMail());
    const { data } = await ask(
      'trust { assertedBy warnings { kind } } protection { format } linkWarnings { kind }',
    );
    assert.deepEqual(data.node, {
      trust: { assertedBy: null, warnings: [] },
      protection: null,
      linkWarnings: [],
    });
  });

  it('of links takes a confirmed sender at his word', async () => {
    const { user, ask } = setUp();
    const link = '<a href="https://click.esp.example/1">www.firm.example</a>';
    user.store.deliver(html(link));
    const { data } = await ask('linkWarnings { kind claimed actual }');
    assert.deepEqual(data.node.linkWarnings, [
      { kind: 'LINK_TEXT_MISMATCH', claimed: 'www.firm.example', actual: 'click.esp.example' },
    ]);
    const checked = `Authentication-Results: mx.demo.example; dmarc=pass header.from=firm.example\r\n${RECEIVED}\r\n`;
    user.store.deliver(html(link, undefined, checked));
    assert.deepEqual((await ask('linkWarnings { kind }')).data.node.linkWarnings, []);
  });
});

describe('protection', () => {
  it('is named where a text holds an armoured block', async () => {
    const { user, ask } = setUp();
    user.store.deliver(
      plainMail({ text: '-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----' }),
    );
    const { data } = await ask('protection { format signed encrypted }');
    assert.deepEqual(data.node.protection, { format: 'OPENPGP', signed: false, encrypted: true });
  });
});

describe('headers', () => {
  it('are listed in order as they are written, decoded and without tricks', async () => {
    const { user, ask } = setUp();
    user.store.deliver(
      Buffer.from(
        'X-MiXed: a\r\n\tb\r\nX-MIXED: =?utf-8?q?=E2=82=AC_=E2=80=AEx?=\r\nFrom: b@c.example\r\n\r\nX: no',
      ),
    );
    const { data } = await ask('headers { name value }');
    assert.deepEqual(data.node.headers, [
      { name: 'X-MiXed', value: 'a b' },
      { name: 'X-MIXED', value: '€ x' },
      { name: 'From', value: 'b@c.example' },
    ]);
  });

  it('need the scope of whole messages, links and protection that of texts', async () => {
    const { user, ask } = setUp();
    user.store.deliver(plainMail());
    const token = user.tokenWith('ACCOUNT_READ', 'MAILBOX_READ', 'HEADERS_READ');
    assert.equal((await ask('trust { assertedBy }', token)).errors, undefined);
    for (const field of ['headers { name }', 'linkWarnings { kind }', 'protection { format }'])
      assert.equal((await ask(field, token)).errors![0]!.extensions!.code, 'SCOPE_MISSING', field);
  });
});

describe('a message by its Message-ID', () => {
  const QUERY =
    'query ($accountId: ID!, $messageId: String!) { messageByMessageId(accountId: $accountId, messageId: $messageId) { id subject } }';

  it('is found with or without brackets, also after it was moved', async () => {
    const { user, graphql, token, row } = setUp();
    user.store.deliver(plainMail({ messageId: 'one@demo.example', subject: 'One' }));
    user.store.deliver(plainMail({ messageId: 'other@demo.example' }));
    const { accountId } = await row();
    for (const messageId of ['one@demo.example', '<one@demo.example>']) {
      const { data } = await graphql(token, QUERY, { accountId, messageId });
      assert.equal(data.messageByMessageId.subject, 'One');
    }
    const [, locator = ''] = await user.store.find('INBOX', {}, 2);
    await user.store.filing?.move([locator], 'Archive');
    const { data } = await graphql(token, QUERY, { accountId, messageId: 'one@demo.example' });
    assert.equal(data.messageByMessageId.subject, 'One');
  });

  it('is null where there is none, and refused where it can be none', async () => {
    const { user, graphql, token, row } = setUp();
    user.store.deliver(plainMail());
    const { accountId } = await row();
    const { data } = await graphql(token, QUERY, { accountId, messageId: 'nothing@demo.example' });
    assert.equal(data.messageByMessageId, null);
    for (const messageId of ['', '<>', 'a b', 'a\r\nb', 'x'.repeat(999)]) {
      const { errors } = await graphql(token, QUERY, { accountId, messageId });
      assert.equal(errors![0]!.extensions!.code, 'VALIDATION', messageId.slice(0, 9));
    }
  });
});
