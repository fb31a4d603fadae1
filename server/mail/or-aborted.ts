// Waiting for what others wait for, too. A newcomer's trap: this ends the wait and not the work, which may go on for the
// others.
import { MailError } from './errors.ts';

/** As the promise ends, or CANCELLED as soon as the signal aborts. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new MailError('CANCELLED'));
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', gone));
  });
}
