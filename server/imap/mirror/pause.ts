// Waiting without holding anything up. A newcomer's trap: every wait here ends with its signal, by resolving.
import type { ImapFlow } from 'imapflow';

/** Resolves when IDLE ended by itself (a keep-alive, a server that does not like it), but not at once. */
export async function idle(client: ImapFlow, signal: AbortSignal): Promise<void> {
  const begun = Date.now();
  await client.idle().catch(() => {});
  if (Date.now() - begun < 1_000) await pause(5_000, signal);
}

export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    timer.unref();
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}
