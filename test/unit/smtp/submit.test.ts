// One attempt to submit a message, against a server that behaves and against one that follows a script.
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import type { AccountSecret } from '../../../server/mail/account.ts';
import { createEgress } from '../../../server/net/egress.ts';
import { type Delivery, type SubmitLimits, submit } from '../../../server/smtp/submit.ts';
import { atEnd } from '../../support/cleanup.ts';
import { accountAt, type Script, type Smtp, startScript, startSmtp, USER } from '../../support/smtp.ts';

const egress = createEgress({ allowNetworks: [], allowPorts: [] });
const RAW = Buffer.from(`From: ${USER}\r\nSubject: hello\r\n\r\nhello\r\n.dot\r\n`);

interface Tried extends Delivery {
  /** How often the end of the message was announced. */
  dataEnds: number;
}

async function send(
  account: AccountSecret,
  options: {
    to?: string[];
    raw?: Buffer;
    signal?: AbortSignal;
    limits?: Partial<SubmitLimits>;
    onDataEnd?: () => Promise<void>;
  } = {},
): Promise<Tried> {
  let dataEnds = 0;
  const { to = ['bob@example.org'], raw = RAW, onDataEnd, ...more } = options;
  const delivery = await submit({
    egress,
    account,
    envelope: { from: USER, to },
    raw,
    onDataEnd: async () => {
      dataEnds++;
      await onDataEnd?.();
    },
    ...more,
  });
  return { ...delivery, dataEnds };
}

const scripted = async (script: Script, options: Parameters<typeof send>[1] = {}) => {
  const server = await startScript(script);
  return { server, sent: await send(server.account, options) };
};

for (const mode of ['IMPLICIT', 'STARTTLS'] as const) {
  test(`a message goes out unchanged over ${mode}`, async () => {
    const server: Smtp = await startSmtp(mode);
    const sent = await send(server.account, { to: ['bob@example.org', 'eve@example.org'] });
    assert.equal(sent.status, 'SENT');
    assert.equal(sent.error, null);
    assert.equal(sent.dataEnds, 1);
    assert.deepEqual(server.received, [{ from: USER, to: ['bob@example.org', 'eve@example.org'], raw: RAW }]);
    assert.deepEqual(
      sent.recipients.map(({ address, state }) => [address, state]),
      [
        ['bob@example.org', 'SENT'],
        ['eve@example.org', 'SENT'],
      ],
    );
  });

  test(`a certificate that nobody vouches for ends before the password over ${mode}`, async () => {
    let asked = 0;
    const { account } = await startSmtp(mode, {
      onAuth: (_auth, _session, done) => {
        asked++;
        done(null, { user: USER });
      },
    });
    const sent = await send(accountAt(account.outgoing.port, mode));
    assert.equal(sent.status, 'FAILED');
    assert.equal(sent.error?.code, 'TLS_UNTRUSTED');
    assert.equal(asked, 0);
  });
}

test('a large message goes out whole and in order', async () => {
  const server = await startSmtp('IMPLICIT');
  const raw = Buffer.from(
    `Subject: big\r\n\r\n${Array.from({ length: 40_000 }, (_, line) => `.line ${line}\r\n`).join('')}`,
  );
  assert.equal((await send(server.account, { raw })).status, 'SENT');
  assert.ok(server.received[0]?.raw.equals(raw));
});

test('a server without STARTTLS gets no password', async () => {
  let asked = 0;
  const { account } = await startSmtp('STARTTLS', {
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => {
      asked++;
      done(null, { user: USER });
    },
  });
  const sent = await send(account);
  assert.equal(sent.error?.code, 'UPSTREAM_NO_TLS');
  assert.equal(asked, 0);
});

test('a wrong password is told as one', async () => {
  const { account } = await startSmtp('IMPLICIT');
  const sent = await send({ ...account, password: 'wrong' });
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'UPSTREAM_AUTH');
  assert.equal(sent.dataEnds, 0);
});

test('a server that offers no sign-in is refused', async () => {
  const server = await startSmtp('IMPLICIT', { disabledCommands: ['AUTH'] });
  const sent = await send(server.account);
  assert.equal(sent.error?.code, 'UPSTREAM_REFUSED');
  assert.equal(server.received.length, 0);
});

test('when every recipient is refused nothing is sent, and each has its reply', async () => {
  const server = await startSmtp('IMPLICIT', { refuse: () => [550, '5.1.1 no such user'] });
  const sent = await send(server.account);
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'RECIPIENT_REJECTED');
  assert.deepEqual(sent.recipients, [
    { address: 'bob@example.org', state: 'FAILED', smtpReply: '550 5.1.1 no such user' },
  ]);
  assert.equal(server.received.length, 0);
});

test('a recipient that is only put off can be tried again', async () => {
  const { account } = await startSmtp('IMPLICIT', { refuse: () => [451, '4.7.1 greylisted'] });
  const { status, error } = await send(account);
  assert.equal(status, 'FAILED');
  assert.equal(error?.retryable, true);
  assert.match(error?.serverText ?? '', /greylisted/);
});

test('the others get the message when one recipient is refused', async () => {
  const server = await startSmtp('STARTTLS', {
    refuse: (address) => (address.startsWith('eve') ? [550, 'not here'] : undefined),
  });
  const sent = await send(server.account, { to: ['bob@example.org', 'eve@example.org'] });
  assert.equal(sent.status, 'PARTLY_SENT');
  assert.equal(sent.error?.code, 'RECIPIENT_REJECTED');
  assert.deepEqual(
    sent.recipients.map(({ state }) => state),
    ['SENT', 'FAILED'],
  );
  assert.match(sent.recipients[1]?.smtpReply ?? '', /^550 .*not here/);
  assert.deepEqual(server.received[0]?.to, ['bob@example.org']);
});

test('a message over the announced SIZE is not begun', async () => {
  const server = await startSmtp('IMPLICIT', { size: 2000 });
  const sent = await send(server.account, { raw: Buffer.alloc(3000, 'a\r\n') });
  assert.equal(sent.error?.code, 'TOO_LARGE');
  assert.equal(server.received.length, 0);
});

test('an address outside ASCII needs a server with SMTPUTF8', async () => {
  const { server, sent } = await scripted({ ehlo: '250-hi\r\n250 AUTH PLAIN' }, { to: ['jõ@example.org'] });
  assert.equal(sent.error?.code, 'RECIPIENT_REJECTED');
  assert.ok(!server.commands.some((line) => line.startsWith('AUTH')));
  const other = await scripted({}, { to: ['jõ@example.org'] });
  assert.equal(other.sent.status, 'SENT');
  assert.ok(other.server.commands.some((line) => /^MAIL .*SMTPUTF8/.test(line)));
});

test('bytes outside ASCII are announced', async () => {
  const { server } = await scripted({}, { raw: Buffer.from('Subject: x\r\n\r\nhé\r\n') });
  assert.ok(server.commands.some((line) => /^MAIL .*BODY=8BITMIME/.test(line)));
});

test('nothing about this machine stands in EHLO', async () => {
  const { server } = await scripted({});
  assert.equal(server.commands[0], 'EHLO [127.0.0.1]');
});

test('a connection that closes before the end of the message means nothing was sent', async () => {
  const raw = Buffer.alloc(4_000_000, 'abc\r\n');
  const { sent } = await scripted(
    {
      inMessage: (socket) => {
        socket.destroy();
        return undefined;
      },
    },
    { raw },
  );
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'UPSTREAM_OFFLINE');
  assert.equal(sent.dataEnds, 0);
});

test('a connection that closes after the end and before the reply is UNKNOWN', async () => {
  const { server, sent } = await scripted({
    message: (socket) => {
      socket.destroy();
      return null;
    },
  });
  assert.equal(server.received.length, 1);
  assert.equal(sent.status, 'UNKNOWN');
  assert.equal(sent.error?.code, 'SEND_UNKNOWN');
  assert.equal(sent.recipients[0]?.state, 'UNKNOWN');
});

test('a reply that never comes is UNKNOWN', async () => {
  const { sent } = await scripted({ message: () => null }, { limits: { replyMs: 100 } });
  assert.equal(sent.status, 'UNKNOWN');
});

test('a refusal of the whole message is a refusal, although its end was announced', async () => {
  const { sent } = await scripted({ message: () => '554 5.7.1 looks like spam\x1b[31m' });
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'SEND_REJECTED');
  assert.equal(sent.error?.serverText, '554 5.7.1 looks like spam [31m');
  assert.equal(sent.dataEnds, 1);
});

test('a 4xx reply to the message is retryable and not unknown', async () => {
  const { sent } = await scripted({ message: () => '451 4.3.0 try later' });
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.retryable, true);
});

test('the message is too large when the server says so afterwards', async () => {
  const { sent } = await scripted({ message: () => '552 5.3.4 message too big' });
  assert.equal(sent.error?.code, 'TOO_LARGE');
});

test('a 250 in the middle of the message is not believed', async () => {
  let said = false;
  const { sent } = await scripted(
    {
      inMessage: () => {
        if (said) return undefined;
        said = true;
        return '250 2.0.0 got it';
      },
    },
    { raw: Buffer.alloc(8_000_000, 'abc\r\n') },
  );
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'UPSTREAM_PROTOCOL');
  assert.equal(sent.dataEnds, 0);
});

test('the end of the message stays here until it was written down', async () => {
  const { server, sent } = await scripted(
    {},
    {
      onDataEnd: async () => {
        throw new Error('disk full');
      },
    },
  );
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'INTERNAL');
  assert.equal(server.received.length, 0);
});

test('a server that goes away says so, whatever it was asked', async () => {
  for (const script of [
    { greeting: '421 too many connections' },
    { auth: '421 4.7.0 going down' },
    { mail: '421 4.3.2 going down' },
    { data: '421 4.3.2 going down' },
  ]) {
    const { sent } = await scripted(script);
    assert.equal(sent.status, 'FAILED', JSON.stringify(script));
    assert.equal(sent.error?.code, 'UPSTREAM_LIMIT', JSON.stringify(script));
  }
});

test('refusals before the message are told apart', async () => {
  const table: [Script, string][] = [
    [{ greeting: '554 no service for you' }, 'UPSTREAM_REFUSED'],
    [{ greeting: '+OK this is POP3' }, 'UPSTREAM_PROTOCOL'],
    [{ auth: '535 5.7.8 wrong' }, 'UPSTREAM_AUTH'],
    [{ auth: '454 4.7.0 not now' }, 'UPSTREAM_LIMIT'],
    [{ mail: '553 5.7.1 not your address' }, 'SEND_REJECTED'],
    [{ mail: '552 5.3.4 too big' }, 'TOO_LARGE'],
    [{ rcpt: '552 5.2.2 mailbox full' }, 'RECIPIENT_REJECTED'],
    [{ data: '554 5.7.1 no' }, 'SEND_REJECTED'],
    [{ ehlo: '502 what' }, 'UPSTREAM_REFUSED'],
  ];
  for (const [script, code] of table) {
    const { sent } = await scripted(script);
    assert.equal(sent.status, 'FAILED', JSON.stringify(script));
    assert.equal(sent.error?.code, code, JSON.stringify(script));
  }
});

test('a server that says nothing ends in a timeout', async () => {
  const { sent } = await scripted({ greeting: null }, { limits: { setupMs: 100 } });
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'UPSTREAM_TIMEOUT');
});

test('a cancelled submission leaves nothing behind', async () => {
  const stop = new AbortController();
  const server = await startScript({ greeting: null });
  const running = send(server.account, { signal: stop.signal });
  stop.abort();
  const sent = await running;
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'CANCELLED');
});

test('cancelling after the end only shortens the wait for the reply', async () => {
  const stop = new AbortController();
  const { sent } = await scripted(
    {
      message: () => {
        stop.abort();
        return '250 2.0.0 kept';
      },
    },
    { signal: stop.signal },
  );
  assert.equal(sent.status, 'SENT');
  const late = new AbortController();
  const other = await scripted(
    {
      message: () => {
        late.abort();
        return null;
      },
    },
    { signal: late.signal, limits: { leaveMs: 50 } },
  );
  assert.equal(other.sent.status, 'UNKNOWN');
});

test('a port where nobody listens and a port that is not SMTP are told apart', async () => {
  assert.equal((await send(accountAt(1, 'IMPLICIT'))).error?.code, 'UPSTREAM_OFFLINE');
  const plain = net.createServer((socket) => socket.on('error', () => {}).end('220 hello\r\n'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  atEnd(() => plain.close());
  const { port } = plain.address() as net.AddressInfo;
  assert.equal((await send(accountAt(port, 'IMPLICIT'))).error?.code, 'UPSTREAM_PROTOCOL');
});
