// Names, initials and colours of people. A newcomer's trap: a display name is the sender's own claim, so the
// colour follows the address, and two people of one name differ.

export interface Person {
  name?: string | null;
  address?: string | null;
  display: string;
}

/** One or two letters for an avatar; '?' when there is neither letter nor digit. */
export function initials(display: string): string {
  const clean = display.replace(/@.*$/, '').replace(/["'()<>[\]]/g, ' ');
  const parts = clean.split(/[\s._+-]+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const first = letter(parts[0]);
  if (first === '') return '?';
  // Scripts that write a name without spaces read best with a single sign.
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first)) return first;
  const last = parts.length > 1 ? letter(parts.at(-1)) : '';
  return (first + last).toLocaleUpperCase();
}

const letter = (part: string | undefined): string => /[\p{L}\p{N}]\p{M}*/u.exec(part ?? '')?.[0] ?? '';

/** Hues that can be told apart at the size of an avatar; even steps on the wheel can't. */
const HUES = [18, 48, 80, 122, 155, 195, 235, 262, 295, 322, 350];

/** A hue from 0 to 359, the same for the same address everywhere. */
export function hueOf(key: string): number {
  let hash = 2_166_136_261;
  for (const sign of key.trim().toLowerCase()) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619);
  }
  // The low bits of this hash are poor; fold the high ones in.
  hash ^= hash >>> 15;
  return HUES[(hash >>> 0) % HUES.length] ?? 0;
}

/** Names for one line: the display of each, joined by commas. */
export const namesOf = (people: readonly Person[]): string => people.map(({ display }) => display).join(', ');
