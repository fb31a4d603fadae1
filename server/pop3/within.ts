// A person's patience around work of any length. A newcomer's trap: when the time is over the person gets an answer
// and the work goes on; only work that looks at the signal stops.
import { translate } from './errors.ts';

/** Throws UPSTREAM_TIMEOUT after `ms`, CANCELLED when the caller gives up, and MailErrors only. */
export async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const time = new AbortController();
  // Not AbortSignal.timeout: its timer would live on for each call that was quick.
  const timer = setTimeout(() => time.abort(new DOMException('Too slow.', 'TimeoutError')), ms);
  const limit = signal ? AbortSignal.any([signal, time.signal]) : time.signal;
  let abort = (): void => {};
  try {
    limit.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(limit.reason);
      limit.addEventListener('abort', abort, { once: true });
    });
    return await Promise.race([work(limit), aborted]);
  } catch (error) {
    throw translate(error);
  } finally {
    clearTimeout(timer);
    limit.removeEventListener('abort', abort);
  }
}

/** Waits for work, but not longer than `ms`; throws what it threw by then. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
