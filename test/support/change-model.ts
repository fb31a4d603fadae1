// A client that keeps the marks of a mailbox true by changes(since) alone, as any client may: it applies what it is
// told, in whichever way the server can tell it. A newcomer's trap: it holds no order and no rows; those are lists.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MailboxChanges } from '../../server/mail/change.ts';
import type { MessageHeader } from '../../server/mail/message.ts';
import type { ChangeStore, MailStore } from '../../server/mail/store.ts';
import { plainMail } from './mail.ts';

interface Marks {
  flags: string[];
  keywords: string[];
}

/** How a mailbox is changed, by numbers that mean a message of those that are there. */
type Step =
  | { do: 'deliver' }
  | { do: 'mark'; at: number; flag: 'SEEN' | 'FLAGGED'; on: boolean }
  | { do: 'label'; at: number; on: boolean }
  | { do: 'destroy'; at: number }
  | { do: 'move'; at: number }
  | { do: 'sync'; limit: number }
  /** Asks again with a state of before. */
  | { do: 'replay'; at: number };

const at = fc.nat(20);
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('deliver' as const) }),
    fc.record({
      do: fc.constant('mark' as const),
      at,
      flag: fc.constantFrom('SEEN' as const, 'FLAGGED' as const),
      on: fc.boolean(),
    }),
    fc.record({ do: fc.constant('label' as const), at, on: fc.boolean() }),
    fc.record({ do: fc.constant('destroy' as const), at }),
    fc.record({ do: fc.constant('move' as const), at }),
    fc.record({ do: fc.constant('sync' as const), limit: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant('replay' as const), at }),
  ),
  { maxLength: 14 },
);

export interface Followed {
  store: MailStore;
  mailbox: string;
  /** Where messages are moved to. */
  elsewhere: string;
  deliver(raw: Buffer): Promise<void>;
}

/** Changes a mailbox step by step while a client follows it; at the end both know the same. */
export async function assertFollowed(
  { store, mailbox, elsewhere, deliver }: Followed,
  all: Step[],
): Promise<void> {
  const { changes } = store;
  assert.ok(changes);
  const client = new Held(changes, await read(store, mailbox));
  const states = [await changes.state(mailbox)];
  const sync = async (state: string, limit: number): Promise<boolean> => {
    const told = await changes.since(mailbox, state, limit);
    client.apply(told);
    states.push(told.state);
    return told.hasMore;
  };
  for (const step of all) {
    const there = [...(await read(store, mailbox)).keys()];
    const one = 'at' in step ? there[step.at % Math.max(1, there.length)] : undefined;
    if (step.do === 'deliver') await deliver(plainMail());
    else if (step.do === 'sync') await sync(states.at(-1)!, step.limit);
    else if (step.do === 'replay') await sync(states[step.at % states.length]!, 500);
    else if (one !== undefined) await act(store, elsewhere, step, one);
  }
  await store.refresh();
  for (let rounds = 0; await sync(states.at(-1)!, 5); rounds += 1) assert.ok(rounds < 100, 'it ends');
  // Once more from the beginning, as after a lost answer.
  while (await sync(states.at(-1)!, 500));
  client.apply(await changes.since(mailbox, states[0]!, 500));
  assert.deepEqual(client.sorted(), new Held(changes, await read(store, mailbox)).sorted());
}

async function act(
  { flags, filing, destroy }: MailStore,
  elsewhere: string,
  step: Exclude<Step, { do: 'deliver' | 'sync' | 'replay' }>,
  locator: string,
): Promise<void> {
  const set = (names: object): Promise<unknown> | undefined =>
    flags?.set([locator], { add: [], remove: [], ...names });
  if (step.do === 'destroy') await destroy([locator]);
  else if (step.do === 'move') await filing?.move([locator], elsewhere);
  else if (step.do === 'mark') await set({ [step.on ? 'add' : 'remove']: [step.flag] });
  else await set({ [step.on ? 'addKeywords' : 'removeKeywords']: ['$label1'] });
}

class Held {
  readonly #marks: Map<string, Marks>;
  readonly #uidOf: ChangeStore['uidOf'];

  constructor({ uidOf }: ChangeStore, marks: Map<string, Marks>) {
    this.#uidOf = uidOf;
    this.#marks = new Map(marks);
  }

  apply({ added, changed, removed, present, marked }: MailboxChanges): void {
    for (const { locator, flags, keywords } of [...added, ...changed])
      this.#marks.set(locator, { flags: [...flags], keywords: [...keywords] });
    for (const locator of removed) this.#marks.delete(locator);
    const within = (locator: string, ranges: readonly (readonly [number, number])[]): boolean => {
      const uid = this.#uidOf(locator);
      return ranges.some(([first, last]) => first <= uid && uid <= last);
    };
    if (present)
      for (const locator of [...this.#marks.keys()])
        if (!within(locator, present)) this.#marks.delete(locator);
    if (!marked) return;
    for (const [locator, marks] of this.#marks) {
      const here = marked.filter(({ ranges }) => within(locator, ranges));
      marks.flags = here.flatMap(({ flag }) => flag ?? []);
      marks.keywords = here.flatMap(({ keyword }) => keyword ?? []);
    }
  }

  sorted(): [string, Marks][] {
    return [...this.#marks]
      .map(([locator, { flags, keywords }]): [string, Marks] => [
        locator,
        { flags: [...flags].sort(), keywords: [...keywords].sort() },
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

async function read(store: MailStore, mailbox: string): Promise<Map<string, Marks>> {
  const headers: MessageHeader[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, hasOlder } = await store.page(mailbox, { limit: 200, ...(after ? { after } : {}) });
    headers.push(...rows.map(({ header }) => header));
    after = rows.at(-1)?.cursor;
    if (!hasOlder) break;
  }
  return new Map(
    headers.map(({ locator, flags, keywords }) => [locator, { flags: [...flags], keywords: [...keywords] }]),
  );
}
