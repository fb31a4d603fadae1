// The event stream: a subscription as server-sent events over POST (EventSource can't send headers). It lives
// only while the tab is visible. A newcomer's trap: after a pause the server first tells what was missed, but only
// to who names the last event heard; before the first one, onOpen means "ask again", not only "it works".
import { OWN, urlOf } from './client.ts';
import { EventsDocument, type EventsSubscription } from './operations.gen.ts';

export type MailEvent = EventsSubscription['events'];

export interface EventHandlers {
  onEvent(event: MailEvent): void;
  /** The stream is open; `missed` when what happened before may never be told. */
  onOpen(missed: boolean): void;
}

/** Where events go on after a pause; kept while the mailboxes that are followed change. */
export interface Resume {
  token: string | null;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Follows the mailboxes named until the function that it returns is called. */
export function followEvents(
  mailboxIds: readonly string[],
  handlers: EventHandlers,
  resume: Resume = { token: null },
): () => void {
  let stream: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT;
  let opened = false;
  let ended = false;

  const run = async (control: AbortController): Promise<void> => {
    const since = resume.token;
    try {
      await readStream({ mailboxIds, since }, control.signal, {
        onEvent: (event) => {
          resume.token = event.token;
          handlers.onEvent(event);
        },
        onOpen: () => {
          wait = FIRST_WAIT;
          handlers.onOpen(opened && since === null);
          opened = true;
        },
        onRefused: () => {
          // It may be the token; without one the next time begins anew.
          if (since !== null) handlers.onOpen(true);
          resume.token = null;
        },
      });
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
  variables: { mailboxIds: readonly string[]; since: string | null },
  signal: AbortSignal,
  heard: { onEvent(event: MailEvent): void; onOpen(): void; onRefused(): void },
): Promise<void> {
  const response = await fetch(urlOf('graphql'), {
    method: 'POST',
    headers: { ...OWN, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: EventsDocument.toString(), variables }),
    credentials: 'same-origin',
    signal,
  });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !response.body || !type.startsWith('text/event-stream')) {
    throw new Error('no event stream');
  }
  heard.onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const frames = frameReader((name, data) => {
    if (name !== 'next' || data === '') return;
    const answer = JSON.parse(data) as { data?: EventsSubscription | null };
    if (answer.data) heard.onEvent(answer.data.events);
    else heard.onRefused();
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
