// Bad input and servers that die, on a phone: one plain sentence on the screen, and then it goes on by itself. A
// newcomer's trap: the relay cuts the line at an exact byte, so each break really is in the middle; the codes are
// tested in test/integration/bad-input.test.ts.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type BadServers, serversWith, startBadServers } from '../support/bad-servers.ts';
import { openPhone } from '../support/chromium.ts';
import { ALICE, BOB, type Dovecot, startDovecot, type User } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { serversFor, startPostern, type TestPostern } from '../support/postern.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { startSubmission } from '../support/submission.ts';

/** What the product promises: a sentence, or the mail, within 10 s. */
const LIMIT_MS = 10_000;
/** The watch of a mailbox waits longer from try to try; these tests are short, so it is back soon. */
const BACK_MS = 20_000;
const COUNT = 120;
const LONG = 'A line that makes the message long.\n'.repeat(8_000);

const AT_SIGN_IN: readonly [address: string, sentence: string][] = [
  [ALICE.name, 'The mail server did not accept this address and password. Check both and try again.'],
  ['ann@unknown.example', 'The mail server for this address could not be found. Ask whoever runs this site.'],
  [
    'ann@refused.example',
    'The mail server can not be reached right now. Nothing is lost; try again in a moment.',
  ],
  ['ann@http.example', 'What answers for this address is no mail server. Ask whoever runs this site.'],
  ['ann@smtp-plain.example', 'What answers for this address is no mail server. Ask whoever runs this site.'],
  ['ann@smtp-pop.example', 'What answers for this address is no mail server. Ask whoever runs this site.'],
  [
    'ann@self-signed.example',
    'The certificate of the mail server is not trusted, so the password was not sent. Ask whoever runs this site.',
  ],
  [
    'ann@no-tls.example',
    'The mail server for this address offers no encryption, so the password was not sent. Ask whoever runs this site.',
  ],
  [
    'ann@elsewhere.example',
    'No mail server is known for this address. Check the address, or ask whoever runs this site.',
  ],
];

suite('bad input and broken servers, on a phone', { timeout: 110_000 }, () => {
  let bad: BadServers;
  let dovecot: Dovecot;
  let imaps: Relay;
  /** Where the submission server delivers. */
  let lmtp: Relay;
  let postern: TestPostern;
  let page: Page;

  before(async () => {
    bad = await startBadServers();
    dovecot = await startDovecot();
    imaps = await startRelay(dovecot.imaps);
    lmtp = await startRelay(dovecot.lmtp);
    const submission = await startSubmission(dovecot, { lmtp: { host: dovecot.host, port: lmtp.port } });
    const other = await otherClient(dovecot);
    for (let n = 1; n <= COUNT; n++) await other.append('INBOX', plainMail({ subject: `Letter ${n}` }));
    await other.append('INBOX', plainMail({ subject: 'Long', text: LONG }));
    await other.logout();
    postern = await startPostern({
      ...{ dovecot, submission },
      env: {
        POSTERN_SIGN_IN_TRIES: '100',
        POSTERN_SERVERS: serversWith(serversFor({ ...dovecot, imaps: imaps.port }, submission), bad),
      },
    });
    page = await (await openPhone()).newPage();
    page.setDefaultTimeout(LIMIT_MS);
    await page.goto(postern.url);
  });
  after(() => postern.stop());

  const enter = async ({ name, password }: User): Promise<void> => {
    await page.getByLabel('Email address').fill(name);
    await page.keyboard.press('Enter');
    await page.locator('#password:focus').fill(password);
    await page.keyboard.press('Enter');
  };
  const says = (text: string, timeout = LIMIT_MS): Promise<void> =>
    page.getByText(text).first().waitFor({ timeout });
  const isGone = (text: string): Promise<void> =>
    page.getByText(text).first().waitFor({ state: 'detached', timeout: BACK_MS });
  const row = (subject: string) => page.locator('.row-subject').getByText(subject, { exact: true });
  const inbox = async (): Promise<void> => {
    await page.goto(postern.url);
    await row('Long').waitFor();
  };
  /** The watch has its connection: what happens to the server from here on is told. */
  const followed = (): Promise<unknown> =>
    page.waitForResponse((response) =>
      (response.headers()['content-type'] ?? '').startsWith('text/event-stream'),
    );

  test('each refusal at the sign-in is one sentence, and the next try works', async () => {
    for (const [address, sentence] of AT_SIGN_IN) {
      await page.reload();
      await enter({ name: address, password: 'canary' });
      await says(sentence);
      assert.equal(await page.locator('.note').count(), 1, 'one sentence');
      assert.equal(await page.locator('#password').inputValue(), 'canary', 'what was typed is kept');
    }
    assert.ok(!bad.heard().includes('canary'));
    await page.reload();
    await enter(ALICE);
    await row('Long').waitFor();
  });

  test('a folder that is deleted elsewhere while it is open is said to be gone, with the way on', async () => {
    const other = await otherClient(dovecot);
    await other.mailboxCreate('Garden');
    for (const subject of ['Seeds', 'Beans']) await other.append('Garden', plainMail({ subject }));
    await inbox();
    await page.getByRole('button', { name: 'Open folders' }).click();
    await page.getByRole('link', { name: 'Garden' }).click();
    await row('Seeds').waitFor();
    await other.mailboxDelete('Garden');
    await row('Beans').click();
    // Said by the page where the server told of it already, else where the text would be.
    const inText = page
      .frameLocator('.message-frame iframe')
      .getByText('This folder was deleted or renamed elsewhere');
    await Promise.any([says('This message is not here any more'), inText.waitFor()]);
    if (await inText.isVisible()) await page.goBack();
    else await page.locator('.state-actions').getByText('Back to the list').click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.locator('.state').getByText('This folder is not here any more').waitFor();
    await says('This folder was deleted or renamed elsewhere. Choose another folder.');
    assert.equal(await page.getByText('This folder was deleted').count(), 1, 'one sentence');
    await page.reload();
    await says('This folder was deleted or renamed elsewhere. Choose another folder.');
    await page.getByRole('button', { name: 'Go to the inbox' }).click();
    await row('Long').waitFor();
  });

  test('a server that dies in the middle of a page: what is here stays, and the rest comes by itself', async () => {
    const live = followed();
    await inbox();
    await live;
    const cut = imaps.cutAfter(500, 'SERVER', () => dovecot.kill());
    // At the end of what is here, or at the place that was jumped to.
    const failed = page.getByText(/(Older|These) messages did not load\./);
    await page.locator('.virtual-scroller').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await cut;
    await says("The mail server can't be reached. Showing what is here, trying again.");
    await failed.waitFor();
    await dovecot.start();
    await isGone("The mail server can't be reached.");
    await failed.waitFor({ state: 'detached' });
    // The words at the end stand there before the last rows are scrolled to.
    for (let step = 0; !(await row('Letter 1').isVisible()); step += 1) {
      assert.ok(step < 500, 'the end never came');
      await page.locator('.virtual-scroller').evaluate((element) => element.scrollBy(0, 2_000));
      await page.waitForTimeout(20);
    }
    await page.getByText('No older messages').waitFor();
  });

  test('a server that dies in the middle of a message: it says so there, and the text comes by itself', async () => {
    const live = followed();
    await inbox();
    await live;
    const cut = imaps.cutAfter(30_000, 'SERVER', () => dovecot.kill());
    await row('Long').click();
    await cut;
    const text = page.frameLocator('.message-frame iframe');
    await text.getByText('The mail server can not be reached right now. Nothing is lost').waitFor();
    await page.locator('.message-card').getByRole('button', { name: 'Try again' }).waitFor();
    assert.equal(await page.locator('.toast-text, .message-state').count(), 0, 'one sentence');
    await dovecot.start();
    await text.getByText('A line that makes the message long.').first().waitFor({ timeout: BACK_MS });
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
  });

  test('a site that starts while the server is dead says so, and the inbox comes by itself', async () => {
    await dovecot.kill();
    await page.goto(postern.url);
    await says('The mail server can not be reached right now. Nothing is lost; try again in a moment.');
    await dovecot.start();
    await row('Long').waitFor({ timeout: BACK_MS });
  });

  test('a server that dies while it takes a message: it stays on the device and is sent once afterwards', async () => {
    await page.goto(`${postern.url}compose`);
    await page.getByLabel('To', { exact: true }).fill(`${BOB.name},`);
    await page.getByLabel('Subject').fill('While it died');
    await page.getByLabel('Write your message').fill('Just a line.');
    const cut = lmtp.cutAfter(100, 'CLIENT', () => dovecot.kill());
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await cut;
    await says('The mail server can not take the message right now. It was not sent; your draft is kept.');
    await page.getByRole('button', { name: 'Close and keep the draft' }).click();
    await says('Kept on this device until it can be saved');
    await dovecot.start();
    await inbox();
    await says('You have an unsent message.');
    await page.locator('.note').getByRole('button', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.toast').getByText('Sent', { exact: true }).waitFor();
    const other = await otherClient(dovecot, BOB);
    await other.mailboxOpen('INBOX');
    assert.deepEqual((await other.search({ header: { subject: 'While it died' } })) || [], [1]);
    await inbox();
    assert.equal(await page.getByText('You have an unsent message.').count(), 0);
  });
});
