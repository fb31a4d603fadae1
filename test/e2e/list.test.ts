// The list of messages in Chromium, on a phone and on a desk, before a real Dovecot. A newcomer's trap: the app
// is the built one, so run `npm run build` before this file alone; npm test does it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import type { Client } from '../support/client.ts';
import { ALICE, BOB, type Dovecot, PETE, startDovecot, type User } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const COUNT = 320;
let dovecot: Dovecot;
let postern: TestPostern;
let bob: Client;

before(async () => {
  dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  const fill = async (user: User, mails: Buffer[]): Promise<void> => {
    const client = await otherClient(dovecot, user);
    for (const mail of mails) await client.append('INBOX', mail);
    await client.logout();
  };
  const letter = (n: number): Buffer => plainMail({ subject: `Letter ${n}`, text: `Line ${n}` });
  await fill(
    ALICE,
    Array.from({ length: COUNT }, (_, n) => letter(n + 1)),
  );
  await fill(PETE, [plainMail({ subject: 'By POP3' })]);
  bob = await postern.signIn(BOB);
});

async function open(user: User | null, options: Parameters<typeof openPhone>[0] = {}): Promise<Page> {
  const context: BrowserContext = await openPhone(options);
  const page = await context.newPage();
  await page.goto(postern.url);
  if (user) await signIn(page, user);
  return page;
}

async function signIn(page: Page, { name, password }: User): Promise<void> {
  await page.getByLabel('Email address').fill(name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
}

const subjects = (page: Page): Promise<string[]> => page.locator('.row-subject').allTextContents();

async function write(to: string, subject: string): Promise<void> {
  const { viewer } = await bob.graphql('{ viewer { accounts { id } } }');
  const input = { accountId: viewer.accounts[0].id, to: [to], subject, text: 'Just a line.' };
  const { send } = await bob.graphql(
    'mutation($input: DraftInput!, $key: String!) { send(input: $input, idempotencyKey: $key) { submission { status } } }',
    { input, key: crypto.randomUUID() },
  );
  assert.equal(send.submission.status, 'SENT');
}

/** A finger that moves over the page. */
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: [number, number] | null) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
  await touch('touchStart', from);
  for (let step = 1; step <= 10; step += 1) {
    const along = (start: number, end: number): number => start + ((end - start) * step) / 10;
    await touch('touchMove', [along(from[0], to[0]), along(from[1], to[1])]);
  }
  await touch('touchEnd', null);
}

test('signing in brings the inbox with the same answer, over IMAP and over POP3', async () => {
  for (const [user, subject] of [
    [ALICE, `Letter ${COUNT}`],
    [PETE, 'By POP3'],
  ] as const) {
    const page = await open(null);
    const lists: string[] = [];
    page.on('request', (request) => {
      if (/query (?:List|Start)/.test(request.postData() ?? '') && request.url().endsWith('graphql'))
        lists.push(request.url());
    });
    await signIn(page, user);
    await page.getByText(subject, { exact: true }).first().waitFor();
    if (user === ALICE) assert.deepEqual(lists, [], 'no second request for the list');
    await page.context().close();
  }
});

test('a wrong password is said in a sentence, and the field is ready for another try', async () => {
  const page = await open(null);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill('not it');
  await page.keyboard.press('Enter');
  await page.locator('[aria-live=assertive]').getByText('did not accept this address and password').waitFor();
  await page.locator('#password:focus').waitFor();
  assert.equal(await page.locator('#password').getAttribute('aria-invalid'), 'true');
  await page.locator('#password').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  await page.context().close();
});

test('the list scrolls to the oldest message with few rows in the page, and Back finds the place again', async () => {
  const page = await open(ALICE);
  const scroller = page.locator('.virtual-scroller');
  let most = 0;
  for (let step = 0; !(await page.getByText('No older messages').isVisible()); step += 1) {
    assert.ok(step < 200, 'the end never came');
    await scroller.evaluate((element) => element.scrollBy(0, 1200));
    most = Math.max(most, await page.locator('.row').count());
    await page.waitForTimeout(20);
  }
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.getByText('Letter 1', { exact: true }).waitFor();
  assert.ok(most < 60, `${most} rows`);

  await scroller.evaluate((element) => element.scrollTo(0, 9_000));
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 10);
  const place = await scroller.evaluate((element) => element.scrollTop);
  const shown = page.locator('.row-link').nth(10);
  const subject = await shown.locator('.row-subject').textContent();
  await shown.tap();
  await page.getByRole('heading', { level: 1, name: subject ?? '' }).waitFor();
  await page.goBack();
  await page.locator('.message').waitFor({ state: 'detached' });
  assert.equal(await scroller.evaluate((element) => element.scrollTop), place);
  await page.context().close();
});

test('a swipe archives at once, Undo brings the very same row back, and a short swipe does nothing', async () => {
  const page = await open(ALICE);
  const before = (await subjects(page)).slice(0, 4);
  const second = await page.locator('.row').nth(1).boundingBox();
  assert.ok(second);
  const y = second.y + 30;
  await drag(page, [90, y], [130, y]);
  assert.deepEqual((await subjects(page)).slice(0, 4), before);
  await drag(page, [90, y], [300, y]);
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.waitForFunction((gone) => !document.body.innerText.includes(`${gone}\n`), before[1]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(
    (back) => document.querySelectorAll('.row-subject')[1]?.textContent === back,
    before[1],
  );
  await page.context().close();
});

test('new mail comes by itself; further down it waits in a pill and moves nothing', async () => {
  const page = await open(null);
  const stream = page.waitForResponse((response) =>
    (response.headers()['content-type'] ?? '').startsWith('text/event-stream'),
  );
  await signIn(page, ALICE);
  await stream;
  await write(ALICE.name, 'Fresh');
  await page.waitForFunction(() => document.querySelector('.row-subject')?.textContent === 'Fresh');
  assert.match(await page.title(), /^\(\d+\) Inbox/);

  await page.locator('.virtual-scroller').evaluate((element) => element.scrollTo(0, 2_000));
  await page.waitForFunction(() => !document.body.innerText.includes('Fresh'));
  const before = await page.locator('.row').nth(6).boundingBox();
  const name = (await subjects(page))[6];
  await write(ALICE.name, 'Fresher');
  await page.getByRole('button', { name: '1 new message' }).waitFor();
  assert.equal((await subjects(page))[6], name);
  assert.deepEqual(await page.locator('.row').nth(6).boundingBox(), before);
  await page.getByRole('button', { name: '1 new message' }).click();
  await page.waitForFunction(() => document.querySelector('.row-subject')?.textContent === 'Fresher');
  await page.context().close();
});

test('filters and search show their part of the folder and can be left again', async () => {
  const page = await open(ALICE);
  await page.getByPlaceholder('Search in Inbox').fill('Letter 77');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 3);
  assert.deepEqual(await subjects(page), ['Letter 277', 'Letter 177', 'Letter 77']);
  await page.getByPlaceholder('Search in Inbox').fill('no such letter');
  await page.getByText('Nothing found for “no such letter”').waitFor();
  await page.getByRole('button', { name: 'Show all messages' }).click();
  await page.locator('.row').nth(5).waitFor();
  await page.getByRole('button', { name: 'Flagged' }).click();
  await page.getByText('Nothing is flagged').waitFor();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.locator('.row').nth(5).waitFor();
  await page.context().close();
});

test('offline is a calm line, what was done is put back with a sentence, and it mends itself', async () => {
  const page = await open(ALICE);
  const first = (await subjects(page))[0];
  await page.context().setOffline(true);
  await page.getByText('Offline. Showing what is here.').waitFor();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('You are offline, so this was put back.').waitFor();
  assert.equal((await subjects(page))[0], first);
  await page.context().setOffline(false);
  await page.getByText('Offline. Showing what is here.').waitFor({ state: 'detached' });
  await page.context().close();
});

test('on a desk, keys go through the list, read, flag and archive', async () => {
  const page = await open(ALICE, {
    viewport: { width: 1280, height: 800 },
    hasTouch: false,
    isMobile: false,
  });
  const all = await subjects(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.waitForFunction(
    (second) => document.activeElement?.querySelector('.row-subject')?.textContent === second,
    all[1],
  );
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: all[1] ?? '' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: all[2] ?? '' }).waitFor();
  await page.keyboard.press('s');
  await page.locator('.row-current .row-flag').waitFor();
  await page.keyboard.press('e');
  await page.getByRole('heading', { level: 1, name: all[3] ?? '' }).waitFor();
  assert.ok(!(await subjects(page)).includes(all[2] ?? ''));
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.context().close();
});

test('folders are made, renamed and deleted from the drawer', async () => {
  const page = await open(ALICE);
  await page.getByRole('button', { name: 'Open folders' }).click();
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Garden');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Garden' }).waitFor();
  await page.getByRole('button', { name: 'More for Garden' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Allotment');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Allotment' }).click();
  await page.getByText('Nothing in Allotment').waitFor();
  await page.getByRole('button', { name: 'Open folders' }).click();
  await page.getByRole('button', { name: 'More for Allotment' }).click();
  await page.getByRole('menuitem', { name: 'Delete folder' }).click();
  await page.getByRole('button', { name: 'Delete folder' }).click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Allotment' }).count(), 0);
  await page.context().close();
});

test('nothing is found by axe, and nothing overflows a screen of 320 px, in light and in dark', async () => {
  const source = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(null, { viewport: { width: 320, height: 640 }, colorScheme });
    const check = async (place: string): Promise<void> => {
      await page.evaluate(source);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      assert.deepEqual(found, [], `${place}, ${colorScheme}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${place} is ${over} px too wide`);
    };
    await page.getByLabel('Email address').waitFor();
    await check('sign-in');
    await signIn(page, ALICE);
    await check('list');
    await page.getByRole('checkbox').first().click();
    await check('selection');
    await page.getByRole('button', { name: 'End selecting' }).click();
    await page.getByRole('button', { name: 'Open folders' }).click();
    await page.getByRole('link', { name: 'Drafts' }).waitFor();
    await check('folders');
    await page.context().close();
  }
});
