// A list of 5,000 messages in Chromium: any place of it, any order, what arrives meanwhile, labels. A newcomer's trap:
// the app is the built one, so run `npm run build` before this file alone; npm test does it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { ImapFlow } from 'imapflow';
import type { Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import { ALICE, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { fill } from '../support/fill.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail, richMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const COUNT = 5_000;
const ROW = 76;
let dovecot: Dovecot;
let postern: TestPostern;
let other: ImapFlow;

const letter = (n: number): Buffer =>
  n % 1000 === 7
    ? richMail(Buffer.from('a file'), `Letter ${n}`)
    : plainMail({
        subject: `Letter ${n}`,
        text: `Begins ${n}`,
        from: `"${String.fromCharCode(65 + ((n * 7) % 26))} Writer" <w${n % 26}@demo.example>`,
      });

before(async () => {
  dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  await fill(
    dovecot,
    'INBOX',
    Array.from({ length: COUNT }, (_, n) => letter(n + 1)),
  );
  other = await otherClient(dovecot);
});

async function open(): Promise<{ page: Page; asked: string[] }> {
  const page = await (await openPhone()).newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const name = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '')?.[1];
    if (name !== undefined && request.url().endsWith('graphql')) asked.push(name);
  });
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  return { page, asked };
}

const subjects = (page: Page): Promise<string[]> => page.locator('.row-subject').allTextContents();
const scrollTo = (page: Page, top: number): Promise<void> =>
  page.locator('.virtual-scroller').evaluate((element, to) => element.scrollTo(0, to), top);
/** The number of the letter whose row covers the middle of the list. */
const inSight = (page: Page): Promise<number | null> =>
  page.evaluate(() => {
    const box = document.querySelector('.virtual-scroller')!.getBoundingClientRect();
    const row = document.elementFromPoint(box.left + 120, box.top + box.height / 2)?.closest('.row');
    return Number(/\d+/.exec(row?.querySelector('.row-subject')?.textContent ?? '')?.[0] ?? Number.NaN);
  });

test('rows are there with the first answer, and how they begin comes right after, moving nothing', async () => {
  const { page, asked } = await open();
  const before = await page.locator('.row').nth(3).boundingBox();
  await page.getByText(`Begins ${COUNT}`).waitFor();
  assert.deepEqual(await page.locator('.row').nth(3).boundingBox(), before);
  assert.deepEqual(asked, ['Previews'], 'one question after signing in');
  await page.context().close();
});

test('any place of the list is one scroll away, with few rows in the page, and so is the top', async () => {
  const { page, asked } = await open();
  await page.getByText(`Begins ${COUNT}`).waitFor();
  asked.length = 0;
  // As a scroll bar is dragged: places are passed by.
  await page.locator('.virtual-scroller').evaluate((element, height) => {
    for (const part of [0.1, 0.2, 0.3, 0.4, 0.5]) element.scrollTo(0, height * part);
  }, COUNT * ROW);
  await page.locator('.gap').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  const middle = await inSight(page);
  assert.ok(Math.abs((middle ?? 0) - COUNT / 2) < 12, `Letter ${middle}`);
  assert.equal(asked.filter((name) => name === 'List').length, 1, 'only where it rested');
  assert.ok((await page.locator('.row').count()) < 60);

  await page.locator('.virtual-scroller').evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.getByText('Letter 1', { exact: true }).waitFor();
  await page.getByText('No older messages').waitFor();
  for (let step = 0; step < 12; step += 1) {
    await page.locator('.virtual-scroller').evaluate((element) => element.scrollBy(0, -700));
    await page.waitForTimeout(30);
  }
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  const numbers = (await subjects(page)).map((subject) => Number(subject.slice(7)));
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => (numbers[0] ?? 0) - at),
    'no row twice and none left out',
  );
  await page.getByRole('button', { name: 'Back to the top' }).click();
  await page.waitForFunction(
    (newest) => document.querySelector('.row-subject')?.textContent === newest,
    `Letter ${COUNT}`,
  );
  await page.context().close();
});

test('a thumb goes through the list by a handle that says the date', async () => {
  const { page } = await open();
  await page.getByText(`Begins ${COUNT}`).waitFor();
  await scrollTo(page, 900);
  await page.locator('.scrubber-active').waitFor();
  const grip = await page.locator('.scrubber-thumb').boundingBox();
  assert.ok(grip && grip.height >= 44);
  const session = await page.context().newCDPSession(page);
  const at = (y: number) => ({ touchPoints: [{ x: grip.x + 10, y }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(grip.y + 20) });
  for (let y = grip.y + 20; y < 480; y += 40)
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(y) });
  await page.waitForFunction(() => document.querySelector('.virtual-scroller')!.scrollTop > 60_000);
  await page.waitForFunction(() =>
    /\d{4}$/.test(document.querySelector('.scrubber-label')?.textContent ?? ''),
  );
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  const place = (await inSight(page)) ?? 0;
  assert.ok(place > 500 && place < 4_500, `Letter ${place}`);
  await page.context().close();
});

test('mail that arrives while somebody is in the middle is patched in and moves nothing', async () => {
  const { page, asked } = await open();
  await page.getByText(`Begins ${COUNT}`).waitFor();
  await scrollTo(page, (COUNT * ROW) / 2);
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  await page.waitForFunction(() => !document.querySelector('.gap:only-child'));
  const before = await inSight(page);
  asked.length = 0;
  await other.append('INBOX', plainMail({ subject: 'Fresh' }));
  await page.getByRole('button', { name: '1 new message' }).waitFor();
  assert.equal(await inSight(page), before);
  assert.ok(asked.includes('Patches') && !asked.includes('List'), asked.join(' '));
  await page.getByRole('button', { name: '1 new message' }).click();
  await page.waitForFunction(() => document.querySelector('.row-subject')?.textContent === 'Fresh');
  await page.context().close();
});

test('what happened while the tab was hidden is told when it is seen again, and no page is read', async () => {
  const { page, asked } = await open();
  await page.getByText(`Begins ${COUNT}`).waitFor();
  const hide = (hidden: boolean): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await other.append('INBOX', plainMail({ subject: 'Before' }));
  await page.waitForFunction(() => document.querySelector('.row-subject')?.textContent === 'Before');
  await hide(true);
  await other.append('INBOX', plainMail({ subject: 'Meanwhile' }));
  asked.length = 0;
  await hide(false);
  await page.waitForFunction(() => document.querySelector('.row-subject')?.textContent === 'Meanwhile');
  assert.ok(!asked.includes('List'), asked.join(' '));
  await page.context().close();
});

test('the list is sorted by sender and shows only what has files, and the folder remembers both', async () => {
  const { page } = await open();
  const [newest] = await subjects(page);
  await page.getByRole('button', { name: 'Sort: Newest first' }).click();
  await page.getByRole('menuitemradio', { name: 'By sender' }).click();
  // By their addresses or by their names, as the mail server sorts; the newest is neither's first.
  await page.waitForFunction(
    (before) => document.querySelector('.row-subject')?.textContent !== before,
    newest,
  );
  await page.getByRole('button', { name: 'Files' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 5);
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 5);
  assert.equal(await page.getByRole('button', { name: 'Files' }).getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: 'Sort: By sender' }).waitFor();
  await page.getByRole('button', { name: 'To me' }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  await page.context().close();
});

test('a label is put on a message, is seen in the list, and Undo takes it off again', async () => {
  const { page } = await open();
  const first = page.locator('.row').first();
  await first.locator('.row-link').tap();
  await page.locator('.message-bar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Labels' }).click();
  await page.getByRole('dialog', { name: 'Labels' }).getByRole('button', { name: 'Important' }).click();
  await page.locator('.message-labels').getByText('Important').waitFor();
  await page.goBack();
  await first.getByText('Important').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await first.getByText('Important').waitFor({ state: 'detached' });
  const { viewer } = await (await postern.signIn(ALICE)).graphql(
    '{ viewer { accounts { mailbox(role: INBOX) { messages(first: 1) { nodes { keywords } } } } } }',
  );
  assert.deepEqual(viewer.accounts[0].mailbox.messages.nodes[0].keywords, []);
  await page.context().close();
});
