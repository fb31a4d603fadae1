// The POP3 store at its edges: nothing there, nothing reachable, and nothing more allowed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainMail } from '../../support/mail.ts';
import type { ScriptedMessage } from '../../support/pop3-script.ts';
import { list, mail, opened, subjects } from '../../support/pop3-scripted-store.ts';
import { fails } from '../../support/promises.ts';

test('the first look that fails is an error and no empty list', async () => {
  const { server, store } = await opened({ messages: [mail('A')], greeting: '-ERR [SYS/TEMP] later' });
  await fails(store.page('INBOX', { limit: 10 }), 'UPSTREAM_OFFLINE');
  assert.equal((await store.mailboxes()).length, 6);
  server.greeting = '+OK';
  assert.deepEqual(await subjects(store), ['A']);
});

test('an empty maildrop is an empty list', async () => {
  const { store } = await opened({});
  assert.deepEqual(await subjects(store), []);
});

test('a first pull is paged to its end while it is still going on, and no page claims the end too early', async () => {
  const dated = (n: number): ScriptedMessage => {
    const date = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toUTCString().replace('GMT', '+0000');
    const { raw, ...rest } = mail(`Letter ${n}`);
    return { ...rest, raw: Buffer.from(raw.toString().replace(/^Date: .*/m, `Date: ${date}`)) };
  };
  const { store } = await opened({ messages: Array.from({ length: 330 }, (_, n) => dated(n)) });
  const seen: (string | null)[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.page('INBOX', { limit: 40, ...(after === undefined ? {} : { after }) });
    seen.push(...page.rows.map(({ header }) => header.subject));
    if (!page.hasOlder) break;
    after = page.rows.at(-1)!.cursor;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 330 }, (_, n) => `Letter ${329 - n}`),
  );
});

test('what only exists here stops at the quota', async () => {
  const { store } = await opened({}, { quotaBytes: 3000 });
  const drafts = (await store.mailboxes()).find(({ role }) => role === 'DRAFTS');
  await store.filing.append(drafts!.locator, plainMail(), ['DRAFT']);
  await fails(
    store.filing.append(drafts!.locator, plainMail({ text: 'x'.repeat(3000) }), []),
    'QUOTA_EXCEEDED',
  );
});

test('folders that are always there stay as they are', async () => {
  const { store } = await opened({ messages: [mail('A')] });
  await store.refresh();
  const trash = (await store.mailboxes()).find(({ role }) => role === 'TRASH')!;
  await fails(store.folders.update(trash.locator, { name: 'Other' }), 'UNSUPPORTED');
  await fails(store.folders.update(trash.locator, { subscribed: false }), 'UNSUPPORTED');
  const rights = await store.folders.rights([trash.locator, 'f999999']);
  assert.deepEqual(
    [rights[0]!.rename, rights[0]!.delete, rights[0]!.insert, rights[1]],
    [false, false, true, null],
  );
  await fails(store.folders.remove('INBOX', true), 'UNSUPPORTED');
  const [mine, inner] = [await store.folders.create(null, 'Mine'), 'Inner'];
  const child = await store.folders.create(mine.locator, inner);
  await fails(store.folders.remove(mine.locator, true), 'CONFLICT');
  const [a] = await list(store);
  await store.filing.move([a!.locator], child.locator);
  await store.folders.remove(child.locator, true);
  assert.deepEqual((await store.headers([a!.locator]))[0]?.mailbox, trash.locator);
});

test('a message keeps a hundred labels and refuses one more, which leaves the others as they are', async () => {
  const { store } = await opened({ messages: [mail('A'), mail('B')] });
  await store.refresh();
  const [b, a] = await list(store);
  const label = (addKeywords: string[], locators = [a!.locator]): ReturnType<typeof store.flags.set> =>
    store.flags.set(locators, { add: [], remove: [], addKeywords });
  await label(Array.from({ length: 100 }, (_, at) => `label-${at}`));
  const outcomes = await label(['LABEL-7', 'one-more'], [a!.locator, b!.locator]);
  assert.deepEqual(
    outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : null)),
    ['TOO_LARGE', null],
  );
  const known = await list(store);
  assert.deepEqual(
    known.map(({ keywords }) => keywords.length),
    [2, 100],
  );
});
