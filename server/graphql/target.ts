// Which messages an action is for: those named, or all that a filter matches in a mailbox. A newcomer's trap: lookup.ts
// keeps one user's ids from another, and an id that is not the caller's is no error here, it is just missing.
import type { Account } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Context } from './context.ts';
import { filterOf } from './filter.ts';
import { MAX_AFFECTED, MAX_BULK_IDS } from './limits.ts';
import { groupMessages, place } from './lookup.ts';
import { requireScopes } from './requires.ts';
import type { Target } from './schema.gen.ts';

/** Messages of one account. */
export interface Chosen {
  account: Account;
  locators: string[];
  /** Beside the locators, where messages were named. */
  ids: string[] | null;
}

export interface Choice {
  groups: Chosen[];
  /** Ids as they were named, doubles included; null where a filter chose. */
  named: readonly string[] | null;
}

/** TOO_LARGE when a filter matches more than `maxAffected`; nothing was done then. */
export async function choose(context: Context, target: Target, maxAffected: number): Promise<Choice> {
  const { messageIds, mailboxId, filter } = target;
  const isNamed = messageIds != null;
  if (isNamed === (mailboxId != null) || (isNamed && filter != null))
    throw new MailError('VALIDATION', {
      message: 'A target is either messageIds, or a mailboxId with or without a filter.',
      path: ['target'],
    });
  if (isNamed) return { groups: await named(context, messageIds), named: messageIds };
  return { groups: [await matching(context, mailboxId ?? '', filter, maxAffected)], named: null };
}

async function matching(
  context: Context,
  mailboxId: string,
  filter: Target['filter'],
  maxAffected: number,
): Promise<Chosen> {
  if (maxAffected < 1 || maxAffected > MAX_AFFECTED)
    throw new MailError('VALIDATION', {
      message: `maxAffected is 1 to ${MAX_AFFECTED}.`,
      path: ['options', 'maxAffected'],
    });
  // How many match is a way to read.
  requireScopes(context, ['HEADERS_READ']);
  const { account, store, locator } = await place(context, 'mailbox', mailboxId);
  const locators = await store.find(locator, filterOf(filter, account), maxAffected + 1, context.signal);
  if (locators.length > maxAffected)
    throw new MailError('TOO_LARGE', {
      message: `This is for more than ${maxAffected} messages. Nothing was changed.`,
      path: ['options', 'maxAffected'],
    });
  return { account, locators, ids: null };
}

async function named(context: Context, ids: readonly string[]): Promise<Chosen[]> {
  if (ids.length > MAX_BULK_IDS)
    throw new MailError('VALIDATION', {
      message: `At most ${MAX_BULK_IDS} messages at a time.`,
      path: ['target', 'messageIds'],
    });
  return groupMessages(context, ids);
}
