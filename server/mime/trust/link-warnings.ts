// Links that say one place and lead to another. A newcomer's trap: newsletters count clicks, so their links lead to
// somebody else's host as a rule; where the sender is confirmed, his own name on such a link deceives nobody.

import { readTags, type TagHandler } from '../html/tags.ts';
import { safeHref } from '../text/links.ts';
import { imitatedBy, isWorthFaking } from './lookalike.ts';
import { hostName, sameSite } from './sites.ts';
import type { Warning } from './trust.ts';

const MAX_LINKS = 2000;
const MAX_TEXT = 300;
const MAX_WARNINGS = 5;

export interface LinkContext {
  /** The sender's domain where it is confirmed. */
  confirmedDomain: string | null;
  /** Domains of whoever reads. */
  own: readonly string[];
}

/** Reads a message's HTML. At most five warnings, one for each host; 2,000 links are looked at. Never throws. */
export function linkWarnings(html: string, context: LinkContext): Warning[] {
  const reading = new LinkReading(context);
  readTags(html, reading);
  return reading.warnings;
}

class LinkReading implements TagHandler {
  readonly warnings: Warning[] = [];
  readonly #context: LinkContext;
  readonly #seen = new Set<string>();
  /** Newsletters name the same few hosts hundreds of times. */
  readonly #known = new Map<string, string | null>();
  #links = 0;
  #href: string | null = null;
  #text = '';

  constructor(context: LinkContext) {
    this.#context = context;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name !== 'a' || this.enough()) return;
    this.#links++;
    this.#href = safeHref(attributes.get('href') ?? '');
    this.#text = '';
  }

  text(text: string): void {
    if (this.#href !== null && this.#text.length < MAX_TEXT) this.#text += text.slice(0, MAX_TEXT);
  }

  close(name: string): void {
    if (name !== 'a' || this.#href === null) return;
    const warning = judge(this.#href, this.#text, this.#context, (host) => this.#imitated(host));
    this.#href = null;
    const key = `${warning?.claimed} ${warning?.actual}`;
    if (warning === null || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.warnings.push(warning);
  }

  #imitated(host: string): string | null {
    let imitated = this.#known.get(host);
    if (imitated === undefined) {
      imitated = imitatedBy(host, this.#context.own);
      this.#known.set(host, imitated);
    }
    return imitated;
  }

  enough(): boolean {
    return this.#links >= MAX_LINKS || this.warnings.length >= MAX_WARNINGS;
  }
}

function judge(
  href: string,
  text: string,
  context: LinkContext,
  imitatedBy: (host: string) => string | null,
): Warning | null {
  const { hostname, username, protocol } = new URL(href);
  const actual = hostName(hostname) ?? (hostname || null);
  if (protocol === 'mailto:' || actual === null) return null;
  // https://bank.example@elsewhere.example: what stands before the @ is no host.
  const disguise = username === '' ? null : hostName(decoded(username));
  const claimed = hostIn(text) ?? (disguise?.includes('.') ? disguise : null);
  if (claimed !== null && !isSame(claimed, actual)) {
    const { confirmedDomain, own } = context;
    if (disguise === null && confirmedDomain !== null && sameSite(claimed, confirmedDomain)) return null;
    const level = isWorthFaking(claimed, own) ? 'DANGER' : 'CAUTION';
    return { kind: 'LINK_TEXT_MISMATCH', level, claimed, actual };
  }
  const imitated = imitatedBy(hostname);
  return imitated === null ? null : { kind: 'LINK_LOOKALIKE', level: 'DANGER', claimed: imitated, actual };
}

/** An address of a machine, too, is not what a name says. */
const isSame = (claimed: string, actual: string): boolean =>
  hostName(actual) !== null && sameSite(claimed, actual);

/** The host that a link's text names, when the text is nothing but a host or a URL. */
function hostIn(text: string): string | null {
  const bare = text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  const match =
    /^(?:(https?:\/\/)|(www\.))?([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})(?::\d{1,5})?(?:[/?#]\S{0,300})?$/iu.exec(
      bare,
    );
  if (!match) return null;
  // "report.pdf" and "v2.1" are no hosts; "report.example.org" without a scheme is.
  const host = `${match[2] ?? ''}${match[3]}`;
  const isPlain = match[1] === undefined && match[2] === undefined;
  return isPlain && !isLikelyHost(host) ? null : hostName(host);
}

/** Without a scheme only the common endings are taken for hosts. */
function isLikelyHost(host: string): boolean {
  return (
    /\.(?:com|org|net|gov|edu|info|biz|eu|io|app|de|uk|fr|nl|it|es|ch|at|be|se|no|dk|fi|pl|cz|us|ca|au|nz|in|jp|cn|br|ru|ie|example)$/i.test(
      host,
    ) && /[a-z]/i.test(host)
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
