// The attacks in the real app, in a Chromium for which every host but Postern's is the trap. A newcomer's trap: what
// comes late still counts, because each mark and each host bears the number of the message that it came from.
import type { BrowserContext, Page } from 'playwright-core';
import { type Browser, chromium } from 'playwright-core';
import { programOf } from '../../demo/packages.ts';
import { ELEMENTS } from '../../server/mime/html/allow.ts';
import { RUN_BASE, TRAP } from '../attacks/attack.ts';
import { type Look, lookAt } from './attack-look.ts';
import { atEnd } from './cleanup.ts';
import type { Client } from './client.ts';
import { startTrap } from './trap.ts';

/** What a finished document may consist of. */
const KNOWN = [...ELEMENTS, 'html', 'head', 'body', 'meta', 'title', 'style'];
/** How long whatever was begun may take to get out. */
const LATE_MS = 1000;

export interface Opened {
  /** The attack's number. */
  number: number;
  path: string;
  document: string;
}

export interface Findings {
  /** By number: what the attack did that nobody may (ran, left, led away). */
  acts: Map<number, Set<string>>;
  /** By number: what is in its document or the app around it that must not be. */
  wrong: Map<number, Set<string>>;
  /** Numbers of messages that show nothing. */
  blank: number[];
  /** Addresses of the files of each message. */
  files: Map<number, readonly string[]>;
}

export interface AttackBrowser {
  context: BrowserContext;
  /** Opens them one after the other on `pages` pages. */
  open(messages: readonly Opened[], options?: { pages?: number; patience?: number }): Promise<Findings>;
  /** Does something else while the same traps are set; gives what came of it. */
  watch(what: (page: Page) => Promise<void>): Promise<Findings['acts']>;
}

export async function startAttackBrowser(
  url: string,
  client: Client,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<AttackBrowser> {
  const trap = await startTrap();
  const browser = await launch(trap.port);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const [name = '', value = ''] = (client.headers.cookie ?? '').split('=');
  await context.addCookies([{ name, value, url }]);
  await prepare(context);

  let acts: Findings['acts'] = new Map();
  let numberNow = 0;
  const act = (number: number, what: string): void => {
    acts.set(number, (acts.get(number) ?? new Set()).add(what));
  };
  context.on('console', (line) => {
    const number = Number(line.text().split(' ')[0]) - RUN_BASE;
    if (number >= 0 && number < 100_000) act(number, 'ran');
  });
  context.on('dialog', (dialog) => {
    act(numberNow, 'opened a dialog');
    void dialog.dismiss().catch(() => {});
  });
  const isOurs = (address: string): boolean => address.startsWith(url) || address === 'about:blank';
  context.on('page', (page) => {
    page.on('download', () => act(numberNow, 'downloaded'));
    page.on('framenavigated', (frame) => {
      if (!isOurs(frame.url()))
        act(numberOf(frame.url()) ?? numberNow, `led away to ${frame.url().slice(0, 80)}`);
    });
    if (own > 0) {
      own--;
      return;
    }
    act(numberNow, 'opened a window');
    void page.close().catch(() => {});
  });
  /** Pages of ours that are on their way. */
  let own = 0;
  const newPage = async (): Promise<Page> => {
    own++;
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('.list-pane').first().waitFor();
    return page;
  };

  /** Runs `work` and gives everything that the traps caught until a while after it. */
  const caught = async (work: () => Promise<void>): Promise<Findings['acts']> => {
    acts = new Map();
    trap.asked.length = 0;
    await work();
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    for (const entry of trap.asked) act(numberOf(entry) ?? 0, `left: ${entry.slice(0, 100)}`);
    return acts;
  };

  const open: AttackBrowser['open'] = async (messages, { pages = 2, patience = 8000 } = {}) => {
    const findings: Findings = { acts: new Map(), wrong: new Map(), blank: [], files: new Map() };
    const waiting = [...messages];
    const work = async (): Promise<void> => {
      let page = await newPage();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        numberNow = next.number;
        const look = await lookOn(page, next, patience);
        if (look.wrong.length > 0) findings.wrong.set(next.number, new Set(look.wrong));
        if (!look.shown) findings.blank.push(next.number);
        findings.files.set(next.number, look.files);
        // A page that an attack has touched must not spoil the next.
        if (look.isLost) {
          await page.close();
          page = await newPage();
        }
      }
      await page.close();
    };
    findings.acts = await caught(async () => {
      await Promise.all(Array.from({ length: pages }, work));
    });
    return findings;
  };

  return {
    context,
    open,
    watch: (what) =>
      caught(async () => {
        const page = await newPage();
        await what(page);
        await page.close();
      }),
  };
}

const numberOf = (address: string): number | null => {
  const found = new RegExp(`\\ba(\\d+)\\.${TRAP.replace('.', '\\.')}`).exec(address)?.[1];
  return found === undefined ? null : Number(found);
};

async function lookOn(
  page: Page,
  { path, document }: Opened,
  patience: number,
): Promise<Look & { isLost?: true }> {
  const lost = (why: string): Look & { isLost: true } => ({
    wrong: [why],
    shown: false,
    files: [],
    isLost: true,
  });
  const late = new Promise<Look & { isLost: true }>((resolve) =>
    setTimeout(() => resolve(lost('the app hangs')), patience + 4000).unref(),
  );
  return Promise.race([page.evaluate(lookAt, { path, document, known: KNOWN, patience }), late]).catch(
    (error) => lost(`the app was led away: ${String(error).split('\n')[0]}`),
  );
}

const MAKERS = ['google.com', 'googleapis.com', 'gstatic.com', 'gvt1.com'];

async function launch(port: number): Promise<Browser> {
  const executablePath = programOf('chromium');
  if (!executablePath) throw new Error('Chromium is not installed.');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      // Every name and every port is the trap; only Postern is itself. What the browser asks of its maker is no leak.
      `--host-resolver-rules=${MAKERS.map((name) => `MAP *.${name} ~NOTFOUND`).join(', ')}, MAP * 127.0.0.1:${port}, EXCLUDE 127.0.0.1`,
    ],
  });
  atEnd(() => browser.close());
  return browser;
}
