// What time does on the sign-in page: words while it takes long, and a count-down after too many tries.
import { useEffect, useState } from 'preact/hooks';
import type { ApiError } from '../api/client.ts';

const LONG_MS = 4_000;

/** LONG once the mail server has let somebody wait for four seconds. */
export function useProgress(busy: boolean): 'NONE' | 'SHORT' | 'LONG' {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!busy) return;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!busy) return 'NONE';
  return long ? 'LONG' : 'SHORT';
}

/** Seconds until the next try may work; null where no time was named. */
export function useWait(error: ApiError | null): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (error?.retryAfterMs === null || error === null) {
      setLeft(null);
      return;
    }
    const until = Date.now() + error.retryAfterMs;
    const tick = (): void => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
