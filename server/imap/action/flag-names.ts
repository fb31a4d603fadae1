// Our flags and the server's words for them. A newcomer's trap: flags compare without regard to case (RFC 3501),
// and "junk" has two spellings in the wild; both are read, the registered one is written.
import { FLAGS, type Flag, type FlagChange } from '../../mail/message.ts';

const NAMES: Readonly<Record<Flag, readonly [string, ...string[]]>> = {
  SEEN: ['\\Seen'],
  FLAGGED: ['\\Flagged'],
  ANSWERED: ['\\Answered'],
  FORWARDED: ['$Forwarded', 'Forwarded'],
  DRAFT: ['\\Draft'],
  JUNK: ['$Junk', 'Junk'],
};

const OURS = new Map(
  FLAGS.flatMap((flag) => NAMES[flag].map((name): [string, Flag] => [name.toLowerCase(), flag])),
);

export function toFlags(names: ReadonlySet<string>): readonly Flag[] {
  return read(names).flags;
}

/** Keywords that are not one of ours; system flags such as \Recent are none. */
export function toKeywords(names: ReadonlySet<string>): readonly string[] {
  return read(names).keywords;
}

/** Rows share their sets, so the same few are read again and again. */
const known = new WeakMap<ReadonlySet<string>, { flags: readonly Flag[]; keywords: readonly string[] }>();

function read(names: ReadonlySet<string>): { flags: readonly Flag[]; keywords: readonly string[] } {
  let words = known.get(names);
  if (words === undefined) {
    words = { flags: flagsIn(names), keywords: keywordsIn(names) };
    known.set(names, words);
  }
  return words;
}

function flagsIn(names: ReadonlySet<string>): readonly Flag[] {
  const has = lowerCase(names);
  return FLAGS.filter((flag) => NAMES[flag].some((name) => has.has(name.toLowerCase())));
}

function keywordsIn(names: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !name.startsWith('\\') && !OURS.has(name.toLowerCase()));
}

/** What to write to set a flag. */
export const nameOf = (flag: Flag): string => NAMES[flag][0];

/** Every name a flag may have. */
export const spellingsOf = (flag: Flag): readonly string[] => NAMES[flag];

/** What a change is in the server's words: every spelling is removed, the registered one is set. */
export function namesOf({ add, remove, addKeywords = [], removeKeywords = [] }: FlagChange): {
  add: string[];
  remove: string[];
} {
  const set = [...add.map(nameOf), ...addKeywords];
  const kept = lowerCase(new Set([...add.flatMap((flag) => NAMES[flag]), ...addKeywords]));
  const clear = [...remove.flatMap((flag) => NAMES[flag]), ...removeKeywords];
  return { add: set, remove: clear.filter((name) => !kept.has(name.toLowerCase())) };
}

/** A change out of the server's words. */
export function changeOf(add: Iterable<string>, remove: Iterable<string>): FlagChange {
  const flags = (names: readonly string[]): Flag[] => [
    ...new Set(names.flatMap((name) => OURS.get(name.toLowerCase()) ?? [])),
  ];
  const keywords = (names: readonly string[]): string[] =>
    names.filter((name) => !OURS.has(name.toLowerCase()));
  const [set, clear] = [[...add], [...remove]];
  return {
    ...{ add: flags(set), remove: flags(clear) },
    ...{ addKeywords: keywords(set), removeKeywords: keywords(clear) },
  };
}

export const lowerCase = (names: ReadonlySet<string>): Set<string> =>
  new Set(Array.from(names, (name) => name.toLowerCase()));
