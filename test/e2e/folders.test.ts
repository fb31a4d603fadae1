// Folders in Chromium: made, moved, hidden, emptied, and those of other people with the rights one has there. A
// newcomer's trap: the app is the built one, so run `npm run build` before this file alone; npm test does it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addCommands, issue } from '../../server/imap/commands.ts';
import { launchChromium } from '../support/chromium.ts';
import { ALICE, BOB, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { SHARED_MAIL } from '../support/dovecot-shared.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

let dovecot: Dovecot;
let postern: TestPostern;
let page: Page;

before(async () => {
  dovecot = await startDovecot({ extraConfig: SHARED_MAIL });
  postern = await startPostern({ dovecot });
  const alice = await otherClient(dovecot);
  await alice.append('INBOX', plainMail({ subject: 'In the inbox' }));
  for (const subject of ['One', 'Two', 'Three']) await alice.append('Trash', plainMail({ subject }));
  const bob = await otherClient(dovecot, BOB);
  addCommands(bob);
  await bob.mailboxCreate('Plans');
  await bob.append('Plans', plainMail({ subject: 'To be read only' }));
  const quoted = (value: string) => ({ type: 'STRING' as const, value });
  await issue(bob, 'SETACL', [quoted('Plans'), quoted(ALICE.name), quoted('lr')]);

  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
});

const nav = () => page.locator('.nav-pane');
const folder = (name: string) => nav().getByRole('link', { name, exact: true });

async function choose(name: string, item: string): Promise<void> {
  await folder(name).hover();
  await nav()
    .getByRole('button', { name: `More for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function create(name: string): Promise<void> {
  await nav().getByRole('button', { name: 'New folder', exact: true }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await folder(name).waitFor();
}

test('a folder is put into another one and back to the top', async () => {
  await create('Shelf');
  await create('Box');
  await choose('Box', 'Put into another folder');
  const picker = page.getByRole('dialog');
  assert.equal(await picker.getByRole('button', { name: 'Box', exact: true }).count(), 0);
  await picker.getByRole('button', { name: 'Shelf', exact: true }).click();
  await page.getByText('Folder Box moved').waitFor();
  const client = await otherClient(dovecot);
  const paths = async (): Promise<string[]> => (await client.list()).map(({ path }) => path);
  assert.ok((await paths()).includes('Shelf/Box'));
  await choose('Box', 'Put into another folder');
  await page.getByRole('dialog').getByRole('button', { name: 'Top, in no folder' }).click();
  await page.waitForFunction(
    () => document.querySelectorAll('.nav-pane .nav-own .nav-item[style*="12px"]').length >= 2,
  );
  assert.ok((await paths()).includes('Box'));
});

test('a folder that is hidden can be found again', async () => {
  await choose('Box', 'Hide');
  const hidden = nav().getByText('1 hidden folder');
  await hidden.click();
  await choose('Box', 'Show again');
  await hidden.waitFor({ state: 'detached' });
  await folder('Box').waitFor();
});

test('Trash is emptied after a question', async () => {
  await nav().getByRole('link', { name: 'Trash' }).click();
  await page.locator('.row').nth(2).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Delete all for good' }).click();
  await page.getByRole('dialog').getByText('3 messages will be deleted for good').waitFor();
  await page.getByRole('button', { name: 'Delete all for good' }).click();
  await page.locator('.row').first().waitFor({ state: 'detached' });
  const status = await (await otherClient(dovecot)).status('Trash', { messages: true });
  assert.equal(status !== false && status.messages, 0);
});

test('in a folder of another that one may only read, nothing is offered that would fail', async () => {
  await nav().getByText('Shared with you').waitFor();
  const plans = nav().getByRole('link', { name: /Plans/ });
  await plans.click();
  await page.locator('.row', { hasText: 'To be read only' }).locator('a').first().click();
  const bar = page.getByRole('toolbar', { name: 'Actions for this message' });
  await bar.waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.message-bar .icon-button').length > 0);
  for (const name of ['Archive', 'Delete', 'Flag'])
    assert.equal(await bar.getByRole('button', { name, exact: true }).count(), 0, name);
  await plans.hover();
  await nav()
    .getByRole('button', { name: /More for .*Plans/ })
    .click();
  assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Show again']);
});
