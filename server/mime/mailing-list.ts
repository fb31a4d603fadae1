// What a mailing list says of itself (RFC 2369, RFC 2919), and how one leaves it (RFC 8058). A newcomer's trap: a
// request to leave tells the sender that the address is read; so it is made only on a click, and the one that needs
// no page is offered only where the fields are signed, since anybody can write them.

import { httpsUrl } from './calendar/join-url.ts';
import type { Fields } from './header/fields.ts';
import { decodeWords } from './header/words.ts';

export interface MailingList {
  /** Its name as a person reads it; null where only fields to leave it are there. */
  name: string | null;
  /** The List-Id without its brackets. */
  listId: string | null;
  /** Where to leave it: a page. */
  unsubscribeUrl: string | null;
  /** Where to leave it: a message, without the "mailto:". */
  unsubscribeMailto: string | null;
  /** The https address that takes RFC 8058's request, whether or not it may be trusted. */
  oneClickUrl: string | null;
  archiveUrl: string | null;
  /** Where to write to the list, without the "mailto:". */
  postMailto: string | null;
}

const MAX_LINKS = 10;
const MAX_NAME = 200;

/** Null when the message is from no list and can't be unsubscribed from. Never throws. */
export function readMailingList(fields: Fields): MailingList | null {
  const id = decodeWords(fields.first('list-id') ?? '');
  const leaving = linksIn(fields.first('list-unsubscribe'));
  const listId = (/<([^<>]{1,255})>/.exec(id)?.[1] ?? (/^[\w.-]{1,255}$/.test(id) ? id : '')).trim() || null;
  const unsubscribeUrl = leaving.find((link) => /^https?:/i.test(link)) ?? null;
  const unsubscribeMailto = mailtoIn(leaving);
  if (listId === null && unsubscribeUrl === null && unsubscribeMailto === null) return null;
  const post = /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(fields.first('list-unsubscribe-post') ?? '');
  return {
    name: nameOf(id) ?? listId,
    listId,
    unsubscribeUrl,
    unsubscribeMailto,
    // RFC 8058 section 3.1: https only.
    oneClickUrl:
      (post && leaving.map((link) => httpsUrl(link)?.href).find((href) => href !== undefined)) || null,
    archiveUrl: linksIn(fields.first('list-archive')).find((link) => /^https?:/i.test(link)) ?? null,
    postMailto: mailtoIn(linksIn(fields.first('list-post'))),
  };
}

function nameOf(id: string): string | null {
  const before = id
    .slice(0, Math.max(id.indexOf('<'), 0))
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return before.slice(0, MAX_NAME).trim() || null;
}

/** RFC 2369: addresses in angle brackets, with comments between them. Bare ones are met, too. */
function linksIn(value: string | null): string[] {
  const text = decodeWords(value ?? '').slice(0, 10_000);
  const bracketed = [...text.matchAll(/<([^<>]{1,2000})>/g)].map((match) => match[1] ?? '');
  const found = bracketed.length > 0 ? bracketed : text.split(',');
  return found
    .slice(0, MAX_LINKS)
    .map((link) => link.replace(/\s+/g, ''))
    .filter((link) => (/^https?:/i.test(link) ? isWebLink(link) : /^mailto:[^@]{1,200}@/i.test(link)));
}

function isWebLink(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { username, password, hostname } = new URL(link);
  return username === '' && password === '' && hostname !== '';
}

const mailtoIn = (links: readonly string[]): string | null =>
  links.find((link) => /^mailto:/i.test(link))?.slice('mailto:'.length) ?? null;

/** The domains whose signature, if it is valid, covers both fields that a request to leave is made of. */
export function leavingSignedBy(fields: Fields): string[] {
  return fields.all('dkim-signature').flatMap((value) => {
    const tags = new Map(
      value.split(';').map((part) => {
        const cut = part.indexOf('=');
        return [part.slice(0, Math.max(cut, 0)).trim(), part.slice(cut + 1).replace(/\s+/g, '')] as const;
      }),
    );
    const covered = (tags.get('h') ?? '').toLowerCase().split(':');
    const domain = (tags.get('d') ?? '').toLowerCase();
    return domain !== '' && SIGNED.every((name) => covered.includes(name)) ? [domain] : [];
  });
}

const SIGNED = ['list-unsubscribe', 'list-unsubscribe-post'];
