// Hosts that are made to be taken for another one. A newcomer's trap: a name that merely resembles another is no crime,
// so only the reader's own domain and those that are faked every day are looked for.
import { domainToUnicode } from 'node:url';
import { isMixedScript, looksLatin, skeleton } from './confusables.ts';
import { hostName, siteOf } from './sites.ts';

/** Faked most often, by the name they are known under; their other endings count as theirs. */
const OFTEN_FAKED: readonly string[] =
  'paypal.com apple.com icloud.com microsoft.com office.com outlook.com hotmail.com google.com gmail.com amazon.com netflix.com facebook.com instagram.com linkedin.com whatsapp.com telegram.org dhl.com fedex.com usps.com docusign.com dropbox.com adobe.com ebay.com booking.com airbnb.com coinbase.com binance.com chase.com bankofamerica.com wellsfargo.com citibank.com americanexpress.com hsbc.com barclays.co.uk santander.com revolut.com wise.com klarna.com stripe.com github.com spotify.com yahoo.com steampowered.com walmart.com vodafone.com telekom.de sparkasse.de postbank.de commerzbank.de'.split(
    ' ',
  );

const FAKED_LABELS = new Set(OFTEN_FAKED.map((domain) => labelOf(domain)));
const FAKED_SKELETONS = new Map(OFTEN_FAKED.map((domain) => [skeleton(labelOf(domain)), domain]));

const FREE_MAIL = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com gmx.com gmx.net gmx.de web.de mail.com mail.ru yandex.com yandex.ru proton.me protonmail.com tutanota.com tuta.com zoho.com qq.com 163.com 126.com laposte.net orange.fr free.fr libero.it t-online.de fastmail.com hey.com'.split(
    ' ',
  ),
);

/** True for houses where anybody gets an address. */
export const isFreeMail = (host: string): boolean => FREE_MAIL.has(siteOf(host));

/** True for a host of the reader's own or of somebody who is faked often, whatever its ending. */
export function isWorthFaking(host: string, own: readonly string[]): boolean {
  const site = siteOf(host);
  return own.some((each) => siteOf(each) === site) || FAKED_LABELS.has(labelOf(site));
}

/** True when both are known under the same name: amazon.de and amazon.com. */
export const sameLabel = (one: string, other: string): boolean =>
  labelOf(siteOf(one)) === labelOf(siteOf(other));

/** The host that `written` (letters as the sender wrote them) is made to look like, or null. `own`: the reader's. */
export function imitatedBy(written: string, own: readonly string[]): string | null {
  const host = hostName(written);
  if (host === null || own.some((each) => siteOf(each) === siteOf(host))) return null;
  const site = siteOf(host);
  const label = shownLabel(written, site);
  const ending = site.slice(site.indexOf('.') + 1);
  const like = skeleton(label);
  for (const each of own) {
    const target = siteOf(each);
    if (isLike(label, like, shownLabel(target, target)) || isTypo(site, target)) return target;
  }
  const faked = FAKED_SKELETONS.get(like);
  if (faked !== undefined && label.toLowerCase() !== labelOf(faked)) return faked;
  if (looksLatin(label) && /^[a-z.-]+$/.test(ending)) return `${like}.${ending}`;
  const inside = [...own.map(siteOf), ...OFTEN_FAKED].find(
    (target) => `.${host}`.includes(`.${target}.`) && siteOf(target) !== site,
  );
  return inside ?? null;
}

/** The label of a host that mixes scripts, as it would be shown; null when none does. */
export function mixedLabel(host: string): string | null {
  return unicode(host).split('.').find(isMixedScript) ?? null;
}

function labelOf(site: string): string {
  return site.split('.')[0] ?? site;
}

/** The label that names the owner, letters as written, in its own script. */
function shownLabel(written: string, site: string): string {
  const labels = unicode(written.replace(/\.$/, '')).split('.');
  return labels.at(-site.split('.').length) ?? '';
}

/** Only what is coded is decoded: the parser would make small letters of all. */
function unicode(host: string): string {
  return /(?:^|\.)xn--/i.test(host) ? domainToUnicode(host) || host : host;
}

function isLike(label: string, like: string, target: string): boolean {
  return like === skeleton(target) && label.toLowerCase() !== target.toLowerCase();
}

/** One letter added, left out, replaced or two swapped; short names have too many neighbours. */
function isTypo(site: string, target: string): boolean {
  const [one, other] = [labelOf(site), labelOf(target)];
  if (site.slice(one.length) !== target.slice(other.length) || one === other) return false;
  if (Math.min(one.length, other.length) < 7 || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  const [rest, otherRest] = [one.slice(from), other.slice(from)];
  const swapped = (rest[1] ?? '') + (rest[0] ?? '') + rest.slice(2);
  return (
    rest.slice(1) === otherRest.slice(1) ||
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    swapped === otherRest
  );
}
