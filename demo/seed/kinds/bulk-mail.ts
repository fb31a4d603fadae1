// Newsletters and order mail: the HTML of tables, inline styles, remote pictures and counting pixels that real
// senders write. A newcomer's trap: all hosts are reserved names; the pictures never load, as with real mail
// before somebody allows them.
import { pdf } from '../files.ts';
import { domainOf, headersOf, type Letter, newId, type Seeded, traceOf, wrap } from '../letter.ts';
import { file, message, multipart, text } from '../mime.ts';
import { type Person, SHOPS, some } from '../people.ts';
import type { Random } from '../random.ts';
import { BRANDS } from '../texts/newsletters.ts';
import { say, valuesFor, type World } from '../world.ts';

const incoming = (world: World, from: Person, date: Date, subject: string, random: Random): Letter => {
  const letter: Letter = {
    ...{ id: newId(random, domainOf(from)), references: [], from, to: [world.me], date, subject },
  };
  letter.headers = traceOf(letter, random);
  return letter;
};

export function newsletter(world: World, date: Date, random: Random): Seeded {
  const brand = random.pick(BRANDS);
  const values = valuesFor(world, random);
  const from = { name: brand.name, address: `news@${brand.domain}` };
  const letter = incoming(world, from, date, say(random.pick(brand.subjects), random, values), random);
  const key = random.int(1e8, 9e8).toString(36);
  const site = `https://www.${brand.domain}`;
  const pieces = some(random, brand.pieces, random.int(2, 4));
  const leave = `https://news.${brand.domain}/leave?r=${key}`;
  letter.headers = [
    ...(letter.headers ?? []),
    `List-Unsubscribe: <${leave}>, <mailto:leave@${brand.domain}?subject=${key}>`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    `List-Id: ${brand.name} <news.${brand.domain}>`,
    'Precedence: bulk',
    `Feedback-ID: ${key}:news:${brand.domain}`,
  ];
  const plain = pieces.map(([title, words]) => `${title.toUpperCase()}\n\n${words}`).join('\n\n* * *\n\n');
  const rows = pieces.map(
    ([title, words], at) => `<tr><td style="padding:0 32px 28px">
<a href="${site}/p/${at + 1}?r=${key}"><img src="https://img.${brand.domain}/${key}/${at + 1}.jpg" width="536" height="240" alt="" style="display:block;width:100%;max-width:536px;height:auto;border-radius:6px"></a>
<h2 style="font:600 22px/1.3 Georgia,serif;color:${brand.colour};margin:18px 0 8px">${title}</h2>
<p style="font:16px/1.6 Georgia,serif;color:#333333;margin:0">${words}</p>
</td></tr>`,
  );
  const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${letter.subject}</title>
<style>@media (max-width:600px){.box{width:100%!important}} a{color:${brand.colour}} .pre{display:none!important}</style>
</head><body style="margin:0;background:${brand.paper}">
<div class="pre" style="display:none;max-height:0;overflow:hidden">${pieces[0]?.[1]}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor="${brand.paper}"><tr><td align="center">
<table role="presentation" class="box" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;margin:24px 0">
<tr><td align="center" style="padding:28px 32px;border-top:6px solid ${brand.colour}"><span style="font:700 28px Georgia,serif;color:${brand.colour};letter-spacing:.5px">${brand.name}</span></td></tr>
${rows.join('\n')}
<tr><td align="center" style="padding:4px 32px 36px"><a href="${site}/?r=${key}" style="display:inline-block;background:${brand.colour};color:#ffffff;font:600 16px Helvetica,Arial,sans-serif;padding:13px 28px;border-radius:24px;text-decoration:none">${brand.action}</a></td></tr>
<tr><td style="padding:20px 32px;background:${brand.paper};font:12px/1.5 Helvetica,Arial,sans-serif;color:#777777">You receive this because ${world.me.address} is on our list. <a href="${leave}">Leave the list</a> · <a href="${site}/privacy">Privacy</a></td></tr>
</table></td></tr></table>
<img src="https://count.${brand.domain}/o/${key}.gif" width="1" height="1" alt="">
</body></html>
`;
  const body = multipart(
    'alternative',
    [
      text(wrap(`${plain}\n\n${brand.action}: ${site}\nLeave the list: ${leave}\n`)),
      text(page, { type: 'text/html' }),
    ],
    random,
  );
  return { folder: 'INBOX', date, flags: [], raw: message(headersOf(letter), body) };
}

export function order(world: World, date: Date, random: Random): Seeded {
  const shop = random.pick(SHOPS);
  const number = `${shop.name.slice(0, 2).toUpperCase()}-${random.int(20_000, 99_999)}`;
  const lines = some(random, shop.goods, random.int(1, 4)).map(([goods, price]) => {
    const count = random.chance(0.25) ? random.int(2, 3) : 1;
    return { goods, count, sum: count * price };
  });
  const total = lines.reduce((sum, line) => sum + line.sum, 4.9);
  const money = (value: number): string => `${value.toFixed(2)} €`;
  const stage = random.pick(['Thank you for your order', 'Your order is on its way', 'Your receipt']);
  const from = { name: shop.name, address: `orders@${shop.domain}` };
  const letter = incoming(world, from, date, `${stage} ${number}`, random);
  const plain = [
    `${stage}, ${world.me.name}.`,
    '',
    ...lines.map((line) => `  ${line.count} x ${line.goods.padEnd(34)} ${money(line.sum).padStart(10)}`),
    `  ${'Postage'.padEnd(38)} ${money(4.9).padStart(10)}`,
    `  ${'Total'.padEnd(38)} ${money(total).padStart(10)}`,
    '',
    `Follow it: https://www.${shop.domain}/orders/${number}`,
    '',
  ].join('\n');
  const rows = lines
    .map(
      (line) =>
        `<tr><td style="padding:10px 0;border-bottom:1px solid #eeeeee">${line.count} × ${line.goods}</td><td align="right" style="border-bottom:1px solid #eeeeee">${money(line.sum)}</td></tr>`,
    )
    .join('\n');
  const page = `<html><body style="font-family:Helvetica,Arial,sans-serif;color:#222222;background:#ffffff">
<table width="100%" style="max-width:560px;margin:auto" cellspacing="0">
<tr><td colspan="2"><img src="https://img.${shop.domain}/mail/head.png" alt="${shop.name}" width="180" height="48"></td></tr>
<tr><td colspan="2"><h1 style="font-size:22px">${stage}</h1><p>Order <b>${number}</b></p></td></tr>
${rows}
<tr><td style="padding:10px 0">Postage</td><td align="right">${money(4.9)}</td></tr>
<tr><td style="padding:10px 0"><b>Total</b></td><td align="right"><b>${money(total)}</b></td></tr>
<tr><td colspan="2" style="padding:20px 0"><a href="https://www.${shop.domain}/orders/${number}" style="background:#222222;color:#ffffff;padding:12px 20px;text-decoration:none;border-radius:4px">Follow your order</a></td></tr>
</table></body></html>
`;
  const body = multipart('alternative', [text(plain), text(page, { type: 'text/html' })], random);
  const invoice = stage.includes('receipt')
    ? [
        file({
          filename: `Invoice ${number}.pdf`,
          type: 'application/pdf',
          bytes: pdf(`${shop.name}: ${number}`, plain.split('\n')),
        }),
      ]
    : [];
  const content = invoice.length ? multipart('mixed', [body, ...invoice], random) : body;
  return { folder: 'INBOX', date, flags: [], raw: message(headersOf(letter), content) };
}
