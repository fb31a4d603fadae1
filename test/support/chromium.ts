// A headless Chromium of the system for one test file, closed at its end. A newcomer's trap: a context is a
// clean profile (cookies, service workers, storage); take one for each test that must not see another's.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { programOf } from '../../demo/packages.ts';
import { atEnd } from './cleanup.ts';

let browser: Promise<Browser> | null = null;

/** The one browser of this test file, started on the first call. */
export function launchChromium(): Promise<Browser> {
  browser ??= start();
  return browser;
}

async function start(): Promise<Browser> {
  const executablePath = programOf('chromium');
  if (!executablePath) throw new Error('Chromium is not installed.');
  const started = await chromium.launch({
    executablePath,
    // The sandbox needs user namespaces, which root in a container has not; /dev/shm is small there.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
  });
  atEnd(() => started.close());
  return started;
}

/** A phone of 390×844 with touch, in English and UTC unless told otherwise. */
export async function openPhone(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const started = await launchChromium();
  return started.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    timezoneId: 'UTC',
    ...options,
  });
}
