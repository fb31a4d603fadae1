// A contact that came as a file (vCard 2.1, 3.0, 4.0) to names, numbers and addresses. A newcomer's trap: each version
// escapes, names types and embeds pictures in its own way; a picture that lies elsewhere is never fetched.

import {
  type Component,
  listOf,
  type Property,
  paramOf,
  propertiesOf,
  propertyOf,
  readComponents,
  textOf,
} from './content-lines.ts';
import { decodeBytes } from './decode.ts';
import { decodeText } from './text/charset.ts';

export interface Labelled {
  /** home, work, cell, fax, a person's own word; null where nothing is said. */
  label: string | null;
  value: string;
}

export interface Contact {
  name: string;
  organization: string | null;
  title: string | null;
  phones: readonly Labelled[];
  emails: readonly Labelled[];
  /** Lines joined by \n. */
  addresses: readonly Labelled[];
  urls: readonly Labelled[];
  /** As written, mostly 1980-02-29 or --02-29. */
  birthday: string | null;
  note: string | null;
  /** Whether a picture comes with it; see readPhoto. */
  hasPhoto: boolean;
}

const MAX_CONTACTS = 200;
const MAX_VALUES = 20;
const MAX_TEXT = 2000;

/** The contacts of a file, at most 200; empty when there is none. Never throws. */
export function readContacts(text: string): Contact[] {
  return cards(text).flatMap((card) => contactOf(card) ?? []);
}

/** The picture inside the contact of this number, or null. What it is must be read from its bytes. */
export function readPhoto(text: string, index: number): Buffer | null {
  const card = cards(text).filter((each) => contactOf(each) !== null)[index];
  return card ? photoOf(card) : null;
}

const cards = (text: string): Component[] =>
  readComponents(text)
    .filter(({ name }) => name === 'VCARD')
    .slice(0, MAX_CONTACTS);

function contactOf(card: Component): Contact | null {
  const emails = labelled(card, 'EMAIL', (value) => value.replace(/^mailto:/i, ''));
  const organization = parts(propertyOf(card, 'ORG')).join(', ') || null;
  const name =
    single(card, 'FN') ??
    structuredName(card) ??
    organization ??
    single(card, 'NICKNAME') ??
    emails[0]?.value;
  if (name === undefined) return null;
  return {
    name,
    organization: organization === name ? null : organization,
    title: single(card, 'TITLE') ?? single(card, 'ROLE'),
    phones: labelled(card, 'TEL', (value) => value.replace(/^tel:/i, '')),
    emails,
    addresses: labelled(card, 'ADR', null),
    urls: labelled(card, 'URL', (value) => value).filter(({ value }) => /^https?:\/\//i.test(value)),
    birthday: birthdayOf(single(card, 'BDAY')),
    note: single(card, 'NOTE', '\n'),
    hasPhoto: photoOf(card) !== null,
  };
}

/** The value as text, whatever way it was wrapped in. */
function plain(property: Property): string {
  if (!/^(?:QUOTED-PRINTABLE|Q)$/i.test(paramOf(property, 'ENCODING'))) return property.value;
  const bytes = decodeBytes(Buffer.from(property.value, 'utf8'), 'quoted-printable');
  return decodeText(bytes, paramOf(property, 'CHARSET') || null);
}

function single(card: Component, name: string, joint = ' '): string | null {
  const property = propertyOf(card, name);
  if (!property) return null;
  const text = textOf(plain(property)).trim();
  return (joint === ' ' ? text.replace(/\s+/g, ' ') : text).slice(0, MAX_TEXT) || null;
}

const parts = (property: Property | undefined): string[] =>
  property === undefined
    ? []
    : listOf(plain(property), ';')
        .map((part) => part.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT))
        .filter((part) => part !== '');

/** N is family; given; additional; prefix; suffix. */
function structuredName(card: Component): string | null {
  const property = propertyOf(card, 'N');
  if (!property) return null;
  const [family = '', given = '', additional = '', prefix = '', suffix = ''] = listOf(plain(property), ';');
  return (
    [prefix, given, additional, family, suffix]
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' ') || null
  );
}

/** Without `clean` the value is an address: box; extension; street; town; region; code; country. */
function labelled(card: Component, name: string, clean: ((value: string) => string) | null): Labelled[] {
  return propertiesOf(card, name)
    .slice(0, MAX_VALUES)
    .map((property) => ({
      label: labelOf(card, property),
      value: clean
        ? clean(textOf(plain(property)).trim())
            .replace(/\s+/g, ' ')
            .slice(0, MAX_TEXT)
        : addressOf(property),
    }))
    .filter(({ value }) => value !== '');
}

function addressOf(property: Property): string {
  const [box = '', extension = '', street = '', town = '', region = '', code = '', country = ''] = listOf(
    plain(property),
    ';',
  ).map((part) => part.trim());
  const lines = [box, extension, street, [code, town].filter(Boolean).join(' '), region, country];
  return lines.filter(Boolean).join('\n').slice(0, MAX_TEXT);
}

const TYPES = ['CELL', 'MOBILE', 'FAX', 'PAGER', 'WORK', 'HOME', 'MAIN', 'OTHER'];

/** What Apple and Google call it themselves, else the type that says most. */
function labelOf(card: Component, { group, params }: Property): string | null {
  const own = group === '' ? undefined : propertiesOf(card, 'X-ABLABEL').find((each) => each.group === group);
  const text =
    own &&
    textOf(own.value)
      .replace(/^_\$!<(.*)>!\$_$/, '$1')
      .trim();
  if (text) return text.slice(0, 60);
  const types = (params.get('TYPE') ?? []).flatMap((type) => type.toUpperCase().split(','));
  return TYPES.find((type) => types.includes(type))?.toLowerCase() ?? null;
}

/** 19800229 and 1980-02-29T00:00:00Z as 1980-02-29. */
function birthdayOf(text: string | null): string | null {
  const match = /^(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(text ?? '');
  if (!match) return text?.slice(0, 60) ?? null;
  return `${match[1] === '--' ? '-' : match[1]}-${match[2]}-${match[3]}`;
}

/** Base64 in the value (2.1, 3.0) or in a data: address (4.0); a link is none. */
function photoOf(card: Component): Buffer | null {
  for (const property of propertiesOf(card, 'PHOTO').slice(0, 3)) {
    const data = /^data:image\/[\w.+-]{1,40};base64,([\s\S]*)$/i.exec(
      property.value.trim().replaceAll('\\,', ','),
    );
    const embedded = /^(?:B|BASE64)$/i.test(paramOf(property, 'ENCODING')) ? property.value : data?.[1];
    if (embedded === undefined || embedded === '') continue;
    const bytes = Buffer.from(embedded.replace(/\s+/g, ''), 'base64');
    if (bytes.length > 0) return bytes;
  }
  return null;
}
