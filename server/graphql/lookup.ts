// From ids to things, for resolvers: decode, find the account among the caller's, ask the store. A newcomer's
// trap: this is where one user's id is kept from another: an account that is not the caller's is NOT_FOUND.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Account } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import { decodeId, decodeIdOf, type IdKind } from '../mail/id.ts';
import type { Mailbox, Rights } from '../mail/mailbox.ts';
import { inSlices } from '../mail/slices.ts';
import type { MailStore, Reach } from '../mail/store.ts';
import type { Context } from './context.ts';
import { MessageRow } from './message-row.ts';
import type { AccountModel, MailboxModel, MessageModel } from './models.ts';

export const MAX_NODES = 200;

export interface Place {
  account: Account;
  store: MailStore;
  locator: string;
}

/** The account with this (decoded) id, or NOT_FOUND. */
export function accountOf(context: Context, accountId: string): Account {
  const account = context.caller.accounts.find(({ id }) => id === accountId);
  if (!account) throw new MailError('NOT_FOUND');
  return account;
}

export function accountById(context: Context, id: string): AccountModel {
  return { kind: 'account', account: accountOf(context, decodeIdOf('account', id).account) };
}

/** Where an id points, its store opened. */
export async function place(context: Context, kind: IdKind, id: string): Promise<Place> {
  const { account: accountId, locator } = decodeIdOf(kind, id);
  const account = accountOf(context, accountId);
  return { account, store: await context.caller.store(account.id), locator };
}

/** The mailboxes of an account, asked for once per request. */
const asked = new WeakMap<Context, Map<string, Promise<Mailbox[]>>>();
export async function mailboxesOf(
  context: Context,
  account: Account,
  reach: Reach = 'OWN',
): Promise<Mailbox[]> {
  const known = asked.get(context) ?? new Map<string, Promise<Mailbox[]>>();
  asked.set(context, known);
  const key = `${reach} ${account.id}`;
  const promise =
    known.get(key) ??
    // What is newer does as well.
    (reach === 'LAST' ? known.get(`OWN ${account.id}`) : undefined) ??
    context.caller.store(account.id).then((store) => store.mailboxes(context.signal, reach));
  known.set(key, promise);
  return promise;
}

/** Forgets the list, after something changed it. */
export function forgetMailboxes(context: Context): void {
  asked.delete(context);
}

export async function mailboxByLocator(
  context: Context,
  account: Account,
  locator: string,
): Promise<MailboxModel | null> {
  const isIt = (candidate: Mailbox): boolean => candidate.locator === locator;
  // It may be new, or somebody else's, and those may not be known yet.
  let mailbox: Mailbox | undefined;
  for (const reach of ['LAST', 'OWN', 'ALL'] as const)
    mailbox ??= (await mailboxesOf(context, account, reach)).find(isIt);
  return mailbox ? { kind: 'mailbox', account, mailbox } : null;
}

/** What the caller may do with a mailbox; all that one operation wants to know is asked for together. */
const wanted = new WeakMap<
  Context,
  Map<string, { locators: string[]; answer: Promise<Map<string, Rights | null>> }>
>();
export async function rightsOf(context: Context, account: Account, locator: string): Promise<Rights | null> {
  context.budget.spend(1);
  const asking = wanted.get(context) ?? new Map();
  wanted.set(context, asking);
  let batch = asking.get(account.id);
  if (batch === undefined) {
    const locators: string[] = [];
    const answer = nextTurn().then(async () => {
      asking.delete(account.id);
      const rights = await rightsFrom(context, account, locators);
      return new Map(locators.map((each, index) => [each, rights[index] ?? null]));
    });
    batch = { locators, answer };
    asking.set(account.id, batch);
  }
  batch.locators.push(locator);
  return (await batch.answer).get(locator) ?? null;
}

/** Not known is no failure of what else was asked. */
async function rightsFrom(
  context: Context,
  account: Account,
  locators: readonly string[],
): Promise<(Rights | null)[]> {
  try {
    const store = await context.caller.store(account.id);
    return (await store.folders?.rights(locators, context.signal)) ?? [];
  } catch {
    return [];
  }
}

interface Group {
  account: Account;
  ids: string[];
  /** Beside the ids. */
  locators: string[];
}

/** Message ids by account, in the order given, each once; ids that are none are left out. */
export async function groupMessages(context: Context, ids: readonly string[]): Promise<Group[]> {
  const groups = new Map<string, Group>();
  await inSlices([...new Set(ids)], (id) => {
    const where = messagePlace(context, id);
    if (!where) return;
    const group = groups.get(where.account.id) ?? { account: where.account, ids: [], locators: [] };
    group.ids.push(id);
    group.locators.push(where.locator);
    groups.set(where.account.id, group);
  });
  return [...groups.values()];
}

/** Where a message id points, or null for one that is none or not the caller's. */
function messagePlace(context: Context, id: string): { account: Account; locator: string } | null {
  try {
    const { kind, account, locator } = decodeId(id);
    return kind === 'message' ? { account: accountOf(context, account), locator } : null;
  } catch {
    return null;
  }
}

/** Messages by id, in the order asked; null where one is gone or not the caller's. One store call an account. */
export async function messagesById(
  context: Context,
  ids: readonly string[],
  previews = false,
): Promise<(MessageModel | null)[]> {
  const found = new Map<string, MessageModel>();
  for (const { account, ids: own, locators } of await groupMessages(context, ids)) {
    const store = await context.caller.store(account.id);
    const headers = await store.headers(locators, context.signal, previews);
    headers.forEach((header, index) => {
      if (header) found.set(own[index] ?? '', new MessageRow(account, store, header));
    });
  }
  return ids.map((id) => found.get(id) ?? null);
}
