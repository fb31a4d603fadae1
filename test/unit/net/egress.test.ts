// The only opener of connections, with a resolver of the test's own and real sockets on this machine.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import tls from 'node:tls';
import type { Server } from '../../../server/mail/account.ts';
import { createEgress, type EgressOptions } from '../../../server/net/egress.ts';
import { atEnd } from '../../support/cleanup.ts';
import { certificate } from '../../support/smtp.ts';

const server = (host: string, more: Partial<Server> = {}): Server => ({
  ...{ host, port: 993, tls: 'IMPLICIT', listed: false },
  ...more,
});

const egressWith = (answers: Record<string, string[]>, more: Partial<EgressOptions> = {}) => {
  const asked: string[] = [];
  const egress = createEgress({
    allowNetworks: [],
    allowPorts: [993],
    lookup: async (name) => {
      asked.push(name);
      const found = answers[name];
      if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return found;
    },
    ...more,
  });
  return { egress, asked };
};

async function listen(
  host = '127.0.0.1',
  onSocket: (socket: net.Socket) => void = () => {},
): Promise<number> {
  const listener = net.createServer((socket) => {
    socket.on('error', () => {});
    atEnd(() => socket.destroy());
    onSocket(socket);
  });
  listener.listen(0, host);
  await once(listener, 'listening');
  atEnd(() => listener.close());
  return (listener.address() as net.AddressInfo).port;
}

async function listenTls(options: tls.TlsOptions = {}): Promise<{ port: number; ca: string }> {
  const { key, cert, ca } = await certificate();
  const listener = tls.createServer({ key, cert, ...options }, (socket) => {
    socket.on('error', () => {}).write(`name:${socket.servername || 'none'}\n`);
    atEnd(() => socket.destroy());
  });
  listener.on('tlsClientError', () => {});
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  atEnd(() => listener.close());
  return { port: (listener.address() as net.AddressInfo).port, ca };
}

test('a public name gives its checked address and the name for the certificate', async () => {
  const { egress } = egressWith({ 'imap.example.org': ['93.184.216.34', '2606:2800::1'] });
  assert.deepEqual(await egress.route(server('IMAP.example.org.')), {
    address: '93.184.216.34',
    addresses: ['93.184.216.34', '2606:2800::1'],
    port: 993,
    servername: 'imap.example.org',
    tls: 'IMPLICIT',
  });
});

test('a typed private address is refused in every spelling, without asking the resolver', async () => {
  const { egress, asked } = egressWith({});
  for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.1', '[::1]', '::ffff:10.0.0.1'])
    await assert.rejects(egress.route(server(host)), { code: 'SERVER_NOT_ALLOWED' }, host);
  assert.deepEqual(asked, []);
});

test('one private address among public ones is enough to refuse', async () => {
  const { egress } = egressWith({
    'mixed.example.org': ['93.184.216.34', '10.0.0.1'],
    'six.example.org': ['93.184.216.34', '::ffff:127.0.0.1'],
    'meta.example.org': ['169.254.169.254'],
  });
  for (const host of ['mixed.example.org', 'six.example.org', 'meta.example.org'])
    await assert.rejects(egress.route(server(host)), { code: 'SERVER_NOT_ALLOWED' }, host);
});

test('a port outside the list is refused before anything is asked', async () => {
  const { egress, asked } = egressWith({ 'a.example.org': ['93.184.216.34'] });
  await assert.rejects(egress.route(server('a.example.org', { port: 22 })), { code: 'SERVER_NOT_ALLOWED' });
  assert.deepEqual(asked, []);
});

test('a server of the operator may be private and have any port', async () => {
  const { egress } = egressWith({ 'dovecot.lan': ['192.168.1.5'] });
  const { address } = await egress.route(server('dovecot.lan', { port: 1143, listed: true }));
  assert.equal(address, '192.168.1.5');
});

test('a typed server may lie in a network that the operator opened', async () => {
  const { egress } = egressWith(
    { 'in.lan': ['10.1.2.3'], 'out.lan': ['10.2.0.1'] },
    { allowNetworks: ['10.1.0.0/16'] },
  );
  assert.equal((await egress.route(server('in.lan'))).address, '10.1.2.3');
  await assert.rejects(egress.route(server('out.lan')), { code: 'SERVER_NOT_ALLOWED' });
});

test('a name that is not there, has no address or is none at all is unknown', async () => {
  const { egress } = egressWith({ 'empty.example.org': [] });
  for (const host of ['gone.example.org', 'empty.example.org', 'a b', ''])
    await assert.rejects(egress.route(server(host)), { code: 'UPSTREAM_UNKNOWN_HOST' }, host);
});

test('the address that was checked is the one that is connected to: the name is resolved once', async () => {
  let turn = 0;
  const port = await listen();
  let trapped = 0;
  await listen('127.0.0.2', () => trapped++);
  const egress = createEgress({
    allowNetworks: ['127.0.0.1'],
    allowPorts: [port],
    // The second answer is what an attacker would want us to connect to after the check.
    lookup: async () => (turn++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']),
  });
  const socket = await egress.connect(server('rebind.example.org', { port, tls: 'STARTTLS' }));
  assert.equal(socket.remoteAddress, '127.0.0.1');
  assert.equal(turn, 1);
  assert.equal(trapped, 0);
  socket.destroy();
  await assert.rejects(egress.connect(server('rebind.example.org', { port, tls: 'STARTTLS' })), {
    code: 'SERVER_NOT_ALLOWED',
  });
});

test('when one address refuses, the next one is tried', async () => {
  const port = await listen('127.0.0.3');
  const { egress } = egressWith({
    'two.lan': ['127.0.0.2', '127.0.0.3'],
    'none.lan': ['127.0.0.2', '127.0.0.4'],
  });
  const socket = await egress.connect(server('two.lan', { port, tls: 'STARTTLS', listed: true }));
  assert.equal(socket.remoteAddress, '127.0.0.3');
  socket.destroy();
  await assert.rejects(egress.connect(server('none.lan', { port, tls: 'STARTTLS', listed: true })), {
    code: 'UPSTREAM_OFFLINE',
  });
});

test('TLS is verified against the name, with the CA of the operator, and the name is sent', async () => {
  const { port, ca } = await listenTls();
  const { egress } = egressWith({ localhost: ['127.0.0.1'], 'other.lan': ['127.0.0.1'] });
  const socket = await egress.connect(server('localhost', { port, ca, listed: true }));
  assert.ok(socket instanceof tls.TLSSocket && socket.authorized);
  assert.equal(String((await once(socket, 'data'))[0]), 'name:localhost\n');
  socket.destroy();
  await assert.rejects(egress.connect(server('localhost', { port, listed: true })), {
    code: 'TLS_UNTRUSTED',
  });
  await assert.rejects(egress.connect(server('other.lan', { port, ca, listed: true })), {
    code: 'TLS_UNTRUSTED',
  });
});

test('a typed address is verified as an address and sends no name', async () => {
  const { port, ca } = await listenTls();
  const { egress } = egressWith({});
  const socket = await egress.connect(server('127.0.0.1', { port, ca, listed: true }));
  assert.equal(String((await once(socket, 'data'))[0]), 'name:none\n');
  socket.destroy();
});

test('a server that only speaks TLS 1.1 is refused', async () => {
  const { port, ca } = await listenTls({
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  const { egress } = egressWith({ localhost: ['127.0.0.1'] });
  await assert.rejects(egress.connect(server('localhost', { port, ca, listed: true })), {
    code: 'UPSTREAM_PROTOCOL',
  });
});

test('plain text where TLS is expected is not a mail server', async () => {
  const port = await listen('127.0.0.1', (socket) => socket.write('* OK hello\r\n'));
  const { egress } = egressWith({ localhost: ['127.0.0.1'] });
  await assert.rejects(egress.connect(server('localhost', { port, listed: true })), {
    code: 'UPSTREAM_PROTOCOL',
  });
});

test('a plain socket is upgraded with the same checks', async () => {
  const { key, cert, ca } = await certificate();
  const upgrading = (socket: net.Socket): void => {
    const secured = new tls.TLSSocket(socket, { isServer: true, key, cert });
    secured.on('error', () => {}).write('secured\n');
  };
  const port = await listen('127.0.0.1', upgrading);
  const { egress } = egressWith({ localhost: ['127.0.0.1'], 'other.lan': ['127.0.0.1'] });
  const at = (host: string, more: Partial<Server> = {}) =>
    server(host, { port, tls: 'STARTTLS', listed: true, ca, ...more });
  const good = await egress.upgrade(await egress.connect(at('localhost')), at('localhost'));
  assert.equal(String((await once(good, 'data'))[0]), 'secured\n');
  good.destroy();
  for (const bad of [at('other.lan'), server('localhost', { port, tls: 'STARTTLS', listed: true })])
    await assert.rejects(egress.upgrade(await egress.connect(bad), bad), { code: 'TLS_UNTRUSTED' });
});

test('bytes that came with the answer to STARTTLS end the connection', async () => {
  const port = await listen('127.0.0.1', (socket) => socket.write('* OK injected\r\n'));
  const { egress } = egressWith({ localhost: ['127.0.0.1'] });
  const at = server('localhost', { port, tls: 'STARTTLS', listed: true });
  const socket = await egress.connect(at);
  await once(socket, 'readable');
  await assert.rejects(egress.upgrade(socket, at), { code: 'UPSTREAM_PROTOCOL' });
  assert.ok(socket.destroyed);
});

test('an abort ends a look-up, a connection and a handshake', async () => {
  let reached: () => void = () => {};
  const silent = await listen('127.0.0.1', () => reached());
  const slow = egressWith({}, { lookup: () => new Promise<string[]>(() => {}) }).egress;
  const looking = new AbortController();
  const lookup = slow.route(server('a.example.org'), looking.signal);
  looking.abort();
  await assert.rejects(lookup, { code: 'CANCELLED' });

  const { egress } = egressWith({ localhost: ['127.0.0.1'] });
  const shaking = new AbortController();
  reached = () => shaking.abort();
  await assert.rejects(egress.connect(server('localhost', { port: silent, listed: true }), shaking.signal), {
    code: 'CANCELLED',
  });
  await assert.rejects(egress.route(server('localhost'), AbortSignal.abort()), { code: 'CANCELLED' });
});

test('an answer of the resolver that is no address is refused', async () => {
  const { egress } = egressWith({ 'odd.example.org': ['127.0.0.1.example.org'] });
  await assert.rejects(egress.route(server('odd.example.org')), { code: 'SERVER_NOT_ALLOWED' });
});
