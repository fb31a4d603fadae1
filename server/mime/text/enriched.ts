// text/enriched (RFC 1896) to the plain text in it. A newcomer's trap: one line end is a space and n of them are
// n - 1, but inside <nofill> they stay; and "<<" is a "<".

const TOKEN = /<<|<(\/?)([a-z\d-]{1,60})>|\n+|[^<\n]+|</gi;

/** Commands left out, and what <param> holds. Never throws. */
export function enrichedText(source: string): string {
  const out: string[] = [];
  let fixed = 0;
  let hidden = 0;
  for (const [token, slash, command] of source.replace(/\r\n?/g, '\n').matchAll(TOKEN)) {
    if (command !== undefined) {
      const step = slash === '' ? 1 : -1;
      if (/^nofill$/i.test(command)) fixed = Math.max(0, fixed + step);
      else if (/^param$/i.test(command)) hidden = Math.max(0, hidden + step);
    } else if (hidden > 0) continue;
    else if (token === '<<') out.push('<');
    else if (token.startsWith('\n') && fixed === 0) out.push(token.length === 1 ? ' ' : token.slice(1));
    else out.push(token);
  }
  return out.join('');
}
