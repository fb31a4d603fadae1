// Our client against servers that behave, and against every way not to.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { Duplex, type Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Egress } from '../../../server/net/egress.ts';
import { connectPop3 } from '../../../server/pop3/connect.ts';
import { Refusal } from '../../../server/pop3/errors.ts';
import { CAPA, IMPATIENT, plainly, SHORT, scriptedLogin } from '../../support/pop3-script.ts';
import { RAW, signedIn } from '../../support/pop3-scripted-store.ts';
import { fails, textOf } from '../../support/promises.ts';

const bytesOf = async (stream: Readable): Promise<Buffer> =>
  Buffer.from(await textOf(stream, 'latin1'), 'latin1');

test('a message comes as it was sent: dots un-stuffed, 8-bit bytes untouched', async () => {
  const client = await (await signedIn()).connect();
  assert.deepEqual(await bytesOf(await client.retr(1)), RAW);
  await client.quit();
});

test('commands asked for at once each get their own answer', async () => {
  for (const capa of [CAPA, CAPA.filter((line) => line !== 'PIPELINING')]) {
    const client = await (await signedIn({ capa })).connect();
    const [uidl, list, top, missing, body] = await Promise.all([
      client.uidl(),
      client.list(),
      client.top(1),
      client.top(9).catch((error) => error),
      client.retr(1).then(bytesOf),
    ]);
    assert.deepEqual([...(uidl ?? [])], [[1, 'one']]);
    assert.deepEqual([...list], [[1, RAW.length]]);
    assert.equal(top.toString(), 'Subject: dots\r\n\r\n');
    assert.ok(missing instanceof Refusal);
    assert.deepEqual(body, RAW);
    await client.quit();
  }
});

test('commands go out together where the server takes them so, and one by one elsewhere', async () => {
  for (const [capa, expected] of [
    [CAPA, 3],
    [[...CAPA.slice(0, 4), 'SASL PLAIN'], 1],
  ] as const) {
    let waiting: (() => void)[] = [];
    const { server, connect } = await signedIn({ capa });
    const client = await connect();
    server.on.TOP = (_, peer) => {
      waiting.push(() => peer.writeLong('+OK', 'a: b\r\n\r\n'));
      return '';
    };
    const all = Promise.all([client.top(1), client.top(1), client.top(1)]);
    let most = 0;
    let isDone = false;
    const finished = all.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      most = Math.max(most, waiting.length);
      const answers = waiting;
      waiting = [];
      for (const answer of answers) answer();
    }
    await finished;
    assert.equal(most, expected);
    client.destroy();
  }
});

/** A connection in memory whose server sends each answer cut at the given places. */
class CutSocket extends Duplex {
  #answers: Record<string, string>;
  #cuts: readonly number[];
  constructor(answers: Record<string, string>, cuts: readonly number[]) {
    super();
    this.#answers = answers;
    this.#cuts = cuts;
    this.#send('+OK ready\r\n');
  }
  setNoDelay(): this {
    return this;
  }
  override _read(): void {}
  override _write(chunk: Buffer, _: string, done: () => void): void {
    for (const line of chunk.toString().split('\r\n'))
      if (line !== '') this.#send(this.#answers[line.split(' ')[0] ?? ''] ?? '-ERR\r\n');
    done();
  }
  #send(answer: string): void {
    const bytes = Buffer.from(answer, 'latin1');
    const places = [...new Set(this.#cuts.filter((cut) => cut > 0 && cut < bytes.length))].sort(
      (a, b) => a - b,
    );
    let from = 0;
    for (const to of [...places, bytes.length]) {
      const piece = bytes.subarray(from, to);
      // One turn of the event loop each, as separate packets have.
      setImmediate(() => this.push(piece));
      from = to;
    }
  }
}

const ANSWERS = {
  CAPA: '+OK\r\nUIDL\r\nTOP\r\nSASL PLAIN\r\nPIPELINING\r\n.\r\n',
  AUTH: '+OK\r\n',
  UIDL: '+OK\r\n1 one\r\n2 t.o\r\n.\r\n',
  LIST: '+OK\r\n1 42\r\n2 7\r\n.\r\n',
  RETR: '+OK 42\r\na: b\r\n\r\n..x\r\n.\r\n',
  QUIT: '+OK bye\r\n',
};

async function wholeSession(cuts: readonly number[]): Promise<unknown> {
  const socket = new CutSocket(ANSWERS, cuts) as unknown as Socket;
  const egress: Egress = { ...plainly, connect: async () => socket };
  const client = await connectPop3({ egress, account: scriptedLogin({ port: 1 }), limits: SHORT });
  const [uidl, list, body] = await Promise.all([client.uidl(), client.list(), client.retr(2).then(bytesOf)]);
  await client.quit();
  return [[...(uidl ?? [])], [...list], body.toString()];
}

test('a session goes well wherever its answers are cut', async () => {
  const expected = [
    [
      [1, 'one'],
      [2, 't.o'],
    ],
    [
      [1, 42],
      [2, 7],
    ],
    'a: b\r\n\r\n.x\r\n',
  ];
  const longest = Math.max(...Object.values(ANSWERS).map((answer) => answer.length));
  for (let cut = 0; cut < longest; cut++)
    assert.deepEqual(await wholeSession([cut]), expected, `cut at ${cut}`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(longest), { maxLength: longest }), async (cuts) => {
      assert.deepEqual(await wholeSession(cuts), expected);
    }),
    { numRuns: 50 },
  );
});

test('a slow reader stops the server, and another command waits its turn', async () => {
  const large = Buffer.concat([
    Buffer.from('a: b\r\n\r\n'),
    Buffer.alloc(20_000_000, 'x'),
    Buffer.from('\r\n'),
  ]);
  const { server, connect } = await signedIn(
    { messages: [{ uidl: 'big', raw: large }] },
    { dataMs: 3000, commandMs: 3000 },
  );
  const client = await connect();
  const stream = await client.retr(1);
  const after = client.top(1);
  // Longer than any deadline: a reader who is slow is not the server's fault.
  await new Promise((resolve) => setTimeout(resolve, 3300));
  const [socket] = server.open;
  assert.ok((socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0) < large.length);
  assert.ok(stream.readableLength < 2_000_000);
  assert.equal((await bytesOf(stream)).length, large.length);
  assert.equal((await after).toString(), 'a: b\r\n\r\n');
  await client.quit();
});

test('a reader who stops early ends the connection, and the next command says so', async () => {
  const large = Buffer.alloc(5_000_000, 'x');
  const client = await (await signedIn({ messages: [{ uidl: 'big', raw: large }] })).connect();
  (await client.retr(1)).destroy();
  await fails(client.list(), 'CANCELLED');
  assert.equal(client.isAlive, false);
});

test('a server that hangs up in the middle of a message is an error and no short message', async () => {
  const { server, connect } = await signedIn();
  server.on.RETR = (_, { socket, write }) => {
    write('+OK\r\nSubject: half\r\n');
    socket.end();
    return '';
  };
  const client = await connect();
  const stream = await client.retr(1);
  const [read, next] = await Promise.allSettled([bytesOf(stream), client.list()]);
  assert.equal(read.status, 'rejected');
  assert.equal(next.status, 'rejected');
  await fails(client.list(), 'UPSTREAM_OFFLINE');
});

test('a server that hangs up before its answer is an error', async () => {
  const { server, connect } = await signedIn();
  server.on.LIST = (_, { socket }) => {
    socket.destroy();
    return '';
  };
  const client = await connect();
  await fails(client.list(), 'UPSTREAM_OFFLINE');
});

test('a server that says nothing is an error after its time', async () => {
  const { server, connect } = await signedIn({}, IMPATIENT);
  server.on.UIDL = () => '';
  server.on.QUIT = () => '';
  await fails((await connect()).uidl(), 'UPSTREAM_TIMEOUT');
  await fails((await connect()).quit(), 'UPSTREAM_TIMEOUT');
  const silent = await signedIn({ greeting: null }, IMPATIENT);
  await fails(silent.connect(), 'UPSTREAM_TIMEOUT');
});

test('an answer that came while this process was held up is not late', async () => {
  const { server, connect } = await signedIn({}, { commandMs: 500, dataMs: 500 });
  // The server shares our thread: its answer is in the socket, and then nothing runs for longer than the deadline.
  const client = await connect();
  server.on.LIST = (_, peer) => {
    peer.writeLong('+OK', '1 1\r\n');
    const end = performance.now() + 700;
    while (performance.now() < end);
    return '';
  };
  assert.deepEqual([...(await client.list())], [[1, 1]]);
  client.destroy();
});

test('a server that stops in the middle of an answer is an error after its time', async () => {
  const { server, connect } = await signedIn({}, IMPATIENT);
  server.on.RETR = (_, { write }) => {
    write('+OK\r\nSubject: half\r\n');
    return '';
  };
  const client = await connect();
  await assert.rejects(bytesOf(await client.retr(1)), { code: 'UPSTREAM_TIMEOUT' });
});

test('a long answer that keeps coming is not cut short by a deadline', async () => {
  // Each pause is far below the deadline, all together are above it.
  const { server, connect } = await signedIn({}, { dataMs: 1500 });
  server.on.RETR = (_, { write }) => {
    write('+OK\r\n');
    let lines = 0;
    const timer = setInterval(() => {
      write(lines++ < 8 ? 'x\r\n' : '.\r\n');
      if (lines > 8) clearInterval(timer);
    }, 250);
    return '';
  };
  const client = await connect();
  const stream = await client.retr(1);
  assert.equal((await bytesOf(stream)).toString(), 'x\r\n'.repeat(8));
});

test('a greeting of -ERR is an error of its kind', async () => {
  const locked = await signedIn({ greeting: '-ERR [IN-USE] locked' });
  await fails(locked.connect(), 'UPSTREAM_LIMIT');
  const broken = await signedIn({ greeting: '-ERR [SYS/TEMP] try later' });
  const error = await fails(broken.connect(), 'UPSTREAM_OFFLINE');
  assert.equal(error.serverText, 'try later');
  const plain = await signedIn({ greeting: '-ERR go away' });
  await fails(plain.connect(), 'UPSTREAM_OFFLINE');
});

test('something else than a POP3 server is said to be that', async () => {
  const http = await signedIn({ greeting: 'HTTP/1.1 400 Bad Request' });
  await fails(http.connect(), 'UPSTREAM_PROTOCOL');
  const imap = await signedIn({ greeting: '* OK IMAP4rev1 ready' });
  await fails(imap.connect(), 'UPSTREAM_PROTOCOL');
  const endless = await signedIn({ greeting: `+OK ${'x'.repeat(10_000)}` });
  await fails(endless.connect(), 'UPSTREAM_PROTOCOL');
});

test('-ERR that nobody asked for ends the session in order', async () => {
  const { server, connect } = await signedIn();
  const client = await connect();
  const [socket] = server.open;
  const ended = new Promise<void>((resolve) => {
    client.onEnd = resolve;
  });
  socket?.write('-ERR [SYS/TEMP] autologout\r\n');
  await ended;
  const error = await fails(client.list(), 'UPSTREAM_OFFLINE');
  assert.equal(error.serverText, 'autologout');
});

test('bytes that nobody asked for end the session', async () => {
  const { server, connect } = await signedIn();
  const client = await connect();
  const ended = new Promise<void>((resolve) => {
    client.onEnd = resolve;
  });
  for (const socket of server.open) socket.write('+OK surprise\r\n');
  await ended;
  await fails(client.list(), 'UPSTREAM_PROTOCOL');
});

test('a second answer behind the first one is not taken for the next command', async () => {
  const { server, connect } = await signedIn({ capa: null });
  server.on.USER = () => '+OK\r\n+OK signed in';
  await fails(connect(), 'UPSTREAM_PROTOCOL');
  assert.ok(!server.heard.some((line) => line.startsWith('PASS')));
});

test('a server without UIDL or CAPA is said to have none', async () => {
  const { server, connect } = await signedIn({ capa: null });
  server.on.UIDL = () => '-ERR what?';
  const client = await connect();
  assert.equal(client.capabilities.known, false);
  assert.equal(await client.uidl(), null);
  server.on.UIDL = () => '-ERR [SYS/TEMP] not now';
  await fails(client.uidl(), 'UPSTREAM_OFFLINE');
});

test('lines of a list that are none are passed over', async () => {
  const { server, connect } = await signedIn();
  server.on.UIDL = (_, peer) => {
    peer.writeLong(
      '+OK',
      '1 good\r\nx bad\r\n-1 bad\r\n2\r\n3 with space\r\n99999999999 far\r\n4 ba\x07d\r\n',
    );
    return '';
  };
  assert.deepEqual(
    [...((await (await connect()).uidl()) ?? [])],
    [
      [1, 'good'],
      [2, ''],
      [3, 'with space'],
    ],
  );
});

test('what is too large ends in an error: a message, a line, a list', async () => {
  const limits = { messageBytes: 1000, lineBytes: 100, listLines: 10, headerBytes: 50 };
  const large = { uidl: 'big', raw: Buffer.from(`a: ${'x'.repeat(2000)}\r\n\r\n`) };
  const { server, connect } = await signedIn({ messages: [large] }, limits);
  await assert.rejects((await connect()).retr(1).then(bytesOf), { code: 'TOO_LARGE' });
  await fails((await connect()).top(1), 'TOO_LARGE');
  server.on.UIDL = (_, peer) => {
    peer.writeLong('+OK', `1 ${'x'.repeat(200)}\r\n`);
    return '';
  };
  await fails((await connect()).uidl(), 'UPSTREAM_PROTOCOL');
  server.on.LIST = (_, peer) => {
    peer.writeLong('+OK', '1 1\r\n'.repeat(11));
    return '';
  };
  await fails((await connect()).list(), 'TOO_LARGE');
});

test('of a header that is too long only the beginning is kept', async () => {
  const raw = Buffer.from(`Subject: here\r\nX: ${'x'.repeat(500)}\r\n\r\n`);
  const client = await (await signedIn({ messages: [{ uidl: 'u', raw }] }, { headerBytes: 50 })).connect();
  assert.deepEqual(await client.top(1), raw.subarray(0, 50));
  assert.ok(client.isAlive);
});

test('giving up ends the sign-in at once', async () => {
  const { connect: _, server } = await signedIn({ greeting: null }, { commandMs: 60_000 });
  const giveUp = new AbortController();
  const signing = connectPop3({
    egress: plainly,
    account: scriptedLogin(server),
    limits: { ...SHORT, commandMs: 60_000 },
    signal: giveUp.signal,
  });
  giveUp.abort();
  await fails(signing, 'CANCELLED');
});
