// The files of messages on a phone, before real servers: pictures, a winmail.dat, a message in a message, and pieces
// of a large file, over IMAP and over POP3 alike. A newcomer's trap: the app is the built one (`npm run build`).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import { ALICE, PETE, startDovecot, type User } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { png } from '../support/png.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';
import { base64Lines, tnef, uuencoded } from '../support/tnef.ts';
import { unzip } from '../support/unzip.ts';

const BIG = randomBytes(3_000_000);
const file = (type: string, name: string, bytes: Buffer): string =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}`;
const mail = (subject: string, ...parts: string[]): Buffer =>
  Buffer.from(
    [
      ...['From: Nora <nora@x.example>', `Subject: ${subject}`, `Message-ID: <${subject.length}@x.example>`],
      ...[
        'Content-Type: multipart/mixed; boundary=b',
        '',
        ...parts.flatMap((part) => ['--b', part]),
        '--b--',
        '',
      ],
    ].join('\r\n'),
  );
const TEXT = 'Content-Type: text/plain\r\n\r\nSee what is attached.';
const INNER = `From: Carol <carol@x.example>\r\nTo: Nora <nora@x.example>\r\nSubject: The letter inside\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nWords of the inner letter.\r\n--i\r\n${file('image/png', 'inner.png', png(200, 100, [200, 60, 90]))}\r\n--i--\r\n`;

const MAIL = [
  mail(
    'Pictures and more',
    TEXT,
    file('image/png', 'Harbour at dawn.png', png(600, 400, [250, 160, 90])),
    file('image/png', 'Lake.png', png(400, 600, [60, 200, 160])),
    file('application/octet-stream', 'records.bin', BIG),
  ),
  mail(
    'From Outlook',
    TEXT,
    `Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(
      tnef({
        files: [
          { short: 'PLAN~1.PNG', long: 'Plan of the house.png', bytes: png(300, 200, [120, 120, 240]) },
          { short: 'COSTS.XLS', long: 'Costs 2026.xlsx', bytes: randomBytes(9_000) },
        ],
      }),
    )}`,
  ),
  mail('A letter in a letter', TEXT, `Content-Type: message/rfc822\r\n\r\n${INNER}`),
  Buffer.from(
    `From: Old <old@x.example>\r\nSubject: From long ago\r\n\r\nHere.\r\n${uuencoded('old.png', png(80, 80, [1, 200, 90]))}\r\n`,
  ),
];

let postern: TestPostern;

before(async () => {
  const dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  for (const user of [ALICE, PETE]) {
    const client = await otherClient(dovecot, user);
    for (const raw of MAIL) await client.append('INBOX', raw);
    await client.logout();
  }
});

async function signedIn(user: User = ALICE, options = {}): Promise<Page> {
  const page = await (await openPhone(options)).newPage();
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(user.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(user.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  return page;
}

const shot = async (page: Page, name: string): Promise<void> => {
  const { SHOTS } = process.env;
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

async function openMail(page: Page, subject: string): Promise<void> {
  await page.locator('.row', { hasText: subject }).click();
  await page.locator('.message-files .file').first().waitFor();
  await page.frameLocator('.message-frame iframe').locator('body').waitFor();
}

for (const [protocol, user] of [
  ['IMAP', ALICE],
  ['POP3', PETE],
] as const)
  test(`a large file comes whole and in pieces over ${protocol}, and all files as one`, async () => {
    const page = await signedIn(user);
    await openMail(page, 'Pictures and more');
    const address = (selector: string): Promise<string> =>
      page.locator(selector).evaluate((link) => (link as HTMLAnchorElement).href);
    const url = await address('a.file');
    const get = (headers: Record<string, string>) => page.request.get(url, { headers });
    const whole = await get({});
    assert.equal(whole.headers()['content-length'], `${BIG.length}`);
    assert.ok(BIG.equals(await whole.body()));
    const { etag = '' } = whole.headers();
    const piece = await get({ range: 'bytes=2000001-2500000', 'if-range': etag });
    assert.deepEqual(
      [piece.status(), piece.headers()['content-range']],
      [206, `bytes 2000001-2500000/${BIG.length}`],
    );
    assert.ok(BIG.subarray(2_000_001, 2_500_001).equals(await piece.body()));
    const last = await get({ range: 'bytes=-5' });
    assert.ok(BIG.subarray(-5).equals(await last.body()));
    assert.equal((await get({ range: 'bytes=3000000-' })).status(), 416);
    assert.equal((await get({ range: 'bytes=0-1,5-6' })).status(), 200);
    assert.equal((await get({ range: 'bytes=0-1', 'if-range': '"another"' })).status(), 200);
    const head = await page.request.head(url);
    assert.deepEqual([head.status(), (await head.body()).length], [200, 0]);
    const all = await page.request.get(await address('.files-all'));
    const bytes = await all.body();
    assert.equal(all.headers()['content-length'], `${bytes.length}`);
    assert.deepEqual([...unzip(bytes).keys()], ['Harbour at dawn.png', 'Lake.png', 'records.bin']);
    await page.context().close();
  });

for (const [protocol, user] of [
  ['IMAP', ALICE],
  ['POP3', PETE],
] as const)
  test(`files inside files are listed and open over ${protocol}`, async () => {
    const page = await signedIn(user);
    await openMail(page, 'From Outlook');
    await shot(page, `winmail-${protocol}`);
    const names = () => page.locator('.message-files .file-name').allTextContents();
    assert.deepEqual(await names(), ['Plan of the house.png', 'Costs 2026.xlsx']);
    await page.goBack();
    await openMail(page, 'From long ago');
    assert.deepEqual(await names(), ['old.png']);
    const text = page.frameLocator('.message-frame iframe').locator('body');
    assert.match(await text.innerText(), /Here\.\s+\[old\.png\]\s*$/);
    await page.goBack();
    await openMail(page, 'A letter in a letter');
    await page.locator('.file-open').click();
    const preview = page.locator('.file-preview');
    await preview.getByRole('heading', { name: 'The letter inside' }).waitFor();
    await preview.frameLocator('iframe').getByText('Words of the inner letter.').waitFor();
    await preview.locator('.file').waitFor();
    await shot(page, `nested-${protocol}`);
    await preview.getByRole('button', { name: 'Open inner.png' }).click();
    await page.locator('.file-preview-stage img').waitFor();
    await page.keyboard.press('Escape');
    await preview.getByRole('heading', { name: 'The letter inside' }).waitFor();
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    await page.context().close();
  });

test('pictures open over the page, one after the other', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await signedIn(ALICE, { colorScheme });
    await openMail(page, 'Pictures and more');
    await shot(page, `files-${colorScheme}`);
    await page.getByRole('button', { name: 'Open Harbour at dawn.png' }).click();
    const picture = page.locator('.file-preview-stage img');
    const isDrawn = () => picture.evaluate((image) => (image as HTMLImageElement).decode().then(() => true));
    assert.equal(await isDrawn(), true);
    await shot(page, `gallery-${colorScheme}`);
    await page.getByRole('button', { name: 'Next file' }).click();
    await page.getByRole('dialog', { name: 'Lake.png' }).waitFor();
    assert.equal(await isDrawn(), true);
    assert.equal(await page.getByRole('button', { name: 'Next file' }).isDisabled(), true);
    await page.getByRole('button', { name: 'Close the file' }).click();
    await page.locator('.file-preview').waitFor({ state: 'detached' });
    await page.context().close();
  }
});

test('on a desk the files stand below the text', async () => {
  const page = await signedIn(ALICE, {
    viewport: { width: 1280, height: 800 },
    isMobile: false,
    hasTouch: false,
  });
  await openMail(page, 'Pictures and more');
  await shot(page, 'desk');
  await page.getByRole('button', { name: 'Open Lake.png' }).click();
  await page.locator('.file-preview-stage img').waitFor();
  await shot(page, 'desk-gallery');
});
