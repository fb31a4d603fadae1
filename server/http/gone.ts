// An AbortSignal for "the client went away", handed all the way down to the mail server's connection.
import type { ServerResponse } from 'node:http';

export function goneSignal(raw: ServerResponse): AbortSignal {
  const controller = new AbortController();
  // It may have gone while the caller was looked up; then there is no event to come.
  if (raw.destroyed && !raw.writableFinished) controller.abort();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
