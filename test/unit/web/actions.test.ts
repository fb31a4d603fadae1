// Actions over the real state with a server behind fetch: what a person sees at once, after a refusal, after Undo.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { FiledFragment } from '../../../web/api/operations.gen.ts';
import { archive, markJunk, move, setSeen, trash } from '../../../web/state/actions.ts';
import { setLabel } from '../../../web/state/labels.ts';
import { forgetLists, listFor } from '../../../web/state/lists.ts';
import { type Mailbox, mailboxById, setAccounts } from '../../../web/state/mailboxes.ts';
import { forgetPreviews, previewOf, wantPreviews } from '../../../web/state/previews.ts';
import { hideToast, toast } from '../../../web/state/toasts.ts';
import { pageOf, row } from './mail-rows.ts';

Object.assign(globalThis, { document: { baseURI: 'http://postern.example/' } });

type Variables = { ids: string[]; to?: string; add?: string[]; token?: string };
let calls: { name: string; variables: Variables }[] = [];
/** False: the server does not say where messages go. */
let canUndo = true;
/** What is undone had no other ids meanwhile. */
let keepIds = false;
/** Ids that the server refuses. */
let refused: string[] = [];
let release: () => void = () => {};
let gate: Promise<void> = Promise.resolve();

const box = (id: string, role: Mailbox['role'], total = 0, unread = 0): Mailbox => ({
  id,
  name: id,
  path: [id],
  role,
  namespace: 'PERSONAL',
  owner: null,
  origin: 'SERVER',
  selectable: true,
  subscribed: true,
  total,
  unread,
});

function bulk(ids: string[], suffix: string, undoToken: string | null = null): FiledFragment {
  const results = ids.map((id) => {
    const no = refused.includes(id);
    const problem = {
      code: 'READ_ONLY' as const,
      message: 'This folder can only be read.',
      retryable: false,
    };
    return {
      id,
      replacedBy: no || suffix === '' ? null : id + suffix,
      gone: false,
      problem: no ? { ...problem, retryAfterMs: null, serverText: null } : null,
    };
  });
  const failed = results.filter(({ problem }) => problem).length;
  return { done: ids.length - failed, failed, results, undoToken, problem: null };
}

function answer(name: string, { ids, to, token = '' }: Variables): unknown {
  const undoToken = canUndo ? JSON.stringify(ids) : null;
  if (name === 'SetFlags') return { setFlags: bulk(ids, '') };
  if (name === 'SetLabels') return { setLabels: bulk(ids, '', undoToken) };
  if (name === 'MarkJunk') return { markJunk: bulk(ids, '>junk', undoToken) };
  if (name === 'Archive') return { archive: bulk(ids, '>archive', undoToken) };
  if (name === 'Trash') return { trash: bulk(ids, '>trash', undoToken) };
  if (name === 'MoveMessages') return { moveMessages: bulk(ids, `>${to}`, undoToken) };
  if (name === 'Undo') return { undo: bulk(JSON.parse(token), keepIds ? '' : '>back') };
  if (name === 'Previews') {
    return { nodes: ids.map((id) => ({ __typename: 'Message', id, preview: `Begins ${id}` })) };
  }
  if (name === 'Rows') {
    const nodes = ids.map((id) => ({
      __typename: 'Message',
      ...row(Number(/\d+/.exec(id)?.[0])),
      id,
    }));
    return { nodes };
  }
  throw new Error(`not expected: ${name}`);
}

const shown = (): string[] => listFor('inbox').shown.value.map(({ id }) => id);
/** Lets everything that is on its way arrive. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  calls = [];
  refused = [];
  canUndo = true;
  keepIds = false;
  gate = Promise.resolve();
  mock.method(globalThis, 'fetch', async (_url: URL, init: RequestInit) => {
    const { query, variables } = JSON.parse(String(init.body)) as { query: string; variables: Variables };
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    calls.push({ name, variables });
    await gate;
    return Response.json({ data: answer(name, variables) });
  });
  setAccounts('viewer', [
    {
      id: 'account',
      name: 'Ada',
      address: 'ada@example.org',
      protocol: 'IMAP',
      stateOrigin: 'SERVER',
      labels: [],
      mailboxes: [
        box('inbox', 'INBOX', 3, 2),
        box('archive', 'ARCHIVE'),
        box('trash', 'TRASH', 5, 0),
        box('garden', null),
      ],
    },
  ]);
  listFor('inbox').take(pageOf([row(3), row(2, { flags: ['SEEN'] }), row(1)]));
});

afterEach(() => {
  hideToast();
  forgetLists();
  forgetPreviews();
  mock.timers.reset();
  mock.restoreAll();
});

function hold(): void {
  gate = new Promise((resolve) => {
    release = resolve;
  });
}

test('archiving takes the row away before the server answers, and counts follow', async () => {
  hold();
  const done = archive(['m3']);
  assert.deepEqual(shown(), ['m2', 'm1']);
  assert.equal(mailboxById('inbox')?.unread, 1);
  assert.equal(mailboxById('archive')?.unread, 1);
  assert.equal(toast.value?.text, 'Archived');
  release();
  assert.equal(await done, true);
  assert.deepEqual(shown(), ['m2', 'm1']);
});

test('what the server refuses is put back with its sentence, and the counts too', async () => {
  refused = ['m3'];
  assert.equal(await trash(['m3']), false);
  assert.deepEqual(shown(), ['m3', 'm2', 'm1']);
  assert.equal(mailboxById('inbox')?.unread, 2);
  assert.equal(mailboxById('trash')?.total, 5);
  assert.equal(toast.value?.text, 'This folder can only be read.');
  assert.equal(toast.value?.tone, 'bad');
  assert.equal(toast.value?.action, null);
});

test('of several, only the refused ones come back', async () => {
  refused = ['m2'];
  assert.equal(await archive(['m3', 'm2']), false);
  assert.deepEqual(shown(), ['m2', 'm1']);
  assert.equal(toast.value?.text, '1 message was put back. This folder can only be read.');
});

test('a connection that breaks puts everything back', async () => {
  mock.method(globalThis, 'fetch', async () => {
    throw new TypeError('failed');
  });
  assert.equal(await move(['m1', 'm2'], 'garden'), false);
  assert.deepEqual(shown(), ['m3', 'm2', 'm1']);
  assert.equal(toast.value?.tone, 'bad');
});

test('Undo takes back what the server did, and the row returns to its place with its preview', async () => {
  wantPreviews(['m2']);
  mock.timers.tick(100);
  await settle();
  await archive(['m2']);
  toast.value?.action?.run();
  await settle();
  const back = calls.find(({ name }) => name === 'Undo');
  assert.deepEqual(back?.variables, { token: '["m2"]' });
  assert.deepEqual(shown(), ['m3', 'm2>back', 'm1']);
  assert.equal(previewOf('m2>back'), 'Begins m2');
  assert.equal(mailboxById('inbox')?.total, 3);
  assert.equal(mailboxById('archive')?.total, 0);
});

test('Undo that is pressed before the answer waits for it', async () => {
  hold();
  const done = archive(['m2']);
  toast.value?.action?.run();
  assert.equal(toast.value, null);
  release();
  await done;
  await settle();
  assert.deepEqual(shown(), ['m3', 'm2>back', 'm1']);
});

test('where the server does not say where mail went, Undo is not offered any more', async () => {
  canUndo = false;
  hold();
  const done = archive(['m2']);
  assert.ok(toast.value?.action);
  release();
  await done;
  assert.equal(toast.value?.action, null);
  assert.equal(toast.value?.text, 'Archived');
});

test('what Undo can not put back is said, and the list is asked for again', async () => {
  await archive(['m2', 'm1']);
  refused = ['m1'];
  toast.value?.action?.run();
  await settle();
  assert.match(toast.value?.text ?? '', /1 /);
  assert.equal(toast.value?.tone, 'bad');
  assert.ok(calls.some(({ name }) => name === 'List'));
});

test('deleting in Trash is for good, so it offers no Undo', async () => {
  listFor('trash').take(pageOf([row(9)]));
  await trash(['m9']);
  assert.equal(toast.value?.text, 'Deleted for good');
  assert.equal(toast.value?.action, null);
  assert.equal(mailboxById('trash')?.total, 4);
});

test('marking as read counts each message once', async () => {
  hold();
  const done = setSeen(['m3', 'm2'], true);
  assert.deepEqual(listFor('inbox').shown.value[0]?.flags, ['SEEN']);
  assert.equal(mailboxById('inbox')?.unread, 1, 'm2 was read before');
  release();
  assert.equal(await done, true);
  assert.deepEqual(listFor('inbox').row('m3')?.flags, ['SEEN']);
});

test('a flag that is refused is taken off again', async () => {
  refused = ['m1'];
  assert.equal(await setSeen(['m1'], true), false);
  assert.deepEqual(listFor('inbox').row('m1')?.flags, []);
  assert.equal(mailboxById('inbox')?.unread, 2);
});

test('a label is seen at once on those that lack it, and Undo takes it only from them', async () => {
  const garden = { id: 'l1', name: 'Garden', keyword: 'garden', color: null };
  listFor('inbox').patch((each) => ({ ...each, labels: [garden] }), new Set(['m2']));
  const labelled = (): boolean[] => listFor('inbox').shown.value.map(({ labels }) => labels.length > 0);
  keepIds = true;
  hold();
  const done = setLabel(['m3', 'm2'], garden, true);
  assert.deepEqual(labelled(), [true, true, false]);
  release();
  await done;
  assert.deepEqual(calls[0]?.variables.ids, ['m3']);
  assert.deepEqual(labelled(), [true, true, false]);
  toast.value?.action?.run();
  await settle();
  assert.deepEqual(labelled(), [false, true, false]);
});

test('a label that is refused comes off again, with the reason', async () => {
  refused = ['m3'];
  await setLabel(['m3'], { id: 'l1', name: 'Garden', keyword: 'garden', color: null }, true);
  assert.deepEqual(listFor('inbox').shown.value[0]?.labels, []);
  assert.equal(toast.value?.text, 'This folder can only be read.');
});

test('what is no junk goes back to the inbox by the action that the mail server learns from', async () => {
  await markJunk(['m3'], false);
  assert.equal(calls[0]?.name, 'MarkJunk');
  assert.equal(toast.value?.text, 'Not junk, moved to the inbox');
});
