// The signal that follows a client: it must also be true for one that was gone before anybody asked.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { goneSignal } from '../../../server/http/gone.ts';
import { atEnd } from '../../support/cleanup.ts';

const server = createServer().listen(0, '127.0.0.1');
const other = createServer().listen(0, '127.0.0.1');
atEnd(() => [server.close(), other.close()]);
await Promise.all([once(server, 'listening'), once(other, 'listening')]);

test('a client that went away before the signal was made is gone all the same', async () => {
  const signal = new Promise<AbortSignal>((resolve) => {
    server.once('request', async (_request, response) => {
      socket.destroy();
      await once(response, 'close');
      resolve(goneSignal(response));
    });
  });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.equal((await signal).aborted, true);
});

test('an answer that was sent whole leaves nobody gone', async () => {
  const answered = new Promise<AbortSignal>((resolve) => {
    other.once('request', (_request, response) => {
      const signal = goneSignal(response);
      response.end('x', () => resolve(signal));
    });
  });
  const response = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
  assert.equal(await response.text(), 'x');
  assert.equal((await answered).aborted, false);
});
