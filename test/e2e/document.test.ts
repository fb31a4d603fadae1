// The hostile bodies in a real browser: behind both walls as people meet them, and behind the sanitiser alone,
// with scripts allowed, so that the frame's sandbox can't hide a hole in it.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DOCUMENT_SANDBOX } from '../../server/http/document.ts';
import { encodeId } from '../../server/mail/id.ts';
import { ELEMENTS } from '../../server/mime/html/allow.ts';
import { safeDocument } from '../../server/mime/html/document.ts';
import { marked } from '../attacks/attack.ts';
import { HTML_ATTACKS } from '../attacks/index.ts';
import { openPhone } from '../support/chromium.ts';
import { atEnd } from '../support/cleanup.ts';
import { fakeApp } from '../support/fake-app.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
/** What a finished document may consist of. */
const KNOWN = [...ELEMENTS, 'html', 'head', 'body', 'meta', 'title', 'style'];

let page: Page;
let origin = '';
let leak = '';
const asked: string[] = [];
/** Puts messages into the mailbox; answers with their documents' addresses. */
let deliver: (...raws: string[]) => Promise<string[]>;
const bare = new Map<string, string>();

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

before(async () => {
  // Whoever is asked here was leaked to.
  leak = await listen(
    createServer((request, response) => {
      asked.push(`leak ${request.url}`);
      response.end();
    }),
  );
  const bareOrigin = await listen(
    createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(bare.get(request.url ?? '') ?? '');
    }),
  );
  const { app, service } = fakeApp();
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const { store, account, tokenWith } = service.user('alice@demo.example');
  const context = await openPhone({
    extraHTTPHeaders: { authorization: `Bearer ${tokenWith('BODY_READ', 'ATTACHMENT_READ')}` },
  });
  // A page of the same site with the frame that the app has, and one without any guard.
  await context.route(`${origin}/frame-test`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:0" data-sandbox="${DOCUMENT_SANDBOX}">`,
    }),
  );
  page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith(bareOrigin) && !url.startsWith('data:')) asked.push(url);
  });
  bareUrl = (html: string) => {
    const path = `/${bare.size}`;
    bare.set(path, html);
    return bareOrigin + path;
  };
  deliver = async (...raws) => {
    for (const raw of raws) store.deliver(Buffer.from(raw));
    const { rows } = await store.page('INBOX', { limit: raws.length });
    return rows
      .map(({ header }) => `${origin}/document/${encodeId('message', account.id, header.locator)}`)
      .reverse();
  };
});

let bareUrl: (html: string) => string;

const htmlMail = (html: string): string =>
  [
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html.replaceAll('LEAK', leak)).toString('base64'),
  ].join('\r\n');

/** Loads documents into frames side by side and says what each became. */
async function inFrames(urls: readonly string[]) {
  await page.goto(`${origin}/frame-test`);
  return page.evaluate(
    async ({ urls, known }) => {
      const look = async (url: string) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', document.body.dataset.sandbox as string);
        frame.style.cssText = 'border:0;width:100%;height:600px';
        await new Promise((resolve) => {
          frame.onload = resolve;
          frame.src = url;
          document.body.append(frame);
        });
        const inside = frame.contentDocument as Document;
        const wrong: string[] = [];
        for (const element of inside.querySelectorAll('*')) {
          const isMeta = element.localName === 'meta';
          if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') wrong.push(element.namespaceURI ?? '');
          if (!known.includes(element.localName)) wrong.push(element.localName);
          for (const { name, value } of element.attributes) {
            if (/^on|^id$|^srcdoc|^action|^formaction|^ping/.test(name) || (name === 'name' && !isMeta))
              wrong.push(name);
            if (name === 'href' && !/^(?:https?|mailto):/.test(value)) wrong.push(value);
            if (name === 'src' && !/^\.\.\/blob\/|^data:image\//.test(value)) wrong.push(value);
          }
        }
        const seen = {
          wrong,
          ran: 'ran' in (frame.contentWindow as Window) || 'ran' in window,
          url: inside.URL,
          text: inside.body.innerText,
          width: inside.documentElement.scrollWidth,
          pictures: [...inside.images].map(({ naturalWidth }) => naturalWidth),
        };
        frame.remove();
        return seen;
      };
      return Promise.all(urls.map(look));
    },
    { urls, known: KNOWN },
  );
}

/** One message, delivered and looked at. */
async function inFrame(raw: string) {
  return (await inFrames(await deliver(raw)))[0]!;
}

/** All of them in `npm run test:full`. */
const BARE = HTML_ATTACKS.filter((_, at) => process.env.POSTERN_TEST_FULL || at % 6 === 0);

test('behind the sanitiser alone, with scripts allowed, nothing runs or loads either', async () => {
  const urls = BARE.map(({ html }) =>
    bareUrl(safeDocument({ html: marked(html, { run: 'window.ran=1', leak }) }, { cidUrl: () => null }).html),
  );
  await page.goto(bareUrl('<!doctype html><p>frames'));
  const ran = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (url) => {
          const frame = document.createElement('iframe');
          await new Promise((resolve) => {
            frame.onload = resolve;
            frame.src = url;
            document.body.append(frame);
          });
          // Whatever handler there may be gets its event.
          for (const element of (frame.contentDocument as Document).querySelectorAll('body *:not(a)')) {
            for (const type of ['click', 'mouseover', 'focus', 'animationstart', 'toggle', 'error', 'load']) {
              element.dispatchEvent(new Event(type, { bubbles: true }));
            }
          }
          return 'ran' in (frame.contentWindow as Window) || frame.contentDocument?.URL !== url;
        }),
      ),
    urls,
  );
  const live = BARE.filter((_, index) => ran[index]).map(({ name }) => name);
  assert.deepEqual(live, []);
  assert.deepEqual(asked, []);
});

test('the policy alone stops a script, whatever the sanitiser did', async () => {
  const [url = ''] = await deliver(htmlMail('<p>x</p>'));
  await page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `<script>window.ran=1</script><img src=x onerror="window.ran=1"><img src="${leak}/x.png"><link rel=stylesheet href="${leak}/y.css">`,
    });
  });
  asked.length = 0;
  const ran = (await inFrames([url]))[0]?.ran;
  assert.equal(ran, false);
  // The page's own listener sees a request even when the policy stops it; the server must not.
  assert.deepEqual(
    asked.filter((entry) => entry.startsWith('leak ')),
    [],
  );
  asked.length = 0;
  await page.unroute(url);
});

test('plain text with long lines and addresses fits a phone', async () => {
  const { width } = await inFrame(
    `\r\n${'word '.repeat(100)}\r\nhttps://example.org/${'a'.repeat(300)}\r\n> ${'b'.repeat(200)}\r\n`,
  );
  assert.ok(width <= 390, `${width} px wide`);
});

test('an embedded picture is shown', async () => {
  const raw = [
    'Content-Type: multipart/related; boundary=r',
    '',
    '--r',
    'Content-Type: text/html',
    '',
    '<img src="cid:p@x">',
    '--r',
    'Content-Type: image/png',
    'Content-ID: <p@x>',
    'Content-Transfer-Encoding: base64',
    '',
    PIXEL,
    '--r--',
  ].join('\r\n');
  assert.deepEqual((await inFrame(raw)).pictures, [1]);
});
