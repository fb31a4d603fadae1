// The rougher ways in which a demo can end: killed outright, its terminal gone, its servers dead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ends, leavesNothing, posternOf, ready, running, startDemo } from '../support/demo.ts';

test('a demo that is killed outright leaves nothing', async () => {
  const demo = await startDemo();
  await ready(demo);
  demo.child.kill('SIGKILL');
  await ends(demo);
  await leavesNothing(demo);
});

test('a demo whose terminal goes away leaves nothing', async () => {
  const demo = await startDemo();
  await ready(demo);
  demo.child.stdout?.destroy();
  demo.child.stderr?.destroy();
  demo.child.kill('SIGHUP');
  assert.equal(await ends(demo), 0);
  await leavesNothing(demo);
});

test('a demo whose Postern dies says so and ends with code 1', async () => {
  const demo = await startDemo();
  await ready(demo);
  process.kill(await posternOf(demo), 'SIGKILL');
  assert.equal(await ends(demo), 1);
  assert.match(demo.output(), /Postern has ended unexpectedly/);
  await leavesNothing(demo);
});

test('a demo whose Dovecot dies says so and ends with code 1', async () => {
  const demo = await startDemo();
  await ready(demo);
  const [line = ''] = (await running(demo.folder)).filter((each) => /dovecot -F/.test(each));
  process.kill(Number(line.split(' ')[0]), 'SIGKILL');
  assert.equal(await ends(demo), 1);
  assert.match(demo.output(), /Dovecot has ended unexpectedly/);
  await leavesNothing(demo);
});

test('a demo for the local network serves HTTPS and prints the fingerprint of what it serves', async () => {
  const demo = await startDemo('--lan');
  await ready(demo);
  const shown = /^ {2}((?:[\dA-F]{2}:){31}[\dA-F]{2})$/m.exec(demo.output())?.[1];
  const { connect } = await import('node:tls');
  const served = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: demo.port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });
  assert.equal(served, shown);
  demo.child.kill('SIGINT');
  assert.equal(await ends(demo), 0);
  await leavesNothing(demo);
});
