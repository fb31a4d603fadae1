// A store as callers see it: the real one, with every use counted, so that the pool never closes it under somebody.
// A newcomer's trap: a stream that a method resolved to is still in use until it has closed.
import { Readable } from 'node:stream';
import type { MailStore, Watch } from '../mail/store.ts';

export interface Tracking {
  /** A use begins; the returned function ends it (once). */
  begin(): () => void;
  watch: Watch;
}

/** The same store; `close` does nothing, because only the pool closes a shared store. */
export function tracked(store: MailStore, { begin, watch }: Tracking): MailStore {
  return counted(store, begin, {
    close: async () => {},
    ...(store.watch === undefined ? {} : { watch }),
  });
}

function counted<T extends object>(target: T, begin: () => () => void, instead: Partial<T> = {}): T {
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(_, key) {
      if (Object.hasOwn(instead, key)) return Reflect.get(instead, key);
      // The receiver is the target: a class with private fields works on nothing else.
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value;
      let known = wrapped.get(key);
      if (known === undefined) {
        known =
          typeof value === 'function'
            ? (...args: unknown[]) => use(() => Reflect.apply(value, target, args), begin)
            : counted(value, begin);
        wrapped.set(key, known);
      }
      return known;
    },
  });
}

function use(method: () => unknown, begin: () => () => void): unknown {
  const end = begin();
  let result: unknown;
  try {
    result = method();
  } catch (error) {
    end();
    throw error;
  }
  if (!(result instanceof Promise)) {
    end();
    return result;
  }
  return result.then(
    (value: unknown) => {
      if (value instanceof Readable && !value.closed) value.once('close', end);
      else end();
      return value;
    },
    (error: unknown) => {
      end();
      throw error;
    },
  );
}
