// An outbox over a real database file, and a store that only files and marks. A newcomer's trap: `kill` closes
// the database under the outbox, so nothing more is written, as when the process ends; what was under way in
// memory goes on until its server ends it.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../server/data/database.ts';
import type { AccountSecret } from '../../server/mail/account.ts';
import type { DraftContent } from '../../server/mail/draft.ts';
import { MailError } from '../../server/mail/errors.ts';
import type { Log } from '../../server/mail/log.ts';
import type { Mailbox } from '../../server/mail/mailbox.ts';
import type { Flag, MessageHeader } from '../../server/mail/message.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { createEgress } from '../../server/net/egress.ts';
import { createOutbox, type Outbox, type OutboxOptions, type Target } from '../../server/smtp/outbox.ts';
import { atEnd } from './cleanup.ts';
import { USER } from './smtp.ts';

export interface Filed {
  mailbox: string;
  raw: string;
  flags: readonly Flag[];
}

export class FilingFake {
  mailboxes: Mailbox[] = [mailbox('INBOX', 'INBOX'), mailbox('Sent', 'SENT')];
  filed: Filed[] = [];
  marked: { message: string; add: readonly Flag[] }[] = [];
  /** What hangs here is let go when the file's tests are over. */
  hang = (): Promise<void> => this.#over.promise;
  #over = Promise.withResolvers<void>();
  /** Runs before an append; may throw, or wait. */
  beforeAppend: () => Promise<void> | void = () => {};
  /** Runs after the copy is stored and before the answer: a lost answer throws here. */
  afterAppend: () => Promise<void> | void = () => {};
  canFile = true;

  letGo(): void {
    this.#over.resolve();
  }

  get store(): MailStore {
    const filing: MailStore['filing'] = {
      move: async () => [],
      copy: async () => [],
      append: async (to, raw, flags) => {
        await this.beforeAppend();
        this.filed.push({ mailbox: to, raw: raw.toString('latin1'), flags });
        await this.afterAppend();
        return null;
      },
    };
    const store: Partial<MailStore> = {
      mailboxes: async () => this.mailboxes,
      page: async (of) => ({
        rows: this.filed
          .filter((each) => each.mailbox === of)
          .map((each) => ({
            cursor: '',
            header: { messageId: /^Message-ID: <(.*)>/im.exec(each.raw)?.[1] ?? null } as MessageHeader,
          })),
        hasOlder: false,
        hasNewer: false,
        total: null,
        sortedBy: { by: 'ARRIVAL', ascending: false },
        position: null,
        state: null,
      }),
      flags: {
        set: async ([message = ''], { add }) => {
          this.marked.push({ message, add });
          return [{ locator: message }];
        },
      },
      folders: {
        create: async (_parent, name) => {
          const made = mailbox(name, null);
          this.mailboxes.push(made);
          return made;
        },
        update: async () => mailbox('', null),
        remove: async () => {},
        rights: async (all) => all.map(() => null),
      },
      ...(this.canFile ? { filing } : {}),
    };
    return store as MailStore;
  }
}

function mailbox(name: string, role: Mailbox['role']): Mailbox {
  return {
    ...{ locator: name, path: [name], role, subscribed: true, selectable: true, total: 0, unread: 0 },
    ...{ namespace: 'PERSONAL', owner: null, origin: 'SERVER' },
  };
}

export interface Post {
  outbox: Outbox;
  database: Database;
  fake: FilingFake;
  target: Target;
  /** What was logged, as text. */
  log: string[];
  /** As if the process ended: the same folder again, with a new outbox. */
  restart(account?: AccountSecret): Promise<Post>;
  /** Everything in the data folder. */
  disk(): Promise<Buffer>;
}

export async function openPost(
  account: AccountSecret,
  options: Partial<OutboxOptions> = {},
  at?: { folder: string; fake: FilingFake },
): Promise<Post> {
  const folder = at?.folder ?? (await mkdtemp(join(tmpdir(), 'postern-outbox-')));
  if (!at) atEnd(() => rm(folder, { recursive: true, force: true }));
  const fake = at?.fake ?? new FilingFake();
  const database = await openDatabase(folder);
  const log: string[] = [];
  const write = (fields: object, message: string): void => {
    log.push(JSON.stringify([fields, message]));
  };
  const logger: Log = { debug: write, info: write, warn: write, error: write };
  const outbox = createOutbox({
    database,
    secret: Buffer.alloc(32, 7),
    egress: createEgress({ allowNetworks: [], allowPorts: [] }),
    log: logger,
    maxMessageBytes: 10_000_000,
    ...options,
  });
  let open = true;
  const kill = async (): Promise<void> => {
    if (open) await database.close();
    open = false;
  };
  atEnd(async () => {
    fake.letGo();
    if (open) await outbox.close();
    await kill();
  });
  const target: Target = { vaultId: 'vault1', account, store: async () => fake.store };
  return {
    outbox,
    database,
    fake,
    target,
    log,
    restart: async (other = account) => {
      await kill();
      const { answerMs: _, ...same } = options;
      return openPost(other, same, { folder, fake });
    },
    disk: async () =>
      Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))),
  };
}

export function draft(content: Partial<DraftContent> = {}): DraftContent {
  return {
    from: { name: 'Ann', address: USER },
    to: [{ name: 'Bob', address: 'bob@example.org' }],
    cc: [],
    bcc: [],
    subject: 'Lunch',
    text: 'At noon?\n',
    inReplyTo: null,
    references: [],
    attachments: [],
    answers: null,
    ...content,
  };
}

/** Waits until a question is answered with yes; fails after 5 s. */
export async function until(question: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 5000; Date.now() < end; ) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come true in time.');
}

export const offline = (): never => {
  throw new MailError('UPSTREAM_OFFLINE');
};
