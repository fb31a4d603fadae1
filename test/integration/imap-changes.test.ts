// What a client holds of a mailbox, kept up with changes(since) alone: after anything that happens, from a token of any
// age, from a store that follows the mailbox or one that was just started, it equals the server.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { ImapStore } from '../../server/imap/store.ts';
import type { MailboxChanges } from '../../server/mail/change.ts';
import { MailError } from '../../server/mail/errors.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { fails } from '../support/promises.ts';

const SERVERS: Record<string, string> = {
  'with QRESYNC': '',
  'with CONDSTORE': 'imap_capability = IMAP4rev1 IDLE UIDPLUS MOVE ENABLE CONDSTORE ESEARCH',
  'with neither': 'imap_capability = IMAP4rev1 IDLE UIDPLUS',
};
const FLAGS = { SEEN: '\\Seen', FLAGGED: '\\Flagged', ANSWERED: '\\Answered' } as const;

type Step =
  | { do: 'append' | 'expunge' | 'restart' | 'follow' | 'sync' | 'replay'; at: number }
  | { do: 'flag' | 'unflag'; at: number; flag: keyof typeof FLAGS };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('append', 'append', 'expunge', 'restart', 'follow', 'sync', 'sync', 'replay'),
    at: fc.nat(1_000),
  }),
  fc.record({
    do: fc.constantFrom('flag', 'unflag'),
    at: fc.nat(1_000),
    flag: fc.constantFrom(...(Object.keys(FLAGS) as (keyof typeof FLAGS)[])),
  }),
) as fc.Arbitrary<Step>;

/** A client that never asks for a list. */
class Client {
  readonly held = new Map<string, Set<string>>();
  readonly tokens: string[] = [];

  constructor(token: string) {
    this.tokens.push(token);
  }

  apply({ added, changed, removed, present, marked, state }: MailboxChanges): void {
    const uidOf = (locator: string): number => Number(locator.split('.')[1]);
    for (const { locator, flags } of [...added, ...changed]) this.held.set(locator, new Set(flags));
    for (const locator of removed) this.held.delete(locator);
    for (const [locator, flags] of this.held) {
      const uid = uidOf(locator);
      const within = (ranges: readonly (readonly [number, number])[]): boolean =>
        ranges.some(([first, last]) => first <= uid && uid <= last);
      if (present !== null && !within(present)) this.held.delete(locator);
      for (const { flag, ranges } of marked ?? []) {
        if (flag === null) continue;
        if (within(ranges)) flags.add(flag);
        else flags.delete(flag);
      }
    }
    this.tokens.push(state);
  }

  async sync(store: ImapStore, from = this.tokens.at(-1)!, limit = 3): Promise<void> {
    for (let token = from; ; ) {
      const changes = await store.changes!.since('INBOX', token, limit);
      this.apply(changes);
      if (!changes.hasMore) return;
      assert.notEqual(changes.state, token, 'it goes on');
      token = changes.state;
    }
  }
}

for (const [name, extraConfig] of Object.entries(SERVERS))
  describe(`Changes of a mailbox on a server ${name}`, { timeout: 120_000 }, () => {
    let dovecot: Dovecot;
    let other: ImapFlow;

    before(async () => {
      dovecot = await startDovecot({ extraConfig });
      other = await otherClient(dovecot);
      await other.mailboxOpen('INBOX');
    });
    after(() => other.close());

    const uids = async (): Promise<number[]> =>
      (await other.search({ all: true }, { uid: true })) as number[];
    const onServer = async (): Promise<Record<string, string[]>> => {
      const { uidValidity } = await other.mailboxOpen('INBOX');
      const all: Record<string, string[]> = {};
      if ((await uids()).length === 0) return all;
      const rows: FetchMessageObject[] = await other.fetchAll(
        '1:*',
        { uid: true, flags: true },
        { uid: true },
      );
      for (const { uid, flags } of rows)
        all[`${uidValidity}.${uid}.INBOX`] = Object.entries(FLAGS)
          .filter(([, flag]) => flags?.has(flag))
          .map(([ours]) => ours)
          .sort();
      return all;
    };
    const inClient = (client: Client): Record<string, string[]> =>
      Object.fromEntries([...client.held].map(([locator, flags]) => [locator, [...flags].sort()]));

    it('lead a client to what the server has', async () => {
      let stores: ImapStore[] = [];
      const open = (): ImapStore => {
        const store = imapStore(imapAccount(imapsOf(dovecot)), { watch: { pollMs: 100 } });
        stores.push(store);
        return store;
      };
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          let store = open();
          const client = new Client(await store.changes!.state('INBOX'));
          for (const [locator, flags] of Object.entries(await onServer()))
            client.held.set(locator, new Set(flags));
          for (const { do: what, at, ...rest } of steps) {
            const all = await uids();
            const uid = all[at % Math.max(1, all.length)];
            if (what === 'append') await other.append('INBOX', plainMail({ subject: `Mail ${at}` }));
            else if (what === 'expunge' && uid) await other.messageDelete(`${uid}`, { uid: true });
            else if (what === 'flag' && uid && 'flag' in rest)
              await other.messageFlagsAdd(`${uid}`, [FLAGS[rest.flag]], { uid: true });
            else if (what === 'unflag' && uid && 'flag' in rest)
              await other.messageFlagsRemove(`${uid}`, [FLAGS[rest.flag]], { uid: true });
            else if (what === 'restart') store = open();
            else if (what === 'follow') {
              await store.page('INBOX', { limit: 2 });
              await store.page('INBOX', { limit: 2 });
            } else if (what === 'sync') await client.sync(store);
            // What came of an older token is told again, on top of what is known since.
            else if (what === 'replay') await client.sync(store, client.tokens[at % client.tokens.length]);
          }
          await store.refresh();
          await client.sync(store);
          assert.deepEqual(inClient(client), await onServer());
          const cold = open();
          await client.sync(cold, client.tokens[0], 500);
          assert.deepEqual(inClient(client), await onServer());
          await Promise.all(stores.map((each) => each.close()));
          stores = [];
        }),
        { numRuns: 12 },
      );
    });

    it('of another mailbox under the same name are none', async () => {
      const store = imapStore(imapAccount(imapsOf(dovecot)));
      await other.mailboxCreate('Garden');
      await other.append('Garden', plainMail({ subject: 'Seeds' }));
      const state = await store.changes!.state('Garden');
      await other.mailboxDelete('Garden');
      await other.mailboxCreate('Garden');
      await fails(store.changes!.since('Garden', state, 10), 'STALE');
      await other.mailboxDelete('Garden');
      await fails(store.changes!.since('Garden', state, 10), 'MAILBOX_GONE');
      for (const bad of [
        '',
        'AAAA',
        'x'.repeat(400),
        Buffer.from('1.2.3.4~../..').toString('base64url').slice(1),
      ])
        await assert.rejects(store.changes!.since('INBOX', bad, 10), (error) => error instanceof MailError);
    });
  });
