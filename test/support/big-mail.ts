// Large bodies for benches and tests: a newsletter as mail programs of shops build them, and one of the same size
// that is out to cost time. A newcomer's trap: every row differs, because equal style attributes are read once.

/** A newsletter of at least so many bytes: a style sheet of 300 rules, nested tables, inline styles, pictures. */
export function bigNewsletter(bytes = 300_000): string {
  const rules = Array.from(
    { length: 300 },
    (_, at) =>
      `.col-${at}{width:${at % 100}%;padding:${at % 30}px 8px;color:#${hex(at)};font:${12 + (at % 8)}px/1.5 Helvetica,Arial,sans-serif}`,
  );
  const phone = rules.slice(0, 100).map((rule) => rule.replace('{', ' td{'));
  let html = `<!doctype html><html lang="en"><head><title>News</title><style>${rules.join('\n')}\n@media only screen and (max-width:480px){${phone.join('\n')}}</style></head><body style="margin:0;background:#f4f4f4"><table width="600" align="center" cellpadding="0" cellspacing="0" role="presentation">`;
  for (let at = 0; html.length < bytes; at++) html += row(at);
  return `${html}</table></body></html>`;
}

function row(at: number): string {
  const colour = hex(at);
  return `<!-- ${at} --><tr><td class="col-${at % 300}" style="padding:${at % 40}px 24px;background-color:#${colour};border-radius:${at % 9}px" valign="top"><!--[if mso]><table><tr><td><![endif]-->
<table width="100%" border="0" cellpadding="0" cellspacing="0" role="presentation"><tr><td width="120" style="width:120px;padding-right:12px"><a href="https://shop.example/item/${at}?utm_source=mail&amp;utm_campaign=${at}" style="color:#${colour};text-decoration:none"><img src="https://img.shop.example/${at}.jpg" width="120" height="90" alt="Item ${at}" style="display:block;border:0;max-width:100%"></a></td>
<td style="font-family:Helvetica,Arial,sans-serif;font-size:${13 + (at % 5)}px;line-height:${18 + (at % 7)}px;color:#333333;mso-line-height-rule:exactly"><h3 style="margin:0 0 ${at % 16}px;font-size:18px">Offer ${at} &mdash; only today</h3><p style="margin:0 0 12px">Words about the offer, &amp; some more of them, so that there is text to read between the tags. Number ${at}.</p><a href="https://shop.example/buy/${at}" style="display:inline-block;padding:10px ${20 + (at % 10)}px;background:#${colour};color:#ffffff;font-weight:bold">Buy&nbsp;now</a></td></tr></table></td></tr>
`;
}

const hex = (at: number): string => ((at * 0x9e3779b1) >>> 8).toString(16).padStart(6, '0').slice(0, 6);

/** As large, and hostile: nothing closed, long attributes, broken styles, entities, foreign elements. */
export function bigHostile(bytes = 308_000): string {
  const pieces = [
    (at: number) => `<div style="${'color:red;background:url(//x.example/'.repeat(3)}${at}">`,
    (at: number) => `<svg><style>a{b:${at}</style><img src=x onerror=alert(${at})>`,
    (at: number) =>
      `<table><a href="java&Tab;script:alert(${at})"><tr><td onclick=x(${at}) ${'a'.repeat(40)}>`,
    (at: number) =>
      `<style>@media x{@media y{a[title="${at}]{color:\\72 ed;content:"${'\\66'.repeat(20)}"}</style>`,
    (at: number) => `&#x${(at % 0xffff).toString(16)};&amp;&lt;script&gt;${'&NotEqualTilde;'.repeat(8)}`,
    (at: number) => `</p></td></table><p ${Array.from({ length: 12 }, (_, n) => `a${n}="${at}"`).join(' ')}>`,
    (at: number) => `<!--${at}--!><![CDATA[<img src=x onerror=alert(${at})>]]><b><i><font color=#${hex(at)}>`,
    (at: number) =>
      `<p style="font-family:'${'x'.repeat(60)}${at}';width:calc(${'('.repeat(20)}${at}${')'.repeat(20)})">`,
  ];
  let html = '';
  for (let at = 0; html.length < bytes; at++) html += pieces[at % pieces.length]?.(at) ?? '';
  return html;
}
