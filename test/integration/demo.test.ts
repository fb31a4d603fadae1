// `npm run demo` from outside: it serves real mail, and when it is stopped nothing of it runs or lies about. How
// it ends when it is killed in rougher ways is in test/full.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { signIn } from '../support/client.ts';
import { DEMO, ends, leavesNothing, ready, running, startDemo, until } from '../support/demo.ts';

test('the demo serves a thousand messages, keeps its port, and Ctrl-C leaves nothing', async () => {
  const demo = await startDemo();
  await ready(demo);
  assert.ok((await running(demo.folder)).length > 0, 'its processes are found by the folder');
  const sign = /over IMAP +(\S+) +(\S+)/.exec(demo.output());
  const user = { name: sign?.[1] ?? '', password: sign?.[2] ?? '' };
  const client = await signIn(`http://127.0.0.1:${demo.port}/`, user);
  const { viewer } = await client.graphql('{ viewer { accounts { mailboxes { total } } } }');
  const totals: number[] = viewer.accounts[0].mailboxes.map(({ total }: { total: number }) => total);
  assert.equal(
    totals.reduce((sum, each) => sum + each, 0),
    1000,
  );

  const second = spawn(process.execPath, [DEMO, '--port', String(demo.port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  second.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  assert.deepEqual(await once(second, 'exit'), [1, null]);
  assert.match(text, new RegExp(`Port ${demo.port} is taken`));

  demo.child.kill('SIGINT');
  assert.equal(await ends(demo), 0);
  await leavesNothing(demo);
});

test('a demo that is stopped while it starts leaves nothing', async () => {
  const demo = await startDemo();
  await until('something runs', async () => (await running(demo.folder)).length > 0);
  demo.child.kill('SIGTERM');
  await ends(demo);
  await leavesNothing(demo);
});
