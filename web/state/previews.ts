// How messages begin, for the rows on the screen: asked for after the rows are there, so that nothing waits for it.
// A newcomer's trap: no text is an answer, too; but of a POP3 message whose body is not here yet it only means "not
// yet", so it is asked for again while the row is looked at.
import { signal } from '@preact/signals';
import { request } from '../api/client.ts';
import { PreviewsDocument } from '../api/operations.gen.ts';

const REST_MS = 60;
const AT_ONCE = 60;
const KEPT = 3_000;
/** Until text that is still coming is asked for again; doubled each time. */
const COMING_MS = 2_000;
const MOST_COMING_MS = 60_000;

/** Text that is not here yet: when to ask again, and how long to wait after that. */
interface Coming {
  at: number;
  waitMs: number;
}

/** The text, '' where a message has none. */
const known = new Map<string, string | Coming>();
const changed = signal(0);
let wanted: readonly string[] = [];
/** What is on the screen now. */
let looked: readonly string[] = [];
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
  looked = ids;
  const now = Date.now();
  const coming = ids.map((id) => known.get(id)).filter((text) => typeof text === 'object');
  wanted = ids.filter((id) => isWanted(known.get(id), now)).slice(0, AT_ONCE);
  clearTimeout(timer);
  if (wanted.length > 0) timer = setTimeout(() => void ask(), REST_MS);
  else if (coming.length > 0) {
    const next = Math.min(...coming.map(({ at }) => at));
    timer = setTimeout(() => wantPreviews(looked), next - now);
  }
}

const isWanted = (text: string | Coming | undefined, now: number): boolean =>
  text === undefined || (typeof text === 'object' && text.at <= now);

/** Notes that there is no text yet. */
function wait(id: string): void {
  const last = known.get(id);
  const waitMs = typeof last === 'object' ? Math.min(last.waitMs * 2, MOST_COMING_MS) : COMING_MS;
  known.set(id, { at: Date.now() + waitMs, waitMs });
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
    const here = new Map(nodes.flatMap((node) => (node?.__typename === 'Message' ? [[node.id, node]] : [])));
    for (const id of ids) {
      const node = here.get(id);
      if (node?.preview || node?.availability !== 'HEADERS_ONLY') known.set(id, node?.preview ?? '');
      else wait(id);
    }
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
    changed.value += 1;
    isDone = true;
  } catch {
    // A list can be read without; the next look at these rows asks again.
  } finally {
    if (asking === control) asking = null;
  }
  if (isDone) wantPreviews(looked);
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
  looked = [];
  known.clear();
}
