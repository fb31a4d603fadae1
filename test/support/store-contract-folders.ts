// What every MailStore with folders must do with them, as part of its contract. A newcomer's trap: a mailbox may get
// another locator each time it is changed, so only what a call returns names it afterwards.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FULL_RIGHTS, type Mailbox } from '../../server/mail/mailbox.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { plainMail } from './mail.ts';
import { fails } from './promises.ts';

/** To be called inside a `describe`; `current` gives its store once the tests run. */
export function folderTests(current: () => MailStore): void {
  it('makes, renames and removes folders', async (t) => {
    const store = current();
    if (!store.folders) return t.diagnostic('no folders');
    const list = async (): Promise<Map<string, Mailbox>> =>
      new Map((await store.mailboxes()).map((mailbox) => [mailbox.locator, mailbox]));
    const made = await store.folders.create(null, 'Größe & Co');
    assert.equal(made.path.at(-1), 'Größe & Co');
    assert.deepEqual([made.selectable, made.subscribed, made.total], [true, true, 0]);
    assert.deepEqual((await list()).get(made.locator), made);
    await fails(store.folders.create(null, 'Größe & Co'), 'CONFLICT');
    await fails(store.folders.create(null, ''), 'VALIDATION');
    await fails(store.folders.create(null, 'a\r\nb'), 'VALIDATION');
    const child = await store.folders.create(made.locator, 'Below');
    assert.deepEqual(child.path.slice(-2), ['Größe & Co', 'Below']);
    const renamed = await store.folders.update(child.locator, { name: 'Lower' });
    assert.deepEqual(renamed.path.slice(-2), ['Größe & Co', 'Lower']);
    assert.equal((await list()).has(renamed.locator), true);
    await store.folders.remove(renamed.locator, false);
    await store.folders.remove(made.locator, false);
    assert.equal((await list()).has(made.locator), false);
    await fails(store.page(made.locator, { limit: 1 }), 'MAILBOX_GONE');
    await fails(store.folders.remove(made.locator, false), 'MAILBOX_GONE');
  });

  it('puts a folder into another and back to the top, with the folders and the mail in it', async (t) => {
    const store = current();
    if (!store.folders || !store.filing) return t.diagnostic('no folders');
    const { folders, filing } = store;
    const [shelf, box] = [await folders.create(null, 'Shelf'), await folders.create(null, 'Box')];
    const inner = await folders.create(box.locator, 'Inner');
    await filing.append(inner.locator, plainMail({ subject: 'Goes along' }), []);
    await fails(folders.update(box.locator, { parent: inner.locator }), 'VALIDATION');
    await fails(folders.update(box.locator, { parent: null, name: 'Shelf' }), 'CONFLICT');
    const put = await folders.update(box.locator, { parent: shelf.locator, name: 'Case' });
    assert.deepEqual(put.path.slice(-2), ['Shelf', 'Case']);
    const within = (await store.mailboxes()).find(
      ({ path }) => path.slice(-3).join('/') === 'Shelf/Case/Inner',
    );
    assert.ok(within, 'the folder in it');
    assert.deepEqual([within.total, within.subscribed], [1, true]);
    const { rows } = await store.page(within.locator, { limit: 1 });
    assert.equal(rows[0]?.header.subject, 'Goes along');
    const back = await folders.update(put.locator, { parent: null });
    assert.deepEqual(back.path.slice(-1), ['Case']);
    const again = (await store.mailboxes()).find(({ path }) => path.slice(-2).join('/') === 'Case/Inner');
    await folders.remove(again!.locator, true);
    await folders.remove(back.locator, false);
    await folders.remove(shelf.locator, false);
  });

  it('says what may be done with a folder', async (t) => {
    const store = current();
    if (!store.folders) return t.diagnostic('no folders');
    const made = await store.folders.create(null, 'Mine');
    const [rights] = await store.folders.rights([made.locator]);
    assert.deepEqual(rights, FULL_RIGHTS);
    await store.folders.remove(made.locator, false);
    for (const quota of await store.quota()) assert.ok(quota.used >= 0 && quota.limit > 0);
  });
}
