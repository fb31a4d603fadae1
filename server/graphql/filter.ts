// A filter as clients write it, as stores read it.
import type { Account } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Filter } from '../mail/message.ts';
import type { MessageFilter } from './schema.gen.ts';

const MAX_TEXT = 200;
/** RFC 9051's flag-keyword is an atom; this is what every server keeps. */
const KEYWORD = /^[\x21\x23\x24\x26\x27\x2B-\x5B\x5E-\x7A\x7C\x7E]{1,100}$/;

/** VALIDATION for a keyword that can be none. */
export function filterOf(filter: MessageFilter | null | undefined, account: Account): Filter {
  if (filter == null) return {};
  const text = filter.text?.trim().slice(0, MAX_TEXT);
  const { keyword } = filter;
  if (keyword != null && !KEYWORD.test(keyword))
    throw new MailError('VALIDATION', {
      message: 'A keyword is a word without spaces.',
      path: ['filter', 'keyword'],
    });
  return {
    unread: filter.unread ?? false,
    flagged: filter.flagged ?? false,
    ...(text ? { text } : {}),
    ...(filter.hasAttachment ? { attachments: true } : {}),
    ...(filter.toMe ? { to: [account.address] } : {}),
    ...(keyword == null ? {} : { keyword }),
  };
}
