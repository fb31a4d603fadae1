// The two halves of one proof: the attacks do nothing in Postern, and the same look at a Postern without its walls
// finds that they would. A newcomer's trap: a check that finds nothing there is worth nothing here.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { ATTACKS } from '../attacks/index.ts';
import { type Findings, startAttackBrowser } from './attack-browser.ts';
import { listAttacks, seedAttacks } from './attack-mail.ts';
import { atEnd } from './cleanup.ts';
import { signIn } from './client.ts';
import { ALICE, type Dovecot, startDovecot } from './dovecot.ts';
import { startPostern } from './postern.ts';
import { startPosternProcess } from './postern-process.ts';

/** For all of them on a slow machine. */
export const ALL_MS = 30 * 60_000;

const nameOf = (number: number): string => `${number} ${ATTACKS[number - 1]?.name ?? 'somebody'}`;
const named = (found: ReadonlyMap<number, ReadonlySet<string>>): Record<string, string[]> =>
  Object.fromEntries([...found].map(([number, what]) => [nameOf(number), [...what]]));

let mail: Promise<Dovecot> | null = null;
const dovecotWithAttacks = (): Promise<Dovecot> => {
  mail ??= startDovecot().then(async (dovecot) => {
    await seedAttacks(dovecot, ALICE);
    return dovecot;
  });
  return mail;
};

/** In Postern: nothing of these attacks does anything. */
export function assertAttacksFail(numbers: readonly number[]): void {
  let findings: Findings;

  const open = async (): Promise<void> => {
    const postern = await startPostern({ dovecot: await dovecotWithAttacks() });
    const client = await postern.signIn(ALICE);
    const browser = await startAttackBrowser(postern.url, client);
    const messages = await listAttacks(client);
    findings = await browser.open(messages.filter(({ number }) => numbers.includes(number)));
  };
  before(open, { timeout: ALL_MS });

  test('there are at least 150 of them, each with a name of its own', () => {
    assert.ok(ATTACKS.length >= 150, `${ATTACKS.length}`);
    assert.equal(new Set(ATTACKS.map(({ name }) => name)).size, ATTACKS.length);
  });

  test('nothing runs, leaves, leads away, downloads or opens', () => {
    assert.deepEqual(named(findings.acts), {});
  });

  test('nothing is in a document or around it that must not be', () => {
    assert.deepEqual(named(findings.wrong), {});
  });

  test('each shows something', () => {
    assert.deepEqual(findings.blank.map(nameOf), []);
  });
}

/** How many of the attacks must be noticed without walls, and how many must do something there. */
const LEAST_SEEN = 0.55;
const LEAST_ACTING = 0.33;

/** In a Postern without sanitiser, policies and sandbox: most of these attacks are noticed. */
export function assertAttacksSeen(numbers: readonly number[]): void {
  test('most are noticed without sanitiser, policies and sandbox', { timeout: ALL_MS }, async (context) => {
    const dovecot = await dovecotWithAttacks();
    const servers = {
      'demo.example': {
        incoming: `imaps://127.0.0.1:${dovecot.imaps}`,
        outgoing: 'smtp://127.0.0.1:9',
        ca: dovecot.caFile,
      },
    };
    const unsafe = fileURLToPath(new URL('./unsafe-build.ts', import.meta.url));
    const postern = await startPosternProcess(servers, { env: { NODE_OPTIONS: `--import=${unsafe}` } });
    atEnd(() => postern.stop());
    const client = await signIn(postern.url, ALICE);
    const browser = await startAttackBrowser(postern.url, client, withoutSandbox);
    const messages = await listAttacks(client);
    const { acts, wrong } = await browser.open(
      messages.filter(({ number }) => numbers.includes(number)),
      { patience: 1500 },
    );
    const seen = numbers.filter((number) => acts.has(number) || wrong.has(number)).length / numbers.length;
    const acting = numbers.filter((number) => acts.has(number)).length / numbers.length;
    context.diagnostic(`of ${numbers.length} attacks ${percent(seen)} are noticed, ${percent(acting)} act`);
    assert.ok(seen >= LEAST_SEEN, `only ${percent(seen)} are noticed`);
    assert.ok(acting >= LEAST_ACTING, `only ${percent(acting)} do something`);
  });
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** The app with a frame that allows everything, and with text written as markup. */
async function withoutSandbox(context: BrowserContext): Promise<void> {
  await context.route('**/assets/*.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({
      response,
      body: body.replaceAll(
        'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
        'allow-same-origin allow-popups allow-scripts allow-forms allow-modals allow-top-navigation allow-downloads',
      ),
    });
  });
  await context.addInitScript(() => {
    const asText = Document.prototype.createTextNode;
    Document.prototype.createTextNode = function (text: string) {
      if (!String(text).includes('<')) return asText.call(this, text);
      const span = this.createElement('span');
      span.innerHTML = text;
      return span as unknown as Text;
    };
  });
}
