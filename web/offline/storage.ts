// localStorage, or nothing where the browser keeps nothing. A newcomer's trap: merely naming localStorage throws
// where storage is blocked.
import type { TextStorage } from './copies.ts';

export function deviceStorage(): TextStorage {
  try {
    return localStorage;
  } catch {
    return NOTHING;
  }
}

const NOTHING: TextStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  // Refuses, so that nobody is told that something is kept on the device.
  setItem() {
    throw new DOMException('This browser keeps nothing.', 'QuotaExceededError');
  },
  removeItem() {},
};
