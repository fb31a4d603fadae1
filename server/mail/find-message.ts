// A message by its Message-ID, wherever it lies. A newcomer's trap: a mailbox has no index of them that can be asked as
// a whole, so folders are asked one by one, the likely ones first, and the time for that is bounded.
import { MailError } from './errors.ts';
import type { Mailbox, MailboxRole } from './mailbox.ts';
import type { MailStore } from './store.ts';

const TIME_MS = 8_000;
const MAX_MAILBOXES = 40;
const MAX_ID = 998;
/** Asked in this order; what has no such role comes before Drafts. */
const FIRST: readonly (MailboxRole | null)[] = [
  'INBOX',
  'ALL',
  'ARCHIVE',
  'SENT',
  null,
  'DRAFTS',
  'TRASH',
  'JUNK',
];

/**
 * Its locator, or null when it is in none of the first forty folders. VALIDATION for what is no Message-ID,
 * UPSTREAM_TIMEOUT when not all could be asked in eight seconds.
 */
export async function findByMessageId(
  store: MailStore,
  messageId: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const id = messageId.trim().replace(/^<|>$/g, '');
  if (id === '' || id.length > MAX_ID || /[\s\p{Cc}<>]/u.test(id))
    throw new MailError('VALIDATION', { message: 'This is not a Message-ID.', path: ['messageId'] });
  const late = AbortSignal.timeout(TIME_MS);
  const limit = signal ? AbortSignal.any([signal, late]) : late;
  try {
    for (const { locator } of inOrder(await store.mailboxes(limit, 'LAST'))) {
      const found = await findIn(store, locator, id, limit);
      if (found !== null) return found;
    }
    return null;
  } catch (error) {
    if (late.aborted && !signal?.aborted) throw new MailError('UPSTREAM_TIMEOUT', { cause: error });
    throw error;
  }
}

/** A server looks for a part of the value, so what it finds is looked at. A folder that went meanwhile holds nothing. */
async function findIn(
  store: MailStore,
  mailbox: string,
  messageId: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const found = await store.find(mailbox, { messageId }, 10, signal);
    if (found.length === 0) return null;
    const headers = await store.headers(found, signal);
    return headers.find((header) => header?.messageId === messageId)?.locator ?? null;
  } catch (error) {
    if (error instanceof MailError && error.code === 'MAILBOX_GONE') return null;
    throw error;
  }
}

function inOrder(mailboxes: readonly Mailbox[]): Mailbox[] {
  const rank = ({ role }: Mailbox): number => {
    const at = FIRST.indexOf(role);
    return at < 0 ? FIRST.indexOf(null) : at;
  };
  return mailboxes
    .filter(({ selectable, namespace, role }) => selectable && namespace === 'PERSONAL' && role !== 'FLAGGED')
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_MAILBOXES);
}
