// What a person may do with a mailbox: by ACL (RFC 4314) where the server has it, within what LIST and SELECT said. A
// newcomer's trap: MYRIGHTS is a command for each mailbox, so it is asked for only where somebody wants to know,
// other people's mailboxes first, and only as far as the time goes.
import type { ImapFlow, MailboxObject } from 'imapflow';
import { getStringValue } from 'imapflow/lib/tools.js';
import { FULL_RIGHTS, type Rights } from '../../mail/mailbox.ts';
import { issue, mailboxName } from '../commands.ts';
import { isRefusal } from '../errors.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { learnNamespaces } from '../lanes/sign-in.ts';
import type { Listed } from './list-command.ts';
import { isSelectable } from './mailbox.ts';
import { namespacesOf, placeOf } from './namespaces.ts';

/** How long an answer is taken for true. */
const KEEP_MS = 600_000;
const ASKING_MS = 3_000;
const MAX_KNOWN = 10_000;

type Limits = Partial<Rights>;

export class RightsReader {
  readonly #lanes: Lanes;
  readonly #granted = new Map<string, { rights: Rights; at: number }>();
  readonly #listed = new Map<string, Limits>();
  readonly #selected = new Map<string, Limits>();
  #hasAcl: boolean | null = null;

  constructor(lanes: Lanes) {
    this.#lanes = lanes;
  }

  /** Listens to what every SELECT on this connection says. */
  follow(client: ImapFlow): void {
    client.on('mailboxOpen', ({ path, readOnly, permanentFlags }: MailboxObject) => {
      const keeps = (flag: string): boolean => readOnly !== true && (permanentFlags?.has(flag) ?? true);
      remember(this.#selected, path, {
        setSeen: keeps('\\Seen'),
        setFlags: keeps('\\Flagged'),
        remove: keeps('\\Deleted'),
      });
    });
  }

  /** What a row of LIST says. */
  note(row: Listed): void {
    if (row.rights !== null) this.#grant(row.path, row.rights);
    const isFlat = row.delimiter === '' || row.flags.has('\\noinferiors');
    const limits: Limits = {
      ...(isFlat ? { createChild: false } : {}),
      ...(row.path === 'INBOX' ? { rename: false, delete: false } : {}),
      ...(isSelectable(row)
        ? {}
        : { read: false, setSeen: false, setFlags: false, insert: false, remove: false }),
    };
    if (Object.keys(limits).length > 0) remember(this.#listed, row.path, limits);
    else this.#listed.delete(row.path);
  }

  /** Asks anew the next time. */
  forget(): void {
    this.#granted.clear();
  }

  /** In the order asked; null where it could not be learnt in time, or where there is no such mailbox. */
  async of(paths: readonly string[], signal?: AbortSignal): Promise<(Rights | null)[]> {
    const since = Date.now() - KEEP_MS;
    const missing = paths.filter((path) => (this.#granted.get(path)?.at ?? 0) < since);
    if (missing.length > 0 && this.#hasAcl !== false) await this.#learn(missing, signal);
    return paths.map((path) => {
      const rights = this.#hasAcl === false ? FULL_RIGHTS : this.#granted.get(path)?.rights;
      return rights ? { ...rights, ...this.#limits(path, rights) } : null;
    });
  }

  /** Only ever takes away. */
  #limits(path: string, rights: Rights): Limits {
    const limits: Limits = {};
    for (const said of [this.#listed.get(path), this.#selected.get(path)])
      for (const [right, granted] of Object.entries(said ?? {}))
        if (!granted && rights[right as keyof Rights]) limits[right as keyof Rights] = false;
    return limits;
  }

  async #learn(paths: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    await this.#lanes.use(
      async ({ client }) => {
        this.#hasAcl = client.capabilities.has('ACL');
        if (!this.#hasAcl) return;
        await learnNamespaces(client);
        const spaces = namespacesOf(client);
        const isOwn = (path: string): number => Number(placeOf(spaces, path).namespace === 'PERSONAL');
        const end = Date.now() + ASKING_MS;
        for (const path of paths.toSorted((a, b) => isOwn(a) - isOwn(b))) {
          if (Date.now() > end) return;
          const letters = await myRights(client, path);
          if (letters !== null) this.#grant(path, letters);
        }
      },
      { signal },
    );
  }

  #grant(path: string, letters: string): void {
    remember(this.#granted, path, { rights: toRights(letters), at: Date.now() });
  }
}

async function myRights(client: ImapFlow, path: string): Promise<string | null> {
  let letters: string | null = null;
  try {
    await issue(client, 'MYRIGHTS', [mailboxName(client, path)], {
      MYRIGHTS: async ({ attributes }) => {
        letters = getStringValue(attributes?.[1]) ?? null;
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return letters;
}

/** RFC 2086 had one letter, c, for making and removing mailboxes, and one, d, for removing messages. */
export function toRights(letters: string): Rights {
  const has = (letter: string): boolean => letters.includes(letter);
  const isOld = !/[kxte]/.test(letters);
  const remove = isOld ? has('d') : has('t') && has('e');
  const removeMailbox = isOld ? has('c') : has('x');
  return {
    read: has('r'),
    setSeen: has('s'),
    setFlags: has('w'),
    insert: has('i'),
    remove,
    createChild: isOld ? has('c') : has('k'),
    rename: removeMailbox,
    delete: removeMailbox,
  };
}

function remember<T>(map: Map<string, T>, path: string, value: T): void {
  map.delete(path);
  map.set(path, value);
  const [oldest] = map.keys();
  if (map.size > MAX_KNOWN && oldest !== undefined) map.delete(oldest);
}
