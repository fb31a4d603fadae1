// What a mailbox may be called, and the path that comes of it. A newcomer's trap: servers keep names as files, in
// modified UTF-7, so what counts is the length of that (255 bytes), not of what a person typed.
import type { ImapFlow } from 'imapflow';
import { encodePath } from 'imapflow/lib/tools.js';
import { MailError } from '../../mail/errors.ts';

const MAX_NAME = 200;
const MAX_BYTES = 255;
/** Control characters, ends of lines and paragraphs, what turns the direction of text, and what LIST takes for any name. */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069*%]/u;

/** The path of a mailbox of that name, below `parent` or at the top (null). VALIDATION for what is no name. */
export function pathFor(
  client: ImapFlow,
  parent: { path: string; delimiter: string } | null,
  top: { prefix: string; delimiter: string },
  name: string,
): string {
  const clean = name.normalize('NFC').trim();
  const { delimiter } = parent ?? top;
  const invalid = (message: string): MailError => new MailError('VALIDATION', { message, path: ['name'] });
  if (clean === '' || clean.length > MAX_NAME || FORBIDDEN.test(clean) || !clean.isWellFormed())
    throw invalid('A folder name has 1 to 200 characters, and no * or %.');
  if (clean === '.' || clean === '..' || clean.startsWith('~'))
    throw invalid('Mail servers do not take this name for a folder. Choose another.');
  if (delimiter !== '' && clean.includes(delimiter))
    throw invalid(`A folder name can not contain ${delimiter} here.`);
  if (Buffer.byteLength(encodePath(client, clean)) > MAX_BYTES)
    throw invalid('This folder name is too long for mail servers. Choose a shorter one.');
  if (parent === null) {
    if (clean.toUpperCase() === 'INBOX') throw new MailError('CONFLICT', taken);
    return `${top.prefix}${clean}`;
  }
  if (delimiter === '')
    throw new MailError('UNSUPPORTED', { message: 'This mail server keeps no folders in folders.' });
  return `${parent.path}${delimiter}${clean}`;
}

export const taken = { message: 'There is a folder of that name already.' };
