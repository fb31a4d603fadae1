// Where an online meeting is joined: in a property made for it, else a link of a known service in the place or the
// description. A newcomer's trap: only https, and only as a link that a person clicks; nothing is asked there.
import { type Component, propertiesOf, textOf } from '../content-lines.ts';

/** In the order in which they are believed. */
const PROPERTIES = [
  'X-GOOGLE-CONFERENCE',
  'X-MICROSOFT-SKYPETEAMSMEETINGURL',
  'X-MICROSOFT-ONLINEMEETINGEXTERNALLINK',
  'X-ZOOM-MEETING-URL',
  'CONFERENCE',
];
const SEARCHED = ['LOCATION', 'URL', 'DESCRIPTION', 'X-MICROSOFT-ONLINEMEETINGINFORMATION'];

/** Hosts by their end, and how a meeting's path begins there. */
const SERVICES: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/^teams\.(?:microsoft|live)\.com$|^teams\.cloud\.microsoft$/, /^\/(?:l\/meetup-join|meet)\//],
  [/^(?:[\w-]+\.)*(?:zoom\.us|zoomgov\.com|zoom\.com)$/, /^\/(?:j|w|my|wc|s)\//],
  [/^meet\.google\.com$/, /^\/[a-z]{3}-?[a-z]{4}-?[a-z]{3}|^\/lookup\//],
  [/^(?:[\w-]+\.)+webex\.com$/, /^\/(?:meet|join|[\w-]+\/(?:j|k2|e|m)\.php|wbxmjs|webappng)/],
  [/^(?:[\w-]+\.)?whereby\.com$/, /^\/[\w-]{2,}/],
  [/^meet\.jit\.si$|^(?:[\w-]+\.)?8x8\.vc$/, /^\/[\w-]{2,}/],
  [/^(?:global|meet)\.goto(?:meeting)?\.com$|^gotomeet\.me$/, /^\/[\w-]{2,}/],
  [/^(?:[\w-]+\.)?bluejeans\.com$/, /^\/\d/],
  [/^(?:app\.)?chime\.aws$/, /^\/[\w-]{2,}/],
  [/^bbb\.|^meet\./, /^\/(?:b|rooms)\/[\w-]{3,}/],
];

const MAX_URL = 2000;
const MAX_LINKS = 50;

/** The https address, or null. */
export function joinUrlOf(event: Component): string | null {
  for (const name of PROPERTIES) {
    for (const { value } of propertiesOf(event, name).slice(0, 5)) {
      const url = httpsUrl(textOf(value));
      if (url) return url.href;
    }
  }
  for (const name of SEARCHED) {
    for (const { value } of propertiesOf(event, name).slice(0, 5)) {
      const found = meetingIn(textOf(value).slice(0, 20_000));
      if (found) return found;
    }
  }
  return null;
}

function meetingIn(text: string): string | null {
  let looked = 0;
  for (const [link] of text.matchAll(/https:\/\/[^\s<>"'\\^`{|}\])]{4,2000}/gi)) {
    if (++looked > MAX_LINKS) return null;
    const url = httpsUrl(link.replace(/[.,;:!?]+$/, ''));
    if (url && SERVICES.some(([host, path]) => host.test(url.hostname) && path.test(url.pathname)))
      return url.href;
  }
  return null;
}

/** An https address without a user in it; null for what is none. */
export function httpsUrl(text: string): URL | null {
  const trimmed = text.trim();
  if (!/^https:\/\//i.test(trimmed) || trimmed.length > MAX_URL || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  return url.username === '' && url.password === '' ? url : null;
}
