// The delay proxy: later, in order, whole, and nothing left behind.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { atEnd } from '../../support/cleanup.ts';
import { type Delay, startDelay } from '../../support/delay.ts';

async function echo(): Promise<{ host: string; port: number; open: Set<Socket> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, open };
}

async function dial(delay: Delay): Promise<Socket> {
  const socket = connect(delay.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('The delay proxy', { timeout: 20_000 }, () => {
  it('holds what is said for a whole round trip, and the first words for one more', async () => {
    const target = await echo();
    const delay = await startDelay({ target, rttMs: 60 });
    const socket = await dial(delay);
    const times: number[] = [];
    for (const word of ['one', 'two']) {
      const asked = performance.now();
      socket.write(word);
      const [answer] = await once(socket, 'data');
      assert.equal(String(answer), word);
      times.push(performance.now() - asked);
    }
    // Only that it is never sooner: how much later a busy machine is proves nothing.
    assert.ok(times[0]! > 115 && times[1]! > 58, `${times}`);
    assert.deepEqual([delay.bytes(), delay.turns(), delay.connections()], [{ up: 6, down: 6 }, 2, 1]);
    await delay.close();
  });

  it('keeps a megabyte in order, and the end behind it', async () => {
    const target = await echo();
    const delay = await startDelay({ target, rttMs: 10 });
    const socket = await dial(delay);
    const sent = Buffer.alloc(1_000_000);
    for (let n = 0; n < sent.length; n++) sent[n] = (n * 31 + (n >> 8)) & 255;
    socket.end(sent);
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);
    assert.ok(Buffer.concat(parts).equals(sent));
    assert.deepEqual(delay.bytes(), { up: sent.length, down: sent.length });
    await delay.close();
  });

  it('leaves neither a listener nor a connection when it is closed', async () => {
    const target = await echo();
    const delay = await startDelay({ target, rttMs: 5 });
    const socket = await dial(delay);
    socket.write('x');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    await delay.close();
    await ended;
    const again = connect(delay.port, '127.0.0.1');
    await assert.rejects(once(again, 'connect'), { code: 'ECONNREFUSED' });
    while (target.open.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
