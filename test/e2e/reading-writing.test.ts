// Reading, answering and sending in Chromium before real servers, and what must survive while that goes wrong. A
// newcomer's trap: the app is the built one, so run `npm run build` before this file alone; npm test does it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DOCUMENT_SANDBOX } from '../../server/http/document.ts';
import { openPhone } from '../support/chromium.ts';
import type { Client } from '../support/client.ts';
import { ALICE, BOB, startDovecot } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

let postern: TestPostern;
let bob: Client;
/** How the next requests to send and to save end. LOST: the server acts, its answer never arrives. */
const fate = { send: 'WELL', save: 'WELL' } as Record<'send' | 'save', 'WELL' | 'DEAD' | 'LOST'>;

before(async () => {
  const dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  const client = await otherClient(dovecot, ALICE);
  const text = Array.from({ length: 120 }, (_, n) => `Line ${n + 1}`).join('\n');
  await client.append('INBOX', plainMail({ subject: 'A long letter', text, from: `Bob <${BOB.name}>` }));
  await client.append(
    'INBOX',
    plainMail({ subject: 'A short letter', text: 'Hi.', from: `Bob <${BOB.name}>` }),
  );
  await client.logout();
  bob = await postern.signIn(BOB);
});

async function open(): Promise<Page> {
  fate.send = 'WELL';
  fate.save = 'WELL';
  const context = await openPhone();
  const page = await context.newPage();
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    const [kind] = /mutation Send\(/.test(body)
      ? ['send' as const]
      : /mutation SaveDraft\(/.test(body)
        ? ['save' as const]
        : [];
    const end = kind ? fate[kind] : 'WELL';
    if (end === 'LOST') await route.fetch();
    return end === 'WELL' ? route.continue() : route.abort();
  });
  await page.goto(postern.url);
  await signIn(page);
  await page.locator('.row').first().waitFor();
  return page;
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
}

async function write(page: Page, subject: string, to = BOB.name): Promise<void> {
  await page.goto(`${postern.url}compose`);
  await page.getByLabel('To', { exact: true }).fill(`${to},`);
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Write your message').fill('Just a line.');
}

const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send', exact: true }).click();
const sent = (page: Page): Promise<void> =>
  page.locator('.toast').getByText('Sent', { exact: true }).waitFor();
const saved = (page: Page): Promise<void> =>
  page.locator('.compose-saving').getByText('Draft saved').waitFor();

/** What lies on the device. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('postern:compose')).length);

/** How often a message reached Bob. */
/** How many of it Bob has. His list is followed by now, so what came this moment is asked for. */
async function arrived(subject: string): Promise<number> {
  const { viewer: own } = await bob.graphql('{ viewer { accounts { id } } }');
  await bob.graphql('mutation ($id: ID!) { refreshAccount(id: $id) { problem { code } } }', {
    id: own.accounts[0].id,
  });
  const { viewer } = await bob.graphql(
    'query ($text: String) { viewer { accounts { mailbox(role: INBOX) { messages(first: 9, filter: { text: $text }) { nodes { id } } } } } }',
    { text: subject },
  );
  return viewer.accounts[0].mailbox.messages.nodes.length;
}

test('a message is shown in a frame without scripts that is as high as its text, and is then read', async () => {
  const page = await open();
  await page.getByText('A long letter', { exact: true }).click();
  const frame = page.locator('.message-frame-ready iframe');
  await frame.waitFor();
  assert.equal(await frame.getAttribute('sandbox'), DOCUMENT_SANDBOX);
  await page.frameLocator('.message-frame iframe').getByText('Line 120').waitFor();
  const [height, content] = await frame.evaluate((element: HTMLIFrameElement) => [
    element.clientHeight,
    element.contentDocument?.documentElement.getBoundingClientRect().height ?? 0,
  ]);
  assert.ok(Math.abs((height ?? 0) - (content ?? 0)) <= 1, `${height} for ${content}`);
  assert.ok(await page.locator('.message-head').getByText(BOB.name, { exact: true }).isVisible());
  await page.goBack();
  await page.locator('.row:not(.row-unread)').getByText('A long letter').waitFor();
  await page.context().close();
});

test('a swipe goes to the next message and back, in the frame as well, and Back is still the list', async () => {
  const page = await open();
  await page.getByText('A short letter', { exact: true }).click();
  const session = await page.context().newCDPSession(page);
  const swipe = async (from: number, to: number, y: number): Promise<void> => {
    await page.locator('.message-frame-ready').waitFor();
    // A quick finger, however slow the machine is that moves it.
    let timestamp = Date.now() / 1000;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number | null) => {
      timestamp += 0.02;
      const touchPoints = x === null ? [] : [{ x, y }];
      return session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp });
    };
    await touch('touchStart', from);
    for (let step = 1; step <= 8; step += 1) await touch('touchMove', from + ((to - from) * step) / 8);
    await touch('touchEnd', null);
  };
  const subject = (text: string) => page.locator('.message-subject').getByText(text).waitFor();
  await swipe(300, 120, 120);
  await subject('A long letter');
  await swipe(100, 300, 500);
  await subject('A short letter');
  await page.goBack();
  await page.locator('.list-pane:not([inert])').waitFor();
  await page.context().close();
});

test('an answer is quoted, folded, kept over a reload and sent', async () => {
  const page = await open();
  await page.getByText('A long letter', { exact: true }).click();
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  const text = page.getByLabel('Write your message');
  await text.and(page.locator(':focus')).pressSequentially('Yes.');
  await page.reload();
  await text.waitFor();
  assert.equal(await text.inputValue(), 'Yes.');
  await page.getByRole('button', { name: 'Show the quoted text' }).click();
  assert.match(await text.inputValue(), /^Yes\.\n\n.*wrote:\n> Line 1\n/s);
  await send(page);
  await sent(page);
  assert.equal(await arrived('Re: A long letter'), 1);
  assert.equal(await kept(page), 0);
  await page.context().close();
});

test('a dead server loses nothing, and sending again after it sends once', async () => {
  const page = await open();
  fate.send = 'DEAD';
  await write(page, 'While it was dead');
  await send(page);
  await page.getByText('No answer came').waitFor();
  await page.reload();
  await page.getByText('No answer came').waitFor();
  fate.send = 'WELL';
  await page.getByRole('button', { name: 'Try again' }).click();
  await sent(page);
  assert.equal(await arrived('While it was dead'), 1);
  await page.context().close();
});

test('an answer that is lost on its way does not make a second message, files included', async () => {
  const page = await open();
  await write(page, 'Lost on its way');
  const file = { name: 'map.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(9000, 7) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('.file').getByText('9 kB').waitFor();
  await saved(page);
  fate.send = 'LOST';
  await send(page);
  await page.getByText('No answer came').waitFor();
  fate.send = 'WELL';
  await page.getByRole('button', { name: 'Try again' }).click();
  await sent(page);
  assert.equal(await arrived('Lost on its way'), 1);
  assert.equal(await kept(page), 0);
  await page.context().close();
});

test('what can not be saved stays on the device and is offered again; discarding removes it', async () => {
  const page = await open();
  fate.save = 'DEAD';
  await write(page, 'Kept here');
  await page.getByRole('button', { name: 'Close and keep the draft' }).click();
  await page.getByText('You have an unsent message.').waitFor();
  await page.reload();
  await page.getByText('You have an unsent message.').waitFor();
  fate.save = 'WELL';
  await page.locator('.note').getByRole('button', { name: 'Open' }).click();
  assert.equal(await page.getByLabel('Subject').inputValue(), 'Kept here');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Draft discarded').waitFor();
  assert.equal(await kept(page), 0);
  await page.context().close();
});

test('a session that ends while writing loses nothing: the message is there after the next sign-in', async () => {
  const page = await open();
  await write(page, 'Signed out');
  await page.evaluate(() => fetch('session', { method: 'DELETE', headers: { 'x-postern': '1' } }));
  await page.getByLabel('Write your message').fill('And one more line.');
  await page.getByText('nothing you wrote is lost').waitFor();
  await signIn(page);
  const text = page.getByLabel('Write your message');
  await text.waitFor();
  assert.equal(await text.inputValue(), 'And one more line.');
  await page.context().close();
});

test('a refused recipient is named with the words of the server, and the message stays', async () => {
  const page = await open();
  await write(page, 'To nobody', 'nobody@pop.example');
  await send(page);
  await page.locator('.note q').getByText('550').waitFor();
  assert.equal(await page.getByLabel('Subject').inputValue(), 'To nobody');
  await page.context().close();
});

test('a message, the sheet and the settings have no fault that axe can see, in light and dark', async () => {
  const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const page = await open();
  const faults = async (): Promise<string[]> => {
    // The app's policy allows no inline script; this is the test's own.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const found = await (
        globalThis as unknown as {
          axe: {
            run(
              root: Document,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run(document, { iframes: false });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(postern.url);
    await page.getByText('A long letter', { exact: true }).first().click();
    await page.locator('.message-frame-ready').waitFor();
    await page.locator('.message-head-to').click();
    assert.deepEqual(await faults(), []);
    await write(page, 'Looked at', 'no address');
    assert.deepEqual(await faults(), []);
    await page.getByRole('button', { name: 'Discard' }).click();
    assert.deepEqual(await faults(), []);
    await page.goto(`${postern.url}settings`);
    await page.getByRole('button', { name: 'New token' }).click();
    assert.deepEqual(await faults(), []);
  }
  await page.context().close();
});
