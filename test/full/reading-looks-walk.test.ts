// How the app shows messages in the dark and on paper, before a real server. A newcomer's trap: the app is the built
// one, so run `npm run build` before this file alone; npm test does it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPhone } from '../support/chromium.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { HARBOUR_NEWS } from '../support/newsletter.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

let postern: TestPostern;

before(async () => {
  const dovecot = await startDovecot();
  postern = await startPostern({ dovecot });
  const client = await otherClient(dovecot, ALICE);
  await client.append('INBOX', plainMail({ subject: 'A letter', text: LETTER }));
  await client.append(
    'INBOX',
    ['From: News <news@harbour.example>', `To: ${ALICE.name}`, 'Subject: Newsletter', 'MIME-Version: 1.0']
      .concat('Content-Type: text/html; charset=utf-8', '', HARBOUR_NEWS)
      .join('\r\n'),
  );
  await client.logout();
});

const LETTER = `Hello Alice,

the boats are in; the list is at https://harbour.example/boats and below.

Boat       | Length | Harbour    | Owner              | Last seen at the pier
-----------+--------+------------+--------------------+----------------------
Kittiwake  | 9 m    | Harwich    | Tom Ellery         | yesterday at noon
Ostrea     | 12 m   | Mersea     | The oyster company | this morning

> Did Tom come back?
> > I have not heard of him since Friday.
> > > He went out to the light.

Yes.
-- 
Bob Tarrant
Harbour office
`;

async function open(colorScheme: 'dark' | 'light', subject: string): Promise<Page> {
  const context = await openPhone({ colorScheme });
  await context.addInitScript(() => {
    window.print = () => {
      const frame = document.querySelector('iframe');
      Object.assign(window, {
        paper: {
          src: frame?.src ?? '',
          width: frame?.clientWidth ?? 0,
          height: frame?.clientHeight ?? 0,
          content: frame?.contentDocument?.documentElement.getBoundingClientRect().height ?? 0,
          title: document.title,
        },
      });
    };
  });
  const page = await context.newPage();
  await page.goto(postern.url);
  await page.getByLabel('Email address').fill(ALICE.name);
  await page.keyboard.press('Enter');
  await page.locator('#password:focus').fill(ALICE.password);
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  await page.getByText(subject, { exact: true }).first().click();
  await page.locator('.message-frame-ready').waitFor();
  return page;
}

const choose = async (page: Page, name: string): Promise<void> => {
  await page.locator('.message-bar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
};
const groundOf = (page: Page): Promise<string> =>
  page
    .locator('.message-frame iframe')
    .evaluate((frame: HTMLIFrameElement) =>
      frame.contentDocument ? getComputedStyle(frame.contentDocument.documentElement).colorScheme : '',
    );

test('in the dark a newsletter is dark, until its own colours are asked for', async () => {
  const page = await open('dark', 'Newsletter');
  assert.equal(await groundOf(page), 'dark');
  await choose(page, 'Show original colours');
  await page.locator('.message-frame-ready iframe:not([src*="dark=1"])').waitFor();
  assert.match(await groundOf(page), /light/);
  await choose(page, 'Adapt colours to dark');
  await page.locator('.message-frame-ready iframe[src*="dark=1"]').waitFor();
  await page.context().close();
});

test('in the light, and of plain text, there is no choice of colours', async () => {
  for (const [scheme, subject] of [
    ['light', 'Newsletter'],
    ['dark', 'A letter'],
  ] as const) {
    const page = await open(scheme, subject);
    await page.locator('.message-bar').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Print' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /colours/ }).count(), 0, subject);
    await page.context().close();
  }
});

test('a message is printed in its own colours, as wide as a sheet and whole', async () => {
  const page = await open('dark', 'Newsletter');
  await choose(page, 'Print');
  await page.waitForFunction(() => 'paper' in window);
  const paper = await page.evaluate(
    () =>
      (
        window as unknown as {
          paper: { src: string; width: number; height: number; content: number; title: string };
        }
      ).paper,
  );
  assert.doesNotMatch(paper.src, /dark=1/);
  assert.equal(paper.title, 'Newsletter');
  assert.ok(paper.width >= 640, `${paper.width} px wide`);
  assert.ok(paper.height >= paper.content - 1, `${paper.height} of ${paper.content}`);
  await page.locator('.message-frame-ready iframe[src*="dark=1"]').waitFor();
  assert.equal(await page.locator('html.printing').count(), 0);
  await page.context().close();
});

test('a table drawn with letters keeps its columns and is panned by itself', async () => {
  const page = await open('light', 'A letter');
  const table = page.frameLocator('.message-frame iframe').locator('.postern-table');
  const {
    overflow,
    wide,
    page: whole,
  } = await table.evaluate((element) => ({
    overflow: getComputedStyle(element).overflowX,
    wide: element.scrollWidth > element.clientWidth,
    page:
      element.ownerDocument.documentElement.scrollWidth <= element.ownerDocument.documentElement.clientWidth,
  }));
  assert.deepEqual({ overflow, wide, whole }, { overflow: 'auto', wide: true, whole: true });
  await page.context().close();
});
