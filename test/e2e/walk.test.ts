// The main job, whole, at phone size: sign in, scroll a thousand messages to the oldest, open an HTML message,
// answer it, see the answer in Sent; over IMAP and over POP3. Then an independent client says what arrived.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, suite, test } from 'node:test';
import type { ImapFlow } from 'imapflow';
import type { Page } from 'playwright-core';
import { append } from '../../demo/seed/append.ts';
import { openPhone } from '../support/chromium.ts';
import { ALICE, BOB, type Dovecot, PETE, startDovecot, type User } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const COUNT = 1000;
const AXE = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

suite('the whole walk on a phone', () => {
  let dovecot: Dovecot;
  let postern: TestPostern;

  before(async () => {
    dovecot = await startDovecot();
    postern = await startPostern({ dovecot });
    for (const user of [ALICE, PETE]) await seed(dovecot, user);
  });

  for (const [user, protocol] of [
    [ALICE, 'IMAP'],
    [PETE, 'POP3'],
  ] as const) {
    test(`over ${protocol}, from the sign-in to the answer in the other mailbox`, async () => {
      const page = await (await openPhone()).newPage();
      await page.goto(postern.url);
      await noFault(page, 'sign-in');
      await page.getByLabel('Email address').fill(user.name);
      await page.keyboard.press('Enter');
      await page.locator('#password:focus').fill(user.password);
      await page.keyboard.press('Enter');
      await page.getByText('Plans with pictures', { exact: true }).waitFor();
      await noFault(page, 'list');

      await scrollToOldest(page);
      await page.locator('.virtual-scroller').evaluate((element) => element.scrollTo(0, 0));
      await page.getByText('Plans with pictures', { exact: true }).click();
      const frame = page.frameLocator('.message-frame iframe');
      await frame.getByText('The plan', { exact: true }).waitFor();
      assert.equal(await frame.locator('script').count(), 0);
      await noFault(page, 'message');

      await page.getByRole('button', { name: 'Reply', exact: true }).click();
      await page.getByLabel('Write your message').fill(`Fine with me, over ${protocol}.`);
      await noFault(page, 'compose');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.locator('.toast').getByText('Sent', { exact: true }).waitFor();
      await inSent(page);
      await noFault(page, 'Sent');
      await page.context().close();

      const answer = await only(dovecot, BOB, 'INBOX', { from: user.name });
      assert.equal(answer.inReplyTo, `<${planId(user)}>`);
      assert.deepEqual(answer.references, ['<root@demo.example>', `<${planId(user)}>`]);
      if (protocol === 'IMAP') {
        assert.equal((await only(dovecot, user, 'Sent', { to: BOB.name })).messageId, answer.messageId);
        assert.ok(
          (await only(dovecot, user, 'INBOX', { subject: 'Plans with pictures' })).flags.has('\\Answered'),
        );
      } else {
        const { viewer } = await (await postern.signIn(user)).graphql(
          '{ viewer { accounts { inbox: mailbox(role: INBOX) { messages(first: 1) { nodes { flags } } } sent: mailbox(role: SENT) { messages { nodes { messageId } } } } } }',
        );
        assert.ok(viewer.accounts[0].inbox.messages.nodes[0].flags.includes('ANSWERED'));
        assert.deepEqual(viewer.accounts[0].sent.messages.nodes, [
          { messageId: answer.messageId.slice(1, -1) },
        ]);
      }
    });
  }
});

const rfcDate = (date: Date): string => date.toUTCString().replace('GMT', '+0000');
const planId = (user: User): string => `plan.${user.name}`;

async function seed({ host, imaps, ca }: Dovecot, user: User): Promise<void> {
  const now = Date.now();
  const letters = Array.from({ length: COUNT - 1 }, (_, n) => {
    const date = new Date(now - (COUNT - n) * 3_600_000);
    const raw = plainMail({ subject: `Letter ${n + 1}` }).toString();
    return {
      folder: 'INBOX',
      date,
      flags: [],
      raw: Buffer.from(raw.replace(/^Date: .*/m, `Date: ${rfcDate(date)}`)),
    };
  });
  const html = [
    `From: Bob <${BOB.name}>`,
    `To: ${user.name}`,
    'Subject: Plans with pictures',
    `Date: ${rfcDate(new Date(now))}`,
    `Message-ID: <${planId(user)}>`,
    'References: <root@demo.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<h1>The plan</h1><p onclick="alert(1)">Saturday at <b>ten</b>.</p><script>alert(2)</script>',
    '<img src="http://tracker.example/pixel.gif" width="1" height="1">',
    '',
  ].join('\r\n');
  const plan = { folder: 'INBOX', date: new Date(now), flags: [], raw: Buffer.from(html) };
  await append({ host, port: imaps, ca, user: user.name, password: user.password }, [], [...letters, plan]);
}

/** As a finger does it, screen by screen, until the first letter ever is in sight. */
async function scrollToOldest(page: Page): Promise<void> {
  const scroller = page.locator('.virtual-scroller');
  const oldest = page.getByText('Letter 1', { exact: true });
  for (let screen = 0; screen < 400 && !(await oldest.isVisible()); screen++) {
    await scroller.evaluate((element) => element.scrollBy(0, 4 * element.clientHeight));
    await page.waitForTimeout(50);
    assert.ok((await page.locator('.row').count()) < 60, 'few rows are in the page at a time');
  }
  await oldest.waitFor();
}

async function inSent(page: Page): Promise<void> {
  await page.goto(page.url().replace(/(https?:\/\/[^/]+\/).*/, '$1'));
  await page.getByRole('button', { name: 'Open folders' }).click();
  await page.getByRole('link', { name: /^Sent/ }).click();
  await page.getByText('Re: Plans with pictures', { exact: true }).waitFor();
}

async function noFault(page: Page, screen: string): Promise<void> {
  await page.evaluate(AXE);
  const serious = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(of: Document, how: object): Promise<{ violations: { id: string; impact: string }[] }> };
    };
    const { violations } = await axe.run(document, { iframes: false });
    return violations.filter(({ impact }) => /serious|critical/.test(impact)).map(({ id }) => id);
  });
  assert.deepEqual(serious, [], screen);
}

interface Found {
  messageId: string;
  inReplyTo: string;
  references: string[];
  flags: Set<string>;
}

/** The one message that a search finds, by a client that knows nothing of Postern. */
async function only(dovecot: Dovecot, user: User, mailbox: string, query: object): Promise<Found> {
  const client: ImapFlow = await otherClient(dovecot, user);
  await client.mailboxOpen(mailbox);
  const uids = (await client.search(query, { uid: true })) || [];
  assert.equal(uids.length, 1, `${mailbox} of ${user.name}`);
  const message = await client.fetchOne(
    `${uids[0]}`,
    { envelope: true, flags: true, headers: ['references'] },
    { uid: true },
  );
  await client.logout();
  assert.ok(message);
  const { messageId = '', inReplyTo = '' } = message.envelope ?? {};
  const references = message.headers?.toString().match(/<[^>]+>/g) ?? [];
  return { messageId, inReplyTo, references, flags: message.flags ?? new Set() };
}
