// LIST with everything that the server can put into the same answer: counts, subscriptions, special uses, rights. A
// newcomer's trap: servers advertise extensions and then refuse them (BAD), so the command is tried again with less,
// and what was refused is not asked for again.
import type { ImapFlow, ImapResponse } from 'imapflow';
import { parseStatusList } from 'imapflow/lib/commands/status-fields.js';
import { decodePath, encodePath, getStringList, getStringValue } from 'imapflow/lib/tools.js';
import { type Argument, atom, issue, mailboxName, type Untagged } from '../commands.ts';
import { type ImapFailure, isRefusal } from '../errors.ts';

/** One row of LIST. */
export interface Listed {
  /** Whole, decoded; INBOX always in capitals. */
  path: string;
  /** '' where the server keeps no mailboxes in mailboxes. */
  delimiter: string;
  /** In lower case. */
  flags: ReadonlySet<string>;
  subscribed: boolean;
  /** False for a name that is not proper modified UTF-7: it would be sent back changed and not be found. */
  isSound: boolean;
  status: Status | null;
  /** RFC 4314 letters, where LIST tells them (RFC 8440). */
  rights: string | null;
}

export interface Status {
  messages: number;
  unseen: number;
  uidValidity: bigint | null;
  uidNext: number | null;
  highestModseq: bigint | null;
}

type Option = 'STATUS' | 'SUBSCRIBED' | 'SPECIAL-USE' | 'CHILDREN' | 'MYRIGHTS';

/** The rarest first, counts last: without them each mailbox costs a command. */
const ORDER_OF_DOUBT: readonly Option[] = ['MYRIGHTS', 'SPECIAL-USE', 'CHILDREN', 'SUBSCRIBED', 'STATUS'];

const MAX_ROWS = 10_000;
/** As long as a locator may be; a longer name is none that a person gave. */
const MAX_PATH = 1_000;
const MAX_FLAGS = 50;
const PATTERNS_AT_ONCE = 200;

export class Lister {
  readonly #refused = new Set<Option>();
  #refusesPatterns = false;

  /** True where counts come with the list. */
  countsAtOnce(client: ImapFlow): boolean {
    return client.capabilities.has('LIST-STATUS') && !this.#refused.has('STATUS');
  }

  /**
   * Every mailbox that matches one of the patterns, once, 10,000 at most. One command, and one LSUB where
   * subscriptions are not told by LIST (unless they are not wanted); one command a pattern without LIST-EXTENDED.
   */
  async rows(
    client: ImapFlow,
    patterns: readonly string[],
    counts: boolean,
    subscribed = true,
  ): Promise<Listed[]> {
    const found = new Map<string, Listed>();
    const takesMany = client.capabilities.has('LIST-EXTENDED') && !this.#refusesPatterns;
    const size = takesMany ? PATTERNS_AT_ONCE : 1;
    for (let at = 0; at < patterns.length; at += size)
      await this.#ask(client, patterns.slice(at, at + size), this.#options(client, counts), found);
    const isTold = this.#options(client, false).includes('SUBSCRIBED');
    if (subscribed && !isTold && found.size > 0) await subscriptions(client, patterns, found);
    return [...found.values()];
  }

  #options(client: ImapFlow, counts: boolean): Option[] {
    const has = (capability: string): boolean => client.capabilities.has(capability);
    const isExtended = has('LIST-EXTENDED');
    const options: Option[] = [
      ...(counts && has('LIST-STATUS') ? (['STATUS'] as const) : []),
      ...(isExtended ? (['SUBSCRIBED', 'CHILDREN'] as const) : []),
      ...(isExtended && has('SPECIAL-USE') ? (['SPECIAL-USE'] as const) : []),
      ...(has('LIST-MYRIGHTS') ? (['MYRIGHTS'] as const) : []),
    ];
    return options.filter((option) => !this.#refused.has(option));
  }

  async #ask(
    client: ImapFlow,
    patterns: readonly string[],
    options: readonly Option[],
    found: Map<string, Listed>,
  ): Promise<void> {
    try {
      await list(client, patterns, options, found);
    } catch (error) {
      const { responseStatus, code } = error as ImapFailure;
      const suspect = ORDER_OF_DOUBT.find((option) => options.includes(option));
      if (responseStatus !== 'BAD' || code === 'ETHROTTLE') throw error;
      if (patterns.length > 1) return await this.#askApart(client, patterns, options, found);
      if (suspect === undefined) throw error;
      const fewer = options.filter((option) => option !== suspect);
      await this.#ask(client, patterns, fewer, found);
      // It worked without.
      this.#refused.add(suspect);
    }
  }

  /** When many patterns were refused: one of them shows whether it was for an option. */
  async #askApart(
    client: ImapFlow,
    [first = '', ...rest]: readonly string[],
    options: readonly Option[],
    found: Map<string, Listed>,
  ): Promise<void> {
    await this.#ask(client, [first], options, found);
    const left = options.filter((option) => !this.#refused.has(option));
    if (left.length < options.length) return this.#ask(client, rest, left, found);
    this.#refusesPatterns = true;
    for (const pattern of rest) await this.#ask(client, [pattern], left, found);
  }
}

async function list(
  client: ImapFlow,
  patterns: readonly string[],
  options: readonly Option[],
  found: Map<string, Listed>,
): Promise<void> {
  const isOld = client.capabilities.has('XLIST') && !client.capabilities.has('SPECIAL-USE');
  const command = isOld ? 'XLIST' : 'LIST';
  const names = patterns.map((pattern) => mailboxName(client, pattern));
  const asks: Argument[] = options.flatMap((option) =>
    option === 'STATUS' ? [atom(option), statusItems(client)] : [atom(option)],
  );
  const args: Argument[] = [mailboxName(client, ''), ...(names.length === 1 ? names : [names])];
  const rowOf = (response: ImapResponse): Listed | undefined => found.get(decode(client, raw(response, 0)));
  const untagged: Untagged = {
    [command]: async (response) => {
      const row = toRow(client, response);
      // Two broken names may read the same; the one that can be opened is kept.
      const isNew = row !== null && (!found.has(row.path) || row.isSound);
      if (isNew && found.size < MAX_ROWS) found.set(row.path, row);
    },
    STATUS: async (response) => {
      const row = rowOf(response);
      if (row) row.status = toStatus(response);
    },
    MYRIGHTS: async (response) => {
      const row = rowOf(response);
      if (row) row.rights = getStringValue(response.attributes?.[1]) ?? null;
    },
  };
  await issue(client, command, [...args, ...(asks.length > 0 ? [atom('RETURN'), asks] : [])], untagged);
}

/** LSUB, where LIST does not tell. A server that refuses it leaves everything subscribed, so that nothing is hidden. */
async function subscriptions(
  client: ImapFlow,
  patterns: readonly string[],
  found: ReadonlyMap<string, Listed>,
): Promise<void> {
  const LSUB = async (response: ImapResponse): Promise<void> => {
    const row = found.get(decode(client, raw(response, 2)));
    if (row) row.subscribed = true;
  };
  try {
    for (const pattern of patterns)
      await issue(client, 'LSUB', [mailboxName(client, ''), mailboxName(client, pattern)], { LSUB });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const row of found.values()) row.subscribed = true;
  }
}

export function statusItems(client: ImapFlow): Argument {
  const items = ['MESSAGES', 'UNSEEN', 'UIDVALIDITY', 'UIDNEXT'];
  if (client.enabled.has('CONDSTORE')) items.push('HIGHESTMODSEQ');
  return items.map(atom);
}

export function toStatus(response: ImapResponse): Status | null {
  const list = response.attributes?.[1];
  if (!Array.isArray(list)) return null;
  const told = new Map<string, number | bigint>();
  parseStatusList(list, (key, value) => told.set(key, value));
  const number = (key: string): number | null => (told.has(key) ? Number(told.get(key)) : null);
  const big = (key: string): bigint | null => (told.has(key) ? BigInt(told.get(key) ?? 0) : null);
  const messages = number('messages');
  if (messages === null) return null;
  return {
    messages,
    unseen: number('unseen') ?? 0,
    uidValidity: big('uidValidity'),
    uidNext: number('uidNext'),
    highestModseq: big('highestModseq'),
  };
}

function toRow(client: ImapFlow, response: ImapResponse): Listed | null {
  const name = raw(response, 2);
  const flags = new Set(
    getStringList(response.attributes?.[0])
      .slice(0, MAX_FLAGS)
      .map((flag) => flag.toLowerCase()),
  );
  // XLIST names the inbox in the person's language; SELECT takes INBOX all the same.
  const path = flags.has('\\inbox') ? 'INBOX' : decode(client, name);
  // RFC 5258: \NonExistent is a subscription to what is not there.
  if (path === '' || path.length > MAX_PATH || /\p{Cc}/u.test(path) || flags.has('\\nonexistent'))
    return null;
  return {
    path,
    delimiter: getStringValue(response.attributes?.[1]) ?? '',
    flags,
    subscribed: flags.has('\\subscribed') || path === 'INBOX',
    isSound: path === 'INBOX' || encodePath(client, path) === name,
    status: null,
    rights: null,
  };
}

function raw(response: ImapResponse, at: number): string {
  return getStringValue(response.attributes?.[at]) ?? '';
}

function decode(client: ImapFlow, name: string): string {
  const path = decodePath(client, name);
  return path.toUpperCase() === 'INBOX' ? 'INBOX' : path;
}
