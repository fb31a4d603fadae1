// How messages begin, for the rows on the screen: asked for after the rows are there, so that nothing waits for it.
// A newcomer's trap: no text is an answer, too; with POP3 it may only mean that the text is not here yet.
import { signal } from '@preact/signals';
import { request } from '../api/client.ts';
import { PreviewsDocument } from '../api/operations.gen.ts';

const REST_MS = 60;
const AT_ONCE = 60;
const KEPT = 3_000;
const ASK_AGAIN_MS = 60_000;

/** The text, or when there was none. */
const known = new Map<string, string | number>();
const changed = signal(0);
let wanted: readonly string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | null = null;

/** '' while it is not known. */
export function previewOf(id: string): string {
  void changed.value;
  const text = known.get(id);
  return typeof text === 'string' ? text : '';
}

/** These rows are on the screen; what is not known of them is asked for as soon as they stay a moment. */
export function wantPreviews(ids: readonly string[]): void {
  const before = Date.now() - ASK_AGAIN_MS;
  const isWanted = (text: string | number | undefined): boolean =>
    text === undefined || (typeof text === 'number' && text < before);
  wanted = ids.filter((id) => isWanted(known.get(id))).slice(0, AT_ONCE);
  clearTimeout(timer);
  if (wanted.length > 0) timer = setTimeout(() => void ask(), REST_MS);
}

async function ask(): Promise<void> {
  // When it is here, what is wanted by then is asked for.
  if (asking) return;
  const ids = [...wanted];
  const control = new AbortController();
  asking = control;
  let isDone = false;
  try {
    const { nodes } = await request(PreviewsDocument, { ids }, control.signal);
    if (asking !== control) return;
    for (const id of ids) known.set(id, Date.now());
    for (const node of nodes)
      if (node?.__typename === 'Message' && node.preview) known.set(node.id, node.preview);
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
    changed.value += 1;
    isDone = true;
  } catch {
    // A list can be read without; the next look at these rows asks again.
  } finally {
    if (asking === control) asking = null;
  }
  if (isDone) wantPreviews(wanted);
}

/** The same message got another id. */
export function carryPreview(from: string, to: string): void {
  const text = known.get(from);
  if (text !== undefined) known.set(to, text);
}

/** At sign-out: nothing of this person's mail stays in memory. */
export function forgetPreviews(): void {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  wanted = [];
  known.clear();
}
