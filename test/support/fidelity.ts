// How like its sender's page a message looks here: the raw HTML in a page of its own against our document in the
// frame of the app, pictures allowed. Similarity is the share of pixels that pixelmatch (threshold 0.1, in YIQ, with
// its anti-aliasing rule) finds equal; where one picture is higher or wider, the rest counts as different. A
// newcomer's trap: most of a page is bare ground, so `ink` tells the same for those pixels alone that differ from
// the ground in either picture; it is printed to keep the first figure honest, and one shifted line halves it.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { DOCUMENT_POLICY, DOCUMENT_SANDBOX } from '../../server/http/document.ts';
import { safeDocument } from '../../server/mime/html/document.ts';
import { atEnd } from './cleanup.ts';
import { pictureFor } from './stand-in-picture.ts';

/** Low, so that short messages are not mostly the empty screen under them. */
const HEIGHT = 300;

export interface Likeness {
  similarity: number;
  ink: number;
  raw: PNG;
  ours: PNG;
}

export interface Fitted {
  /** Of what is drawn, in CSS pixels. */
  width: number;
  height: number;
  /** Of the first text, as it is drawn. */
  size: number;
  text: string;
  /** How often the height was set. */
  changes: number;
}

export interface Fidelity {
  /** One message at one width in CSS pixels; `other`: against what another one looks like when it is raw. */
  compare(html: string, width: number, other?: string): Promise<Likeness>;
  /** What the frame comes to. */
  fitted(html: string, width: number): Promise<Fitted>;
}

export async function fidelity(browser: Browser): Promise<Fidelity> {
  const pages = new Map<string, { body: string; policy?: string }>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/picture') {
      response.setHeader('content-type', 'image/svg+xml');
      response.end(pictureFor(url.searchParams.get('of') ?? ''));
      return;
    }
    const found = pages.get(url.pathname);
    if (found?.policy) response.setHeader('content-security-policy', found.policy);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(found?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ deviceScaleFactor: 1, locale: 'en-GB' });
  await standIn(context, origin);
  const page = await context.newPage();
  const fit = stripTypeScriptTypes(
    await readFile(join(import.meta.dirname, '../../web/lib/frame-fit.ts'), 'utf8'),
  );
  pages.set('/host', { body: hostPage(fit) });

  const show = (html: string): void => {
    const remoteUrl = (location: string): string => `/picture?of=${encodeURIComponent(location)}`;
    const { html: body } = safeDocument({ html }, { cidUrl: () => null, remoteUrl });
    pages.set('/ours', { body, policy: DOCUMENT_POLICY });
  };
  return {
    async compare(html, width, other = html) {
      show(html);
      pages.set('/raw', { body: other });
      const raw = await shotOfRaw(page, `${origin}/raw`, width);
      await openOurs(page, `${origin}/host`, width);
      const ours = PNG.sync.read(await page.screenshot({ fullPage: true, animations: 'disabled' }));
      return { ...likeness(raw, ours), raw, ours };
    },
    async fitted(html, width) {
      show(html);
      await openOurs(page, `${origin}/host`, width);
      return page.evaluate(measured);
    },
  };
}

function measured(): Fitted {
  const frame = document.querySelector('iframe') as HTMLIFrameElement;
  const inside = frame.contentDocument as Document;
  const scale = frame.getBoundingClientRect().width / frame.clientWidth;
  const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.textContent?.trim()) break;
  const holder = walker.currentNode.parentElement ?? inside.body;
  return {
    width: Math.max(inside.documentElement.scrollWidth, inside.body.scrollWidth) * scale,
    height: frame.getBoundingClientRect().height,
    size: Number.parseFloat(getComputedStyle(holder).fontSize) * scale,
    text: inside.body.innerText,
    changes: Number(document.body.dataset.changes),
  };
}

/** Whatever the raw page asks of the world: pictures come from here, nothing else comes at all. */
async function standIn(context: BrowserContext, origin: string): Promise<void> {
  await context.route(
    (url) => url.origin !== origin,
    async (route) => {
      if (route.request().resourceType() !== 'image') return route.abort();
      await route.fulfill({ contentType: 'image/svg+xml', body: pictureFor(route.request().url()) });
    },
  );
}

/** As a phone's browser shows it: what is wider than the screen is zoomed out until it fits. */
async function shotOfRaw(page: Page, url: string, width: number): Promise<PNG> {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.goto(url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) await page.setViewportSize({ width: wide, height: HEIGHT });
  const shot = await page.screenshot({ fullPage: true, animations: 'disabled' });
  return wide > width ? scaled(page, shot, width / wide) : PNG.sync.read(shot);
}

async function openOurs(page: Page, url: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.goto(url);
  await page.waitForFunction(() => document.body.dataset.fitted === 'yes');
}

async function scaled(page: Page, png: Buffer, scale: number): Promise<PNG> {
  await page.goto('about:blank');
  const url = await page.evaluate(
    async ({ source, scale }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png');
    },
    { source: `data:image/png;base64,${png.toString('base64')}`, scale },
  );
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

/** The frame as the app has it, fitted by the app's own code. */
const hostPage = (fit: string): string => `<!doctype html><meta name="viewport" content="width=device-width">
<body style="margin:0;background:#fff"><div id="box" style="overflow:hidden"><iframe id="frame" sandbox="${DOCUMENT_SANDBOX}"
 style="display:block;border:0;inline-size:100%;block-size:0;transform-origin:0 0"></iframe></div>
<script type="module">${fit}
const [box, frame] = [document.getElementById('box'), document.getElementById('frame')];
let changes = 0;
new MutationObserver(() => { document.body.dataset.changes = ++changes; }).observe(box, { attributeFilter: ['style'] });
frame.onload = async () => {
  fitFrame(box, frame, frame.contentDocument);
  await Promise.all([...frame.contentDocument.images].map((image) => image.decode().catch(() => {})));
  for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
  document.body.dataset.fitted = 'yes';
};
frame.src = '/ours';
</script>`;

function likeness(a: PNG, b: PNG): { similarity: number; ink: number } {
  const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
  const [one, two] = [padded(a, width, height, 0), padded(b, width, height, 255)];
  const marks = new PNG({ width, height });
  const differing = pixelmatch(one.data, two.data, marks.data, width, height, {
    threshold: 0.1,
    diffMask: true,
  });
  let ink = 0;
  let wrong = 0;
  const ground = one.data.readUInt32BE(0);
  for (let at = 0; at < one.data.length; at += 4) {
    if (one.data.readUInt32BE(at) === ground && two.data.readUInt32BE(at) === ground) continue;
    ink++;
    // pixelmatch marks what differs in red, and what is only anti-aliasing in yellow.
    if (marks.data[at + 3] !== 0 && marks.data[at + 1] === 0) wrong++;
  }
  return { similarity: 1 - differing / (width * height), ink: ink === 0 ? 1 : 1 - wrong / ink };
}

/** What is missing is black in one picture and white in the other, so that it never agrees. */
function padded(png: PNG, width: number, height: number, fill: number): PNG {
  if (png.width === width && png.height === height) return png;
  const out = new PNG({ width, height, fill: true });
  out.data.fill(fill);
  for (let at = 3; at < out.data.length; at += 4) out.data[at] = 255;
  PNG.bitblt(png, out, 0, 0, png.width, png.height, 0, 0);
  return out;
}
