// STLS: the password is sent over TLS or not at all.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { TLSSocket } from 'node:tls';
import { type Certificate, makeCertificate } from '../../../demo/certificate.ts';
import { createEgress } from '../../../server/net/egress.ts';
import { connectPop3 } from '../../../server/pop3/connect.ts';
import { atEnd } from '../../support/cleanup.ts';
import {
  CAPA,
  type Peer,
  type Script,
  SHORT,
  scriptedLogin,
  scriptedPop3,
} from '../../support/pop3-script.ts';
import { fails } from '../../support/promises.ts';

let certificate: Certificate;
let key: Buffer;
let cert: Buffer;

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'postern-stls-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  certificate = await makeCertificate(folder);
  [key, cert] = await Promise.all([readFile(certificate.keyFile), readFile(certificate.certFile)]);
});

/** Answers STLS and goes on inside TLS, where it signs in whoever comes and writes down what it heard. */
function upgrading(heard: string[], more = ''): Script['on'] {
  return {
    STLS: (_, { socket }: Peer) => {
      socket.removeAllListeners('data');
      socket.write(`+OK begin\r\n${more}`);
      const secure = new TLSSocket(socket, { isServer: true, key, cert });
      secure.on('error', () => {});
      secure.on('data', (chunk) => {
        for (const line of chunk
          .toString()
          .split('\r\n')
          .filter((each: string) => each !== '')) {
          heard.push(line);
          secure.write(line === 'CAPA' ? '+OK\r\nUIDL\r\nSASL PLAIN\r\n.\r\n' : '+OK\r\n');
        }
      });
      return '';
    },
  };
}

async function connectTo(script: Partial<Script>, ca: string | null = certificate.ca) {
  const server = await scriptedPop3(script);
  const { username, password, incoming } = scriptedLogin(server);
  const account = {
    ...{ username, password },
    incoming: { ...incoming, tls: 'STARTTLS' as const, ...(ca === null ? {} : { ca }) },
  };
  const egress = createEgress({ allowNetworks: [], allowPorts: [] });
  return { server, connecting: connectPop3({ egress, account, limits: { ...SHORT, commandMs: 2000 } }) };
}

const heardPassword = (lines: readonly string[]): boolean =>
  lines.some((line) => /^(AUTH|PASS|USER)/.test(line));

test('goes over to TLS and asks anew what the server can do', async () => {
  const inside: string[] = [];
  const { server, connecting } = await connectTo({ capa: ['TOP', 'PIPELINING'], on: upgrading(inside) });
  const client = await connecting;
  assert.deepEqual(server.heard, ['STLS']);
  assert.equal(inside[0], 'CAPA');
  assert.ok(heardPassword(inside));
  assert.equal(client.capabilities.pipelining, false);
  client.destroy();
});

test('without STLS the password is not sent', async () => {
  for (const capa of [CAPA, null]) {
    const { server, connecting } = await connectTo({ capa });
    await fails(connecting, 'UPSTREAM_NO_TLS');
    assert.equal(heardPassword(server.heard), false);
  }
});

test('bytes behind the answer to STLS end the connection', async () => {
  const inside: string[] = [];
  const { server, connecting } = await connectTo({ on: upgrading(inside, '+OK injected\r\n') });
  await fails(connecting, 'UPSTREAM_PROTOCOL');
  assert.equal(heardPassword([...server.heard, ...inside]), false);
});

test('a certificate that is not trusted gets no password', async () => {
  const inside: string[] = [];
  const { server, connecting } = await connectTo({ on: upgrading(inside) }, null);
  await fails(connecting, 'TLS_UNTRUSTED');
  assert.equal(heardPassword([...server.heard, ...inside]), false);
});

test('a server that is too busy for STLS is not said to have none', async () => {
  const { connecting } = await connectTo({ on: { STLS: () => '-ERR [SYS/TEMP] TLS is resting' } });
  await fails(connecting, 'UPSTREAM_OFFLINE');
});
