// The few commands where imapflow's own would lose the server's reason (it answers `false`) or could be made to
// expand a range of four billion numbers (COPYUID). They run through a command of ours in the client's table, so
// imapflow breaks IDLE first. A newcomer's trap: `next()` must be called after each answer, or the connection
// freezes; only `issue` talks to the wire.
import type { ImapFlow, ImapResponse, MailboxObject } from 'imapflow';
import { encodePath, getStatusCode } from 'imapflow/lib/tools.js';
import type { UidRange } from '../mail/change.ts';
import { expandSet } from './locator.ts';

interface Token {
  type: 'ATOM' | 'SEQUENCE' | 'STRING';
  value: string;
  /** Kept out of logs. */
  sensitive?: true;
  /** What stands in square brackets behind it: BODY.PEEK[...]. */
  section?: readonly Argument[];
  /** And then <first byte.how many>. */
  partial?: readonly [start: number, length: number];
}
export type Argument = Token | readonly Argument[];

export type Untagged = Record<string, (response: ImapResponse) => Promise<void>>;

/** What imapflow has at run time and leaves out of its types. */
export interface Wire {
  commands: Map<string, (connection: unknown, ...args: never[]) => Promise<unknown>>;
  /** What LIST told; SELECT runs a LIST of its own first for a path that is not in here. */
  folders: Map<string, { path: string }>;
  tagCounter: number;
  /** What imapflow does with "Suggested Backoff Time" before it fails the command. True: the client was closed. */
  throttleWait(delayMs: number): Promise<boolean>;
  /** Milliseconds without a byte after which the connection counts as dead, and what puts it into force. */
  socketTimeout: number;
  socket: unknown;
  armSocketTimeout(socket: unknown): void;
  run(command: string, work?: (wire: Wire) => Promise<unknown>): Promise<unknown>;
  exec(
    command: string,
    args: readonly Argument[] | false,
    options: { untagged?: Untagged },
  ): Promise<{ response: ImapResponse; next(): void }>;
  /** Each line of the server with its literals; false ends the reading. */
  handleResponse(data: { payload: Buffer; literals?: readonly Buffer[] }): Promise<boolean>;
  /** The command that is on the wire, or waits to go there. */
  currentRequest: { options: { untagged?: Untagged } } | false;
  untaggedVanished(response: ImapResponse, mailbox?: MailboxObject): Promise<void>;
}

/** The event 'vanished' of our clients: messages that are gone, by UID. Ranges may name UIDs that never were. */
export interface VanishedEvent {
  path: string;
  ranges: readonly UidRange[];
}

export const wireOf = (client: ImapFlow): Wire => client as unknown as Wire;

const OURS = 'POSTERN';

let table: Wire['commands'] | null = null;

/** Makes the functions below usable on a client: all of ours share one copy of imapflow's table, which stays as it is. */
export function addCommands(client: ImapFlow): void {
  const wire = wireOf(client);
  const run = (connection: unknown, work: (wire: Wire) => Promise<unknown>): Promise<unknown> =>
    work(connection as Wire);
  table ??= new Map([...wire.commands, [OURS, run]]);
  wire.commands = table;
}

/** One command. Rejects for NO and BAD, with the response code on the error. */
export async function issue(
  client: ImapFlow,
  name: string,
  args: readonly Argument[],
  untagged: Untagged = {},
): Promise<ImapResponse> {
  return (await wireOf(client).run(OURS, async (wire) => {
    try {
      const answer = await wire.exec(name, args.length > 0 ? args : false, { untagged });
      answer.next();
      return answer.response;
    } catch (error) {
      const failure = error as { response?: ImapResponse; serverResponseCode?: string };
      const code = getStatusCode(failure.response);
      if (code !== false) failure.serverResponseCode = code;
      throw error;
    }
  })) as ImapResponse;
}

export const sequence = (value: string): Token => ({ type: 'SEQUENCE', value });
export const atom = (value: string): Token => ({ type: 'ATOM', value });
export const mailboxName = (client: ImapFlow, path: string): Token => ({
  type: 'STRING',
  value: encodePath(client, path),
});

/** NOOP that fails when the connection is gone; imapflow's resolves all the same. */
export async function noop(client: ImapFlow): Promise<void> {
  await issue(client, 'NOOP', []);
}

/** Which UIDs came to be which others (RFC 4315); null where the server does not tell, or tells nonsense. */
export type CopyUid = { uidValidity: bigint; uids: ReadonlyMap<number, number> } | null;

/** UID COPY or UID MOVE (RFC 6851) of `count` messages at most. */
export async function uidTransfer(
  client: ImapFlow,
  verb: 'COPY' | 'MOVE',
  set: string,
  count: number,
  to: string,
): Promise<CopyUid> {
  let told: CopyUid = null;
  // MOVE sends its COPYUID untagged, one for each batch that the server moves; COPY in the tagged answer.
  const read = async (response: ImapResponse): Promise<void> => {
    const more = copyUid(response, count);
    if (more === null) return;
    const known = told?.uidValidity === more.uidValidity ? told.uids : [];
    const uids = new Map([...known, ...more.uids]);
    if (uids.size <= count) told = { uidValidity: more.uidValidity, uids };
  };
  await read(await issue(client, `UID ${verb}`, [sequence(set), mailboxName(client, to)], { OK: read }));
  return told;
}

function copyUid(response: ImapResponse, limit: number): CopyUid {
  const section = response.attributes?.[0]?.section ?? [];
  const [code = '', uidValidity = '', from = '', to = ''] = section.map((each) => String(each?.value ?? ''));
  if (code.toUpperCase() !== 'COPYUID' || !/^[1-9]\d{0,19}$/.test(uidValidity)) return null;
  try {
    const sources = expandSet(from, limit);
    const copies = expandSet(to, limit);
    if (sources.length !== copies.length) return null;
    return {
      uidValidity: BigInt(uidValidity),
      uids: new Map(sources.map((uid, index) => [uid, copies[index] ?? 0])),
    };
  } catch {
    return null;
  }
}

/** UID EXPUNGE: removes those messages of the set that are \Deleted, and no others. Needs UIDPLUS. */
export async function uidExpunge(client: ImapFlow, set: string): Promise<void> {
  await issue(client, 'UID EXPUNGE', [sequence(set)]);
}

/** Bare EXPUNGE: removes *every* \Deleted message of the mailbox. */
export async function expungeAll(client: ImapFlow): Promise<void> {
  await issue(client, 'EXPUNGE', []);
}
