// The cards of messages in Chromium before real servers: what a person reads, and what happens only on a click.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { append } from '../../demo/seed/append.ts';
import { cardMail, SUBJECTS } from '../support/card-mail.ts';
import { openPhone } from '../support/chromium.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { startPostern } from '../support/postern.ts';

let page: Page;
const mutations: string[] = [];
/** What the server is made to answer to a request to unsubscribe; the walk reaches nobody outside. */
let leaving: object = {};

before(async () => {
  const dovecot = await startDovecot();
  const postern = await startPostern({ dovecot });
  const { inbox, sent } = cardMail(ALICE.name);
  const { host, imaps, ca } = dovecot;
  const at = (folder: string, raw: Buffer, minute: number) => ({
    folder,
    date: new Date(Date.UTC(2026, 10, 24, 10, minute)),
    flags: [],
    raw,
  });
  await append(
    { host, port: imaps, ca, user: ALICE.name, password: ALICE.password },
    [],
    [...inbox.map((raw, minute) => at('INBOX', raw, minute)), at('Sent', sent, 0)],
  );
  page = await (await openPhone({ timezoneId: 'Europe/Lisbon' })).newPage();
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    const [mutation] = /mutation \w+/.exec(body) ?? [];
    if (mutation) mutations.push(mutation);
    if (mutation !== 'mutation Unsubscribe') return route.continue();
    return route.fulfill({ json: { data: { unsubscribe: leaving } } });
  });
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
});

/** Opens a message from the list and answers with its cards' text. */
async function read(subject: string): Promise<string> {
  const back = page.getByRole('button', { name: 'Back to the list' });
  if (await back.isVisible()) await back.click();
  await page
    .locator('.row')
    .filter({ has: page.getByText(subject, { exact: true }) })
    .first()
    .click();
  const cards = page.locator('.cards');
  await cards.waitFor();
  return cards.innerText();
}

test('an invitation is told in the reader’s own time, with the place it was written in beside it', async () => {
  const text = await read(SUBJECTS.invitation);
  assert.match(text, /Board call/);
  assert.match(text, /11 Nov 2026/);
  assert.match(text, /in Los Angeles/);
  assert.match(text, /Every month on the second Tuesday, 6 times/);
  assert.match(text, /Join on teams\.microsoft\.com/);
  const link = page.locator('.cards a', { hasText: 'Join on' });
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
});

test('one that was called off later says so and leads to the message that did', async () => {
  await read(SUBJECTS.before);
  await page.getByText('A newer message calls this event off.').waitFor();
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByRole('heading', { name: SUBJECTS.cancellation }).waitFor();
});

test('a bounce names the address and the reason, and opens what was sent', async () => {
  const text = await read(SUBJECTS.bounce);
  assert.match(text, /Your message was not delivered/);
  assert.match(text, /tom@far\.example/);
  assert.match(text, /There is no such address there/);
  await page.getByRole('button', { name: 'Open your message' }).click();
  await page.getByRole('heading', { name: 'Grüße' }).waitFor();
  await page.goBack();
});

test('a contact is written to from its card', async () => {
  const text = await read(SUBJECTS.contact);
  assert.match(text, /Joana Pinto[\s\S]*Baker, Padaria Pinto[\s\S]*\+351 912 345 678/);
  assert.equal(
    await page.locator('.card-photo').evaluate((image: HTMLImageElement) => image.naturalWidth),
    1,
  );
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await page.getByText('joana@demo.example').first().waitFor();
  await page.goBack();
});

test('a receipt that is asked for is only told of', async () => {
  assert.match(
    await read(SUBJECTS.receipt),
    /Tom Baker asks to be told when you have read this\. Nothing is sent\./,
  );
});

test('a list is left after a question that names the host, and not before', async () => {
  leaving = { outcome: 'ACCEPTED', host: 'lists.example', status: 200, problem: null };
  assert.match(await read(SUBJECTS.list), /Mailing list: Garden friends/);
  const leave = page.getByRole('button', { name: 'Unsubscribe' });
  await leave.click();
  await page.getByText('lists.example is asked once to take you off.').waitFor();
  assert.ok(!mutations.includes('mutation Unsubscribe'));
  await page.locator('dialog').getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByText('lists.example took your request to unsubscribe.').waitFor();
  assert.ok(mutations.includes('mutation Unsubscribe'));
});
