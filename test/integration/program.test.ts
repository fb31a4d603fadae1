// The program of the README, run as it stands against both kinds of mailbox: fetch, a token and GraphQL.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { append } from '../../demo/seed/append.ts';
import { smallMessages } from '../../demo/seed/bulk.ts';
import { ALICE, BOB, PETE } from '../support/dovecot.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const PROGRAM = fileURLToPath(new URL('../program/walk.mjs', import.meta.url));
const MAKE = `mutation { createToken(input: { name: "program",
  scopes: [ACCOUNT_READ, MAILBOX_READ, HEADERS_READ, BODY_READ, SEND] }) { secret } }`;
const run = promisify(execFile);

suite('the program of the README', () => {
  let postern: TestPostern;
  before(async () => {
    postern = await startPostern();
  });

  for (const user of [ALICE, PETE]) {
    test(`walks the mailbox of ${user.name}, answers a message and finds the answer in Sent`, async () => {
      const { host, imaps, ca } = postern.dovecot;
      const target = { host, port: imaps, ca, user: user.name, password: user.password };
      const raw = `From: Bob <${BOB.name}>\r\nTo: ${user.name}\r\nSubject: Ferry\r\nMessage-ID: <f@${user.name}>\r\n\r\nTwo?\r\n`;
      const ferry = { folder: 'INBOX', date: new Date(), flags: [], raw: Buffer.from(raw) };
      await append(target, [], [...smallMessages(user.name, 230), ferry]);

      const client = await postern.signIn(user);
      const { createToken } = await client.graphql(MAKE);
      const { stdout } = await run(process.execPath, [PROGRAM, 'Ferry'], {
        env: { POSTERN_URL: postern.url, POSTERN_TOKEN: createToken.secret },
      });
      const lines = stdout.trim().split('\n');
      assert.match(lines[0] ?? '', new RegExp(`^${user.name}: \\d+ messages`));
      assert.equal(lines[1], 'walked 231 messages back to the oldest');
      assert.match(lines[2] ?? '', /^“Ferry” from Bob: Two\?/);
      assert.equal(lines[3], 'sent: SENT, copy in Sent: APPENDED');
      assert.match(lines[4] ?? '', /^found in Sent: “Re: Ferry”; the original is now .*ANSWERED/);
    });
  }
});
