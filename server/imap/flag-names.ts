// Our flags and the server's words for them. A newcomer's trap: flags compare without regard to case (RFC 3501),
// and "junk" has two spellings in the wild; both are read, the registered one is written.
import { FLAGS, type Flag } from '../mail/message.ts';

const NAMES: Readonly<Record<Flag, readonly [string, ...string[]]>> = {
  SEEN: ['\\Seen'],
  FLAGGED: ['\\Flagged'],
  ANSWERED: ['\\Answered'],
  FORWARDED: ['$Forwarded', 'Forwarded'],
  DRAFT: ['\\Draft'],
  JUNK: ['$Junk', 'Junk'],
};

const OURS = new Set(Object.values(NAMES).flatMap((names) => names.map((name) => name.toLowerCase())));

export function toFlags(names: ReadonlySet<string>): Flag[] {
  const has = new Set([...names].map((name) => name.toLowerCase()));
  return FLAGS.filter((flag) => NAMES[flag].some((name) => has.has(name.toLowerCase())));
}

/** Keywords that are not one of ours; system flags such as \Recent are none. */
export function toKeywords(names: ReadonlySet<string>): string[] {
  return [...names].filter((name) => !name.startsWith('\\') && !OURS.has(name.toLowerCase()));
}

/** What to write to set a flag. */
export const nameOf = (flag: Flag): string => NAMES[flag][0];

/** Every spelling, to remove it. */
export const namesOf = (flags: readonly Flag[]): string[] => flags.flatMap((flag) => NAMES[flag]);
