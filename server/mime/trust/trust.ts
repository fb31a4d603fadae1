// What speaks for and against a message's sender: what its own side found out, and what the sender did to look like
// somebody else. A newcomer's trap: silence is no praise; a message without warnings is not thereby genuine.
import type { Address, MessageHeader } from '../../mail/message.ts';
import type { Fields } from '../header/fields.ts';
import type { Verdict } from './authentication.ts';
import { type Authentication, authenticationOf, type OwnSide } from './believed.ts';
import { imitatedBy, isFreeMail, isWorthFaking, mixedLabel, sameLabel } from './lookalike.ts';
import { domainOf, hostName, sameSite } from './sites.ts';

export type WarningKind =
  | 'AUTH_FAILED'
  | 'DISPLAY_NAME_SPOOF'
  | 'LOOKALIKE_DOMAIN'
  | 'MIXED_SCRIPT'
  | 'BIDI_OVERRIDE'
  | 'SEVERAL_SENDERS'
  | 'REPLY_TO_ELSEWHERE'
  | 'LINK_TEXT_MISMATCH'
  | 'LINK_LOOKALIKE';
export type WarningLevel = 'NOTE' | 'CAUTION' | 'DANGER';

export interface Warning {
  kind: WarningKind;
  level: WarningLevel;
  /** What is claimed: an address, a host. From outside, as all of it. */
  claimed: string | null;
  /** What it is in truth. */
  actual: string | null;
}

export interface Trust extends Pick<Authentication, 'assertedBy' | 'spf' | 'dkim' | 'dmarc' | 'arc'> {
  /** The sender's domain where those who are believed found that it sent the message. */
  confirmedDomain: string | null;
  /** Another domain that signed or handed in the message for the sender. */
  via: string | null;
  warnings: readonly Warning[];
}

export interface Reader extends OwnSide {
  /** The addresses of whoever reads. */
  addresses: readonly string[];
}

type Row = Pick<MessageHeader, 'from' | 'replyTo'>;

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})/u;
const HOST = /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@_-])/gu;
/** Never needed in a name: overrides and isolates, which turn letters around. */
const OVERRIDES = /[\u202A\u202B\u202D\u202E\u2066-\u2068]/u;

/** Judges a message by its header alone. Never throws. */
export function trustOf(row: Row, fields: Fields, reader: Reader): Trust {
  const auth = authenticationOf(fields.list, reader);
  const [from] = row.from;
  const domain = domainOf(from?.address ?? null);
  const confirmedDomain = domain !== null && isConfirmed(auth, domain) ? domain : null;
  const own = reader.addresses.flatMap((address) => domainOf(address) ?? []);
  const isOwn = (address: string | null): boolean =>
    reader.addresses.some((each) => each.toLowerCase() === address?.toLowerCase());
  const isList = fields.first('list-id') !== null || fields.first('list-post') !== null;

  const spoofs = [
    ...(from ? nameWarnings(from, domain, own, isList && confirmedDomain !== null) : []),
    ...(domain === null ? [] : domainWarnings(from?.address ?? '', domain, own)),
    ...severalSenders(row.from),
  ];
  const failed = authWarning(auth, from?.address ?? null, {
    isDangerous:
      spoofs.length > 0 || own.some((each) => domain !== null && !isFreeMail(each) && sameSite(each, domain)),
    isForwarded: isList || auth.arc === 'PASS',
  });
  const isBulk =
    fields.first('list-unsubscribe') !== null || /bulk|list/i.test(fields.first('precedence') ?? '');
  const replies =
    isList || isOwn(from?.address ?? null)
      ? []
      : replyWarning(row, domain, isOwn, isBulk && confirmedDomain !== null);
  const { assertedBy, spf, dkim, dmarc, arc } = auth;
  return {
    ...{ assertedBy, spf, dkim, dmarc, arc, confirmedDomain },
    via: domain === null ? null : viaOf(auth, domain),
    warnings: [...failed, ...spoofs, ...replies],
  };
}

/** DMARC's word, else an aligned signature or envelope (RFC 7489 section 3.1). */
function isConfirmed(auth: Authentication, domain: string): boolean {
  const { dmarc, dmarcDomain, dkimDomains, spf, spfDomain } = auth;
  if (dmarc === 'FAIL') return false;
  if (dmarc === 'PASS' && (dmarcDomain === null || sameSite(dmarcDomain, domain))) return true;
  return (
    dkimDomains.some((each) => sameSite(each, domain)) ||
    (spf === 'PASS' && spfDomain !== null && sameSite(spfDomain, domain))
  );
}

function viaOf({ dkimDomains, spf, spfDomain }: Authentication, domain: string): string | null {
  const other = (each: string): boolean => !sameSite(each, domain);
  const envelope = spf === 'PASS' && spfDomain !== null && other(spfDomain) ? spfDomain : null;
  return envelope ?? (dkimDomains.some((each) => !other(each)) ? null : (dkimDomains.find(other) ?? null));
}

const failed = (verdict: Verdict | null): boolean => verdict === 'FAIL' || verdict === 'SOFTFAIL';

function authWarning(
  auth: Authentication,
  address: string | null,
  { isDangerous, isForwarded }: { isDangerous: boolean; isForwarded: boolean },
): Warning[] {
  const { dmarc, spf, dkim, dkimDomains, isStrict } = auth;
  const isFailed = dmarc === 'FAIL' || (dmarc !== 'PASS' && dkim === 'FAIL' && failed(spf));
  if (!isFailed || (dmarc === null && dkimDomains.length > 0)) return [];
  // Mailing lists and forwarding break signatures; nobody is deceived by that alone.
  const level = isDangerous || (isStrict && !isForwarded) ? 'DANGER' : 'CAUTION';
  return [{ kind: 'AUTH_FAILED', level, claimed: address, actual: null }];
}

function nameWarnings(
  { name, address }: Address,
  domain: string | null,
  own: readonly string[],
  isConfirmedList: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  if (OVERRIDES.test(`${name}${address}`))
    warnings.push({ kind: 'BIDI_OVERRIDE', level: 'CAUTION', claimed: null, actual: address });
  const claimed = name === null ? null : claimedIn(name, domain, own);
  // "'bob@elsewhere.example' via Team": what a list makes of a sender whose domain forbids forwarding.
  if (claimed === null || (isConfirmedList && !isWorthFaking(claimed.host, own))) return warnings;
  return [
    ...warnings,
    { kind: 'DISPLAY_NAME_SPOOF', level: 'CAUTION', claimed: claimed.text, actual: address },
  ];
}

/** An address, or a host that is worth faking, that the name holds and that is not the sender's. */
function claimedIn(
  name: string,
  domain: string | null,
  own: readonly string[],
): { text: string; host: string } | null {
  const text = name
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 1000);
  const inAddress = ADDRESS.exec(text);
  const host = hostName(inAddress?.[1] ?? '');
  const isElsewhere = (each: string): boolean => domain === null || !sameSite(each, domain);
  if (inAddress && host !== null && isElsewhere(host)) return { text: inAddress[0], host };
  for (const [found] of text.matchAll(HOST)) {
    const each = hostName(found);
    if (each === null || !isWorthFaking(each, own) || !isElsewhere(each)) continue;
    if (domain === null || !sameLabel(each, domain)) return { text: found, host: each };
  }
  return null;
}

function domainWarnings(address: string, domain: string, own: readonly string[]): Warning[] {
  const written = address.slice(address.lastIndexOf('@') + 1);
  const imitated = imitatedBy(written, own);
  if (imitated !== null)
    return [{ kind: 'LOOKALIKE_DOMAIN', level: 'DANGER', claimed: imitated, actual: domain }];
  return mixedLabel(domain) === null
    ? []
    : [{ kind: 'MIXED_SCRIPT', level: 'CAUTION', claimed: null, actual: domain }];
}

/** Only one of them is looked at by those who check. */
function severalSenders(from: readonly Address[]): Warning[] {
  const domains = from.flatMap(({ address }) => domainOf(address) ?? []);
  const [first] = domains;
  if (first === undefined || domains.every((each) => sameSite(each, first))) return [];
  const other = from.find(({ address }) => !sameSite(domainOf(address) ?? first, first));
  return [
    {
      kind: 'SEVERAL_SENDERS',
      level: 'CAUTION',
      claimed: from[0]?.address ?? null,
      actual: other?.address ?? null,
    },
  ];
}

function replyWarning(
  { from, replyTo }: Row,
  domain: string | null,
  isOwn: (address: string | null) => boolean,
  isUsual: boolean,
): Warning[] {
  if (domain === null) return [];
  const elsewhere = replyTo.find(({ address }) => {
    const other = domainOf(address);
    return other !== null && !sameSite(other, domain) && !sameLabel(other, domain) && !isOwn(address);
  });
  if (!elsewhere) return [];
  // A firm that wants its answers at a free address is the oldest trick there is.
  const isOdd = isFreeMail(domainOf(elsewhere.address) ?? '') && !isFreeMail(domain);
  if (isUsual && !isOdd) return [];
  const level = isOdd ? 'CAUTION' : 'NOTE';
  return [
    { kind: 'REPLY_TO_ELSEWHERE', level, claimed: from[0]?.address ?? null, actual: elsewhere.address },
  ];
}
