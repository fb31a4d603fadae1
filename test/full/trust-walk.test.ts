// What the reading screen says of a sender, in Chromium before real servers, and the ways around a message: headers,
// source, download, link, next and previous, and when it counts as read. A newcomer's trap: the app is the built one.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';
import { honestSender, hostileSender, openPgp } from '../support/trust-mail.ts';

let postern: TestPostern;

before(async () => {
  const dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  const client = await otherClient(dovecot, ALICE);
  const mails = [
    plainMail({ subject: 'A wait', text: 'x' }),
    honestSender(),
    openPgp(),
    plainMail({ subject: 'A link', messageId: 'to+be/found&more@demo.example' }),
    hostileSender(),
  ];
  for (const mail of mails) await client.append('INBOX', mail);
  await client.logout();
});

async function open(options: Parameters<typeof openPhone>[0] = {}, path = ''): Promise<Page> {
  const context = await openPhone(options);
  const page = await context.newPage();
  await page.goto(`${postern.url}${path}`);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  if (path === '') await page.locator('.row').first().waitFor();
  return page;
}

const DESK = {
  viewport: { width: 1280, height: 800 },
  isMobile: false,
  hasTouch: false,
  deviceScaleFactor: 1,
};
const row = (page: Page, subject: string) => page.locator('.row').getByText(subject, { exact: true });
const subject = (page: Page, text: string) => page.locator('.message-subject').getByText(text).waitFor();
const more = async (page: Page, item: string): Promise<void> => {
  await page.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

test('a sender who deceives is warned of in plain sentences, and an honest one is not', async () => {
  const page = await open();
  await row(page, 'Your account').click();
  const notes = page.locator('.message-notes');
  await notes.getByText('This message does not come from paypa1.com, says mx.demo.example.').waitFor();
  await notes.getByText('is made to look like paypal.com').first().waitFor();
  await notes.getByText('A link reads www.paypal.com but leads to evil.example.').waitFor();
  assert.equal(await notes.locator('.trust-line').count(), 3);
  await page.goBack();
  await row(page, 'Our meeting').click();
  await more(page, 'Show details');
  const details = page.locator('.message-head-details');
  await details.getByText('firm.example sent this, says mx.demo.example').waitFor();
  await details.getByText('SPF passed, DKIM passed, DMARC passed').waitFor();
  assert.equal(await notes.count(), 0);
  await page.context().close();
});

test('a signed message says that nobody checked the signature', async () => {
  const page = await open();
  await row(page, 'Signed').click();
  await page.getByText('Signed with OpenPGP. The signature is not checked here.').waitFor();
  await page.context().close();
});

test('headers and source are shown as text, and the download has the name of the subject', async () => {
  const page = await open(DESK);
  await row(page, 'Your account').click();
  await more(page, 'Headers and source');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Authentication-Results', { exact: true }).waitFor();
  await sheet.getByRole('radio', { name: 'Source' }).check();
  await sheet.getByText('<a href="https://evil.example/login">').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('link', { name: 'Download original' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'Your account.eml');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.context().close();
});

test('a link to a message opens it on another device, also after it was moved', async () => {
  const page = await open(DESK);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await row(page, 'A link').click();
  await subject(page, 'A link');
  await more(page, 'Copy link to this message');
  await page.locator('.toast').getByText('Link copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${postern.url}m?id=to%2Bbe%2Ffound%26more%40demo.example`);
  await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
  await page.locator('.toast').getByText('Archived').waitFor();
  await page.context().close();
  const elsewhere = await open({}, link.slice(postern.url.length));
  await subject(elsewhere, 'A link');
  await elsewhere.goto(`${postern.url}m?id=nothing@demo.example`);
  await elsewhere.getByText('This message was not found').waitFor();
  await elsewhere.getByRole('button', { name: 'Go to the inbox' }).click();
  await elsewhere.locator('.row').first().waitFor();
  await elsewhere.context().close();
});

test('keys, buttons and the menu go to the next message and back, on a phone and at a desk', async () => {
  const desk = await open(DESK);
  await row(desk, 'Your account').click();
  await desk.keyboard.press('j');
  await subject(desk, 'Signed');
  await desk.getByRole('button', { name: 'Newer message' }).click();
  await subject(desk, 'Your account');
  await desk.context().close();
  const phone = await open();
  await row(phone, 'Your account').click();
  await subject(phone, 'Your account');
  await phone.keyboard.press('j');
  await subject(phone, 'Signed');
  await more(phone, 'Newer message');
  await subject(phone, 'Your account');
  await phone.context().close();
});

test('a message counts as read when the person chose: never, or after a while', async () => {
  const page = await open(DESK);
  const choose = async (rule: string): Promise<void> => {
    await page.goto(`${postern.url}settings`);
    await page.getByRole('radio', { name: rule, exact: true }).check();
  };
  await choose('Never');
  await page.goto(postern.url);
  await row(page, 'A wait').click();
  await page.locator('.message-frame-ready').waitFor();
  await page.locator('.row-unread').getByText('A wait').waitFor();
  await choose('After a while');
  await page.getByLabel('Seconds').fill('1');
  await page.goto(postern.url);
  await page.locator('.row-unread').getByText('A wait').waitFor();
  await row(page, 'A wait').click();
  await page.locator('.row:not(.row-unread)').getByText('A wait').waitFor();
  await page.context().close();
});
