// The message that is open: what its list row knew at once, then the whole head, then what is to be said about
// its body. A newcomer's trap: the document is not loaded here; the frame asks for it by itself, side by side.
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type ApiError, ApiError as Failure, request, toApiError } from '../api/client.ts';
import {
  MessageDocument,
  type MessageHeadFragment,
  MessageNotesDocument,
  type MessageNotesQuery,
  type MessageRowFragment,
} from '../api/operations.gen.ts';
import { t } from '../lib/t.ts';
import { forgetImages } from './images.ts';

export interface BodyNotes {
  truncated: boolean;
  blockedRemote: number;
  trackers: readonly string[];
  note: string | null;
  images: RemoteImages;
}

type RemoteImages = Extract<
  NonNullable<MessageNotesQuery['node']>,
  { __typename: 'Message' }
>['remoteImages'];

/** What a list row knows, and the rest once it is here. */
export type ShownHead = MessageRowFragment & Partial<Omit<MessageHeadFragment, keyof MessageRowFragment>>;

export interface OpenMessage {
  readonly id: string;
  readonly head: ReadonlySignal<ShownHead | null>;
  readonly notes: ReadonlySignal<BodyNotes | null>;
  readonly trouble: ReadonlySignal<ApiError | null>;
  /** Counts how often its document is to be asked for again. */
  readonly attempt: ReadonlySignal<number>;
  /** True when the frame got a notice to try again later in place of the document. */
  readonly bodyFailed: Signal<boolean>;
  /** Asks again for what did not come. */
  reload(): void;
  close(): void;
}

/** What is on the screen. */
const opened = new Set<OpenMessage>();

/** Heads that were read a moment ago, so that going back and forth shows them at once. */
const recent = new Map<string, { head: MessageHeadFragment; notes: BodyNotes | null }>();
const RECENT = 40;

/** Opens a message; `row` follows the list it came from and is null when that does not hold it. */
export function openMessage(id: string, row: ReadonlySignal<MessageRowFragment | null>): OpenMessage {
  const known = recent.get(id);
  const full = signal<MessageHeadFragment | null>(known?.head ?? null);
  const notes = signal<BodyNotes | null>(known?.notes ?? null);
  const trouble = signal<ApiError | null>(null);
  const attempt = signal(0);
  const bodyFailed = signal(false);
  let control = new AbortController();

  const load = async (): Promise<void> => {
    control.abort();
    const mine = new AbortController();
    control = mine;
    trouble.value = null;
    const head = request(MessageDocument, { id }, mine.signal).then(({ node }) => {
      if (node?.__typename !== 'Message') throw new Failure('GONE', t('error.messageGone'), false);
      if (!mine.signal.aborted) full.value = node;
      return node;
    });
    const body = request(MessageNotesDocument, { id }, mine.signal).then(({ node }) => {
      if (node?.__typename === 'Message' && !mine.signal.aborted)
        notes.value = { ...node.body, images: node.remoteImages };
    });
    try {
      const node = await head;
      // Without the notes the message can be read all the same; its document says what is wrong with it.
      await body.catch(() => {});
      remember(id, node, notes.value);
    } catch (error) {
      body.catch(() => {});
      if (!mine.signal.aborted) trouble.value = toApiError(error);
    }
  };
  void load();

  const message: OpenMessage = {
    id,
    // The row is the newer one for flags: actions change it at once.
    head: computed(() => {
      const [here, whole] = [row.value, full.value];
      return whole ? { ...whole, ...(here && { flags: here.flags, labels: here.labels }) } : here;
    }),
    notes,
    trouble,
    attempt,
    bodyFailed,
    reload: () => {
      void load();
      if (bodyFailed.value) attempt.value += 1;
      bodyFailed.value = false;
    },
    close: () => {
      opened.delete(message);
      control.abort();
    },
  };
  opened.add(message);
  return message;
}

/** The mail server is back: asks again for what did not come. */
export function reloadFailed(): void {
  for (const message of opened)
    if (message.bodyFailed.peek() || message.trouble.peek()?.retryable) message.reload();
}

function remember(id: string, head: MessageHeadFragment, notes: BodyNotes | null): void {
  recent.delete(id);
  recent.set(id, { head, notes });
  const [oldest] = recent.keys();
  if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
}

/** At sign-out: nothing of this person's mail stays in memory. */
export function forgetMessages(): void {
  recent.clear();
  forgetImages();
}
