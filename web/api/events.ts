// The event stream: a subscription as server-sent events over POST (EventSource can't send headers). It lives
// only while the tab is visible. A newcomer's trap: after every (re)connection something may have been missed,
// so onOpen means "ask again", not only "it works".
import { OWN, urlOf } from './client.ts';
import { EventsDocument, type EventsSubscription } from './operations.gen.ts';

export type MailEvent = EventsSubscription['events'];

export interface EventHandlers {
  onEvent(event: MailEvent): void;
  /** The stream is open; `again` when it was open before. */
  onOpen(again: boolean): void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Follows the mailboxes named until the function that it returns is called. */
export function followEvents(mailboxIds: readonly string[], handlers: EventHandlers): () => void {
  let stream: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT;
  let opened = false;
  let ended = false;

  const run = async (control: AbortController): Promise<void> => {
    try {
      await readStream(
        mailboxIds,
        control.signal,
        (event) => handlers.onEvent(event),
        () => {
          wait = FIRST_WAIT;
          handlers.onOpen(opened);
          opened = true;
        },
      );
    } catch {
      // A broken stream is normal (sleep, roaming, a restart); what to do is the same: wait and open again.
    }
    if (stream !== control) return;
    stream = null;
    if (ended || document.hidden) return;
    timer = setTimeout(start, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const start = (): void => {
    clearTimeout(timer);
    if (ended || stream || document.hidden) return;
    stream = new AbortController();
    void run(stream);
  };

  const stop = (): void => {
    clearTimeout(timer);
    const open = stream;
    stream = null;
    open?.abort();
  };

  const onVisibility = (): void => {
    if (document.hidden) {
      stop();
      return;
    }
    wait = FIRST_WAIT;
    start();
  };

  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('online', start);
  start();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('online', start);
    stop();
  };
}

async function readStream(
  mailboxIds: readonly string[],
  signal: AbortSignal,
  onEvent: (event: MailEvent) => void,
  onOpen: () => void,
): Promise<void> {
  const response = await fetch(urlOf('graphql'), {
    method: 'POST',
    headers: { ...OWN, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: EventsDocument.toString(), variables: { mailboxIds } }),
    credentials: 'same-origin',
    signal,
  });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !response.body || !type.startsWith('text/event-stream')) {
    throw new Error('no event stream');
  }
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const frames = frameReader((name, data) => {
    if (name !== 'next' || data === '') return;
    const answer = JSON.parse(data) as { data?: EventsSubscription | null };
    if (answer.data) onEvent(answer.data.events);
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    frames(value);
  }
}

/** Cuts a text stream into server-sent events; comments and unknown fields are skipped. */
export function frameReader(onFrame: (name: string, data: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      let name = 'message';
      const data: string[] = [];
      for (const line of block.split('\n')) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      if (data.length > 0) onFrame(name, data.join('\n'));
    }
  };
}
