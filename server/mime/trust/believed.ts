// Which of a message's authentication results are believed. Only what our own side wrote counts, and fields stand
// above what was there when they were added; so what is believed lies above the line with which our side took the
// message over, or it comes from the very host that wrote that line. A newcomer's trap: a server that adds no results
// leaves the sender's on top; no answer is then the right one.

import type { Field } from '../header/header.ts';
import {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
  parseReceivedSpf,
  type Verdict,
} from './authentication.ts';
import { type Hop, parseReceived } from './received.ts';
import { hostName, sameSite, siteOf } from './sites.ts';

/** What is known of the mailbox's own side. */
export interface OwnSide {
  /** Names (authserv-id) that whoever runs the site vouches for, lower case; null: judge by the message's route. */
  serverIds: readonly string[] | null;
  /** Hosts that belong to it: the mail server that is read from. */
  hosts: readonly string[];
}

export interface Authentication {
  /** Who says so; null when nobody who is believed does, and then all verdicts are null. */
  assertedBy: string | null;
  spf: Verdict | null;
  dkim: Verdict | null;
  dmarc: Verdict | null;
  arc: Verdict | null;
  /** The domain that SPF was asked about (the envelope's sender). */
  spfDomain: string | null;
  /** Domains of signatures that hold. */
  dkimDomains: readonly string[];
  /** The From domain that DMARC was asked about. */
  dmarcDomain: string | null;
  /** True when the domain asks that such mail be refused or put aside. */
  isStrict: boolean;
}

const UNKNOWN: Authentication = {
  assertedBy: null,
  spf: null,
  dkim: null,
  dmarc: null,
  arc: null,
  spfDomain: null,
  dkimDomains: [],
  dmarcDomain: null,
  isStrict: false,
};

const MAX_HOPS = 30;
const MAX_FIELDS = 30;
/** Houses that take mail in under one name and name their judges by another. */
const HOUSES = [
  'icloud.com me.com mac.com apple.com',
  'yahoo.com yahoodns.net aol.com',
  'fastmail.com messagingengine.com',
  'gmx.net gmx.com web.de kundenserver.de',
  'proton.me protonmail.ch protonmail.com',
  'google.com gmail.com googlemail.com',
  'outlook.com hotmail.com office365.com microsoft.com',
].map((line) => new Set(line.split(' ')));

/** Reads the fields of a message, topmost first. Never throws. */
export function authenticationOf(fields: readonly Field[], own: OwnSide): Authentication {
  const route = routeOf(fields);
  const found = fields
    .flatMap(({ name, value }, at) => (name === 'authentication-results' ? [{ value, at }] : []))
    .slice(0, MAX_FIELDS)
    .map(({ value, at }) => ({ ...parseAuthenticationResults(value), at }));
  const believed =
    own.serverIds !== null
      ? vouched(found, fields, own.serverIds)
      : (judged(found, route, own) ?? sealed(fields, route, own));
  const told = believed ? summary(believed) : UNKNOWN;
  return told.spf === null ? withReceivedSpf(told, fields, route, own) : told;
}

interface Route {
  /** From the top down to where the message came from outside. */
  hops: readonly Hop[];
  /** Where the last of them stands, and where the next Received line below it does; -1 where there are none. */
  border: number;
  end: number;
}

function routeOf(fields: readonly Field[]): Route {
  const places = fields.flatMap(({ name }, at) => (name === 'received' ? [at] : [])).slice(0, MAX_HOPS);
  const hops: Hop[] = [];
  for (const at of places) {
    const hop = parseReceived(fields[at]?.value ?? '');
    hops.push(hop);
    if (!hop.isInside) break;
  }
  return {
    hops,
    border: places[hops.length - 1] ?? -1,
    end: places[hops.length] ?? fields.length,
  };
}

type Placed = AuthenticationResults & { at: number };

interface Believed {
  id: string;
  /** In order of trust: for each method the first word counts. */
  results: readonly MethodResult[];
}

/** By the setting: the topmost that has the name, and its neighbours up to the next Received line. */
function vouched(
  found: readonly Placed[],
  fields: readonly Field[],
  serverIds: readonly string[],
): Believed | null {
  const isOurs = ({ id }: Placed): boolean => id !== null && serverIds.includes(id);
  const top = found.find(isOurs);
  if (!top?.id) return null;
  const next = fields.findIndex(({ name }, at) => at > top.at && name === 'received');
  const group = found.filter((each) => isOurs(each) && each.at >= top.at && (next < 0 || each.at < next));
  return { id: top.id, results: group.flatMap(({ results }) => results) };
}

function judged(found: readonly Placed[], route: Route, own: OwnSide): Believed | null {
  const { hops, border, end } = route;
  if (border < 0) return null;
  // Microsoft signs with no name; what a sender wrote under the same field name it calls "…-Original".
  if (isMicrosoft(hops[0])) {
    const [first] = found;
    return first && (first.id === null || /(?:^|\.)outlook\.com$|^mx\.microsoft\.com$/.test(first.id))
      ? { id: first.id ?? 'outlook.com', results: first.results }
      : null;
  }
  const above = found.filter((each) => each.at < border && isOfOurs(each.id, hops, own));
  const [topmost] = above;
  if (topmost?.id) return { id: topmost.id, results: above.flatMap(({ results }) => results) };
  // Below that line anybody may have written; the host that wrote the line adds its results on top of the rest.
  const below = found.filter((each) => each.at > border && each.at < end);
  const [first] = below;
  const by = hops.at(-1)?.by ?? null;
  if (!first?.id || by === null || !sameSite(first.id, by)) return null;
  // A sender may add what the server does not look at, but gains nothing by a bad word about himself.
  const worse = below
    .slice(1)
    .filter(({ id }) => id === first.id)
    .flatMap(({ results }) => results.filter(({ verdict }) => verdict !== 'PASS'));
  return { id: first.id, results: [...first.results, ...worse] };
}

const isMicrosoft = (hop: Hop | undefined): boolean => /(?:^|\.)outlook\.com$/.test(hop?.by ?? '');

/** True for a name of the house that the message went through. A house without public names may use any. */
function isOfOurs(id: string | null, hops: readonly Hop[], { hosts }: OwnSide): boolean {
  if (id === null) return false;
  const names = [...hops.flatMap(({ by }) => by ?? []), ...hosts.flatMap((host) => hostName(host) ?? [])];
  const site = siteOf(id);
  const isHouse = (other: string): boolean =>
    HOUSES.some((house) => house.has(site) && house.has(siteOf(other)));
  return (
    names.some((name) => sameSite(id, name) || isHouse(name)) || !hops.some(({ by }) => by?.includes('.'))
  );
}

/** A server that seals what it takes in (RFC 8617) writes its results there as well. */
function sealed(fields: readonly Field[], { hops, border }: Route, own: OwnSide): Believed | null {
  const found = fields
    .slice(0, Math.max(border, 0))
    .filter(({ name }) => name === 'arc-authentication-results')
    .slice(0, MAX_FIELDS)
    .map(({ value }) => parseAuthenticationResults(value))
    .filter(({ id, instance }) => instance !== null && isOfOurs(id, hops, own));
  const last = found.toSorted((a, b) => (b.instance ?? 0) - (a.instance ?? 0))[0];
  return last?.id ? { id: last.id, results: last.results } : null;
}

function withReceivedSpf(
  told: Authentication,
  fields: readonly Field[],
  { hops, border, end }: Route,
  own: OwnSide,
): Authentication {
  const by = hops.at(-1)?.by ?? null;
  const at = fields.findIndex(({ name }) => name === 'received-spf');
  if (at < 0 || border < 0 || at >= end) return told;
  const { receiver, result } = parseReceivedSpf(fields[at]?.value ?? '');
  if (receiver === null || result.verdict === null) return told;
  const isOurs =
    own.serverIds !== null
      ? own.serverIds.includes(receiver)
      : at < border
        ? isOfOurs(receiver, hops, own)
        : by !== null && sameSite(receiver, by);
  if (!isOurs) return told;
  return {
    ...told,
    assertedBy: told.assertedBy ?? receiver,
    spf: result.verdict,
    spfDomain: domainIn(result.properties.get('smtp.mailfrom')),
  };
}

function summary({ id, results }: Believed): Authentication {
  const first = (method: string): MethodResult | undefined =>
    results.find((each) => each.method === method && each.verdict !== null);
  const [spf, dmarc, arc] = [first('spf'), first('dmarc'), first('arc')];
  const signatures = results.filter(({ method }) => method === 'dkim');
  const holding = signatures.filter(({ verdict }) => verdict === 'PASS');
  return {
    assertedBy: id,
    spf: spf?.verdict ?? null,
    // Several signatures: one that holds is enough (RFC 6376 section 6.1).
    dkim: holding.length > 0 ? 'PASS' : (first('dkim')?.verdict ?? null),
    dmarc: dmarc?.verdict ?? null,
    arc: arc?.verdict ?? null,
    spfDomain: domainIn(spf?.properties.get('smtp.mailfrom') || spf?.properties.get('smtp.helo')),
    dkimDomains: [
      ...new Set(
        holding.flatMap(
          ({ properties }) => domainIn(properties.get('header.d') ?? properties.get('header.i')) ?? [],
        ),
      ),
    ],
    dmarcDomain: domainIn(dmarc?.properties.get('header.from')),
    isStrict: dmarc !== undefined && isStrict(dmarc),
  };
}

const STRICT = /\bp=(?:reject|quarantine)\b/i;

/** "(p=REJECT sp=REJECT dis=NONE)", policy.dmarc=reject, action=oreject. */
function isStrict({ comments, properties }: MethodResult): boolean {
  return (
    comments.some((comment) => STRICT.test(comment)) ||
    [...properties].some(
      ([key, value]) => /^(?:policy\.[\w-]*|action|dis)$/.test(key) && /reject|quarantine/i.test(value),
    )
  );
}

function domainIn(value: string | undefined): string | null {
  return value === undefined ? null : hostName(value.slice(value.lastIndexOf('@') + 1).replace(/>$/, ''));
}
