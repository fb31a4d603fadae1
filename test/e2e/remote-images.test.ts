// Images from elsewhere in the real app: a server for every outside host sees who asks for what. A newcomer's trap: the
// browser may never ask it; only Postern may, and only after consent.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import { atEnd } from '../support/cleanup.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
let postern: TestPostern;
/** What the server outside was asked, with the marks of who asked. */
const asked: { url: string; agent: string; told: string[] }[] = [];
/** What the browser asked anybody but Postern. */
const strayed: string[] = [];

before(async () => {
  const outside = createServer(({ url = '', headers }, response) => {
    const told = Object.keys(headers).filter((name) => /cookie|referer|language|forwarded|^sec-/.test(name));
    asked.push({ url, agent: headers['user-agent'] ?? '', told });
    response.writeHead(200, { 'content-type': 'image/png', 'set-cookie': 'seen=1' }).end(PNG);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  atEnd(() => outside.close());
  atEnd(() => outside.closeAllConnections());
  const { port } = outside.address() as AddressInfo;
  const dovecot = await startDovecot();
  postern = await startPostern({
    dovecot,
    env: { POSTERN_WEB_NETWORKS: '127.0.0.1', POSTERN_WEB_PORTS: String(port) },
  });
  const at = `http://127.0.0.1:${port}`;
  const html = `<body style="margin:0;background:#eef3f8"><table width="600" align="center" background="${at}/back.png" style="background-color:#fff"><tr><td style="padding:24px;font-family:Arial">
    <img src="${at}/boat.png" width="552" height="240" alt="A boat in the harbour"><h1>News from the harbour</h1><p>The boats are back.</p>
    <img src="${at}/open?u=1" width="1" height="1"><img src="https://acme.list-manage.com/track/open.php?u=1"></td></tr></table>`;
  const client = await otherClient(dovecot, ALICE);
  for (const subject of ['First news', 'Second news'])
    await client.append(
      'INBOX',
      Buffer.from(
        `From: Harbour <news@harbour.example>\r\nTo: ${ALICE.name}\r\nSubject: ${subject}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`,
      ),
    );
  await client.logout();
});

async function open(): Promise<Page> {
  const page = await (await openPhone()).newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(postern.url) && !request.url().startsWith('data:'))
      strayed.push(request.url());
  });
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  return page;
}

const text = (page: Page) => page.frameLocator('.message-frame iframe');
const shown = async (page: Page): Promise<void> => {
  const image = text(page).getByAltText('A boat in the harbour').and(text(page).locator('img'));
  await image.waitFor();
  await image.evaluate((element: HTMLImageElement) => element.decode());
};
const urls = (): string[] => asked.map(({ url }) => url).sort();

test('images come after consent, by way of the server alone, and who counts is never told', async () => {
  const page = await open();
  await page.getByText('First news').click();
  await text(page).getByText('The boats are back.').waitFor();
  await page.getByText('2 images from elsewhere are not shown.').waitFor();
  await page.getByText('Not told that you read this: 127.0.0.1, Mailchimp.').waitFor();
  assert.deepEqual(asked, []);

  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await shown(page);
  await page.getByText('2 images from elsewhere').waitFor({ state: 'detached' });
  assert.deepEqual(urls(), ['/back.png', '/boat.png']);
  for (const { agent, told } of asked)
    assert.deepEqual([agent, told], ['Mozilla/5.0 (compatible; MailProxy/1.0)', []]);

  // Once is once: another page asks again.
  const again = await open();
  await again.getByText('First news').click();
  await again.getByRole('button', { name: 'Other choices for images' }).click();
  await again.getByRole('menuitem', { name: 'Always show from harbour.example' }).click();
  await shown(again);
  await again.getByText('Images from harbour.example are shown from now on.').waitFor();

  // The next message of that domain needs no question, and the settings take it back.
  const third = await open();
  await third.getByText('Second news').click();
  await shown(third);
  assert.equal(await third.getByText('from elsewhere').count(), 0);
  await third.goto(`${postern.url}settings`);
  await third.getByRole('button', { name: 'Ask again before images from harbour.example are shown' }).click();
  await third.getByText('harbour.example').waitFor({ state: 'detached' });
  await third.goto(postern.url);
  await third.getByText('Second news').click();
  await third.getByText('2 images from elsewhere are not shown.').waitFor();
  assert.deepEqual([...new Set(urls())], ['/back.png', '/boat.png']);
  assert.deepEqual(strayed, []);
});
