// Link targets: what a link in a message may point to, and where plain text holds one. A newcomer's trap: a
// target always comes out of the URL parser (which knows what a browser will make of tabs, entities and odd
// slashes), never out of a comparison of strings.

const MAX_URL = 8192;

/** The target of a link as a normal URL, or null unless it is http, https or mailto. */
export function safeHref(raw: string): string | null {
  if (raw.length > MAX_URL) return null;
  const bare = raw.replace(/[\0-\x20\x7f]+/g, (run) => (/^[\t\r\n]+$/.test(run) ? '' : ' ')).trim();
  if (bare === '' || bare.startsWith('#')) return null;
  const url = parsed(bare) ?? parsed(withScheme(bare));
  return url && isSafe(url) ? url.href : null;
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'mailto:' || ((protocol === 'https:' || protocol === 'http:') && hostname !== '');
}

function parsed(text: string): URL | null {
  return text === '' ? null : URL.parse(text);
}

/** "//host/x" and "www.host.org/x" as the sender meant them; '' for anything else: a file name is no host. */
function withScheme(text: string): string {
  if (text.startsWith('//')) return `https:${text}`;
  return /^www\.[^\s/]/i.test(text) ? `http://${text}` : '';
}

export interface Token {
  text: string;
  /** The link's target, or null for mere text. */
  href: string | null;
}

/** What may be a link in plain text: an http(s) or mailto URL, "www.", or a mail address. */
const CANDIDATE =
  /(?:https?:\/\/|mailto:|www\.)[^\s<>"\p{Cc}\p{Cf}\u2028\u2029]{2,2048}|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu;

/** Cuts raw text into text and links; the tokens' texts joined are the input. */
export function linkTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (piece: string, href: string | null): void => {
    if (piece !== '') tokens.push({ text: piece, href });
  };
  for (const match of text.matchAll(CANDIDATE)) {
    const found = withoutPunctuation(match[0]);
    // The end of a longer word or address is no link of its own.
    const before = text[match.index - 1] ?? ' ';
    const href = /[\p{L}\p{N}@/]/u.test(before) ? null : target(found);
    if (href === null) continue;
    push(text.slice(at, match.index), null);
    push(found, href);
    at = match.index + found.length;
  }
  push(text.slice(at), null);
  return tokens;
}

function target(found: string): string | null {
  const url = parsed(
    /^www\./i.test(found)
      ? `https://${found}`
      : /^(?:https?|mailto):/i.test(found)
        ? found
        : `mailto:${found}`,
  );
  // A name and password before the host are there to deceive.
  return url && isSafe(url) && url.username === '' && url.password === '' ? url.href : null;
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Leaves out what ends the sentence; a closing bracket stays when the link itself opened it. */
function withoutPunctuation(found: string): string {
  let end = found.length;
  const surplus = new Map<string, number>();
  for (const [close, open] of Object.entries(PAIRS)) {
    surplus.set(close, found.split(close).length - found.split(open).length);
  }
  for (; end > 0; end--) {
    const last = found[end - 1] ?? '';
    const over = surplus.get(last);
    if (over !== undefined) {
      if (over <= 0) break;
      surplus.set(last, over - 1);
    } else if (!/[.,:;!?'*_~|’”»…]/.test(last)) break;
  }
  return found.slice(0, end);
}
