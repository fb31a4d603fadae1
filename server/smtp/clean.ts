// What a text must be before it may become a header or a body. A newcomer's trap: nodemailer folds and encodes,
// but what it does with a line break inside a value is its affair; ours is that none gets there.
import { MailError } from '../mail/errors.ts';

const SPECIAL = /[\p{Cc}\u2028\u2029]+/gu;

/** One line without control characters, for subjects, names and file names. */
export function headerText(text: string): string {
  return text.toWellFormed().replace(SPECIAL, ' ').trim();
}

/** Line feeds as the only line ends, tabs as the only other control character. */
export function bodyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');
}

/** A display name. Cut, because a name is written as one quoted string that can't be folded where it has no spaces. */
export function displayName(text: string): string {
  return withoutEncodedWords(headerText(text.slice(0, 200)));
}

/** A file's name: the last segment of a path, never empty, at most 200 characters with its ending kept. */
export function fileName(text: string): string {
  const name = withoutEncodedWords(headerText(text.replace(/^.*[/\\]/s, '')));
  if (name.length <= 200) return name || 'attachment';
  const ending = /\.[^.\s]{1,16}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, 200 - ending.length).toWellFormed()}${ending}`;
}

/** Readers decode `=?utf-8?Q?=0D=0A...?=` in quoted strings too, although RFC 2047 section 5 says that they must not. */
const withoutEncodedWords = (text: string): string => text.replaceAll('=?', '= ?');

const TOKEN = "[a-z0-9!#$%&'*+.^_`{|}~-]+";
const MEDIA_TYPE = new RegExp(`^${TOKEN}/${TOKEN}$`);

/**
 * A media type without parameters. What would change the structure of our message (a multipart, a reference to
 * another message) and what is not a media type at all is application/octet-stream.
 */
export function mediaType(text: string): string {
  const type = (text.split(';')[0] ?? '').trim().toLowerCase();
  const structural = /^(multipart|message)\//.test(type) && type !== 'message/rfc822';
  return type.length <= 127 && MEDIA_TYPE.test(type) && !structural ? type : 'application/octet-stream';
}

/** RFC 5322 section 3.6.4 without the brackets; printable ASCII, short enough for one line, no encoded word. */
export function isMessageId(text: string): boolean {
  return /^[!-;=?-~]{1,900}$/.test(text) && !text.includes('=?');
}

/** How many References we send: the first one keeps the thread together, the last ones say where in it. */
const MAX_REFERENCES = 40;

export function referenceIds(ids: readonly string[]): string[] {
  const good = [...new Set(ids.filter(isMessageId))];
  return good.length <= MAX_REFERENCES ? good : [...good.slice(0, 1), ...good.slice(1 - MAX_REFERENCES)];
}

export function invalid(path: readonly string[], message: string): MailError {
  return new MailError('VALIDATION', { path, message });
}
