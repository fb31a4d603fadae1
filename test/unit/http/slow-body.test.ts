// A body that comes a byte at a time ends its connection; one that is here in time, and an upload, do not.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { before, test } from 'node:test';
import Fastify from 'fastify';
import { endSlowBodies } from '../../../server/http/slow-body.ts';
import { atEnd } from '../../support/cleanup.ts';

const app = Fastify();
endSlowBodies(app, 100);
app.addContentTypeParser('application/stream', (_request, payload, done) => done(null, payload));
app.post('/graphql', async () => ({ ok: true }));
app.post('/upload', async (request) => {
  for await (const _ of request.body as AsyncIterable<Buffer>);
  return { ok: true };
});
atEnd(() => app.close());
before(() => app.listen({ port: 0, host: '127.0.0.1' }));

/** Sends a head that promises ten bytes, some of them, and the rest after a while; gives all that came back. */
async function post(
  path: string,
  type: string,
  begin: string,
  rest: string,
  pauseMs: number,
): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  socket.on('error', () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: 10\r\n\r\n${begin}`,
  );
  setTimeout(() => socket.writable && socket.write(rest), pauseMs).unref();
  await once(socket, 'close');
  return answer;
}

test('a small body must be here in time', async () => {
  assert.equal(await post('/graphql', 'application/json', '{"a"', ':12345}', 60_000), '');
  assert.match(await post('/graphql', 'application/json', '{"a"', ':1234}', 10), /200 OK[\s\S]*"ok":true/);
});

test('an upload may take its time', async () => {
  assert.match(await post('/upload', 'application/stream', '01234', '56789', 300), /200 OK[\s\S]*"ok":true/);
});
