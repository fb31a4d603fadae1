// Mail from lists, machines and abroad. A newcomer's trap: on a list the answers come from different people, and
// the user reads but does not answer, so nothing of it lies in Sent.
import iconv from 'iconv-lite';
import { citation, domainOf, headersOf, type Letter, newId, type Seeded, traceOf, wrap } from '../letter.ts';
import { bytesOf, encodeDate, message, multipart, type Part, text } from '../mime.ts';
import { some } from '../people.ts';
import type { Random } from '../random.ts';
import { FOREIGN, type Foreign } from '../texts/foreign.ts';
import { LISTS } from '../texts/lists.ts';
import { NOTICES } from '../texts/notices.ts';
import { say, valuesFor, type World } from '../world.ts';

export function listThread(world: World, start: Date, random: Random): Seeded[] {
  const list = random.pick(LISTS);
  const thread = random.pick(list.threads);
  const values = valuesFor(world, random);
  const subject = say(thread.subject, random, values);
  const writers = some(random, world.friends, thread.letters.length);
  const address = { name: list.title, address: `${list.id}@${list.domain}` };
  const seeded: Seeded[] = [];
  let date = start;
  let previous: { letter: Letter; words: string } | undefined;
  for (const [at, template] of thread.letters.entries()) {
    const from = writers[at] ?? world.other;
    const letter: Letter = {
      id: newId(random, domainOf(from)),
      references: previous ? [...previous.letter.references, previous.letter.id] : [],
      ...{ from, to: [address], date },
      subject: at === 0 ? `[${list.id}] ${subject}` : `Re: [${list.id}] ${subject}`,
    };
    const page = `https://${list.domain}/${list.id}`;
    letter.headers = [
      ...traceOf({ ...letter, to: [world.me] }, random),
      `List-Id: ${list.title.replace('’', "'")} <${list.id}.${list.domain}>`,
      `List-Post: <mailto:${address.address}>`,
      `List-Unsubscribe: <${page}/leave>, <mailto:${list.id}-leave@${list.domain}>`,
      `List-Archive: <${page}/archive>`,
      `Sender: ${list.id}-bounces@${list.domain}`,
      'Precedence: list',
    ];
    const words = say(template, random, values);
    const quotation = previous
      ? `${citation(previous.letter)}\n${previous.words.split('\n').slice(0, 4).join('\n').replace(/^/gm, '> ')}\n\n`
      : '';
    const footer = `\n-- \n${list.title}\n${page}\n`;
    seeded.push({
      ...{ folder: 'INBOX', date, flags: [] },
      raw: message(headersOf(letter), text(`${wrap(quotation + words)}\n${footer}`)),
    });
    previous = { letter, words };
    date = new Date(date.getTime() + random.int(20, 1800) * 60_000);
    if (date > world.now) break;
  }
  return seeded;
}

export function notice(world: World, date: Date, random: Random): Seeded {
  const kind = random.pick(NOTICES);
  const values = valuesFor(world, random);
  const letter: Letter = {
    id: newId(random, domainOf(kind.from)),
    references: [],
    ...{ from: kind.from, to: [world.me], date, subject: say(kind.subject, random, values) },
  };
  letter.headers = [...traceOf(letter, random), 'Auto-Submitted: auto-generated'];
  const words = say(kind.text, random, values);
  const linked = words
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/https:\S+/g, '<a href="$&">$&</a>')
    .replace(/\n/g, '<br>\n');
  const page = `<html><body style="font:15px/1.5 Helvetica,Arial,sans-serif;color:#202020"><div style="max-width:520px;margin:auto;border:1px solid #dddddd;border-radius:8px;padding:24px"><p><b>${kind.from.name}</b></p><p>${linked}</p></div></body></html>\n`;
  const content = random.chance(0.6)
    ? multipart('alternative', [text(`${words}\n`), text(page, { type: 'text/html' })], random)
    : text(`${words}\n`);
  return { folder: 'INBOX', date, flags: [], raw: message(headersOf(letter), content) };
}

/** The foreign letter of that number; beyond the last one it begins again. */
export function foreign(world: World, number: number, date: Date, random: Random): Seeded {
  const kind = FOREIGN[number % FOREIGN.length];
  if (!kind) throw new Error('There are no foreign letters.');
  const from = { name: kind.name, address: kind.address };
  const letter: Letter = {
    ...{ id: newId(random, domainOf(from)), references: [], from, to: [world.me], date },
    subject: kind.subject,
  };
  letter.headers = traceOf(letter, random);
  // iconv-lite writes no ISO-2022-JP, so its headers are in UTF-8; mixed charsets are common in real mail.
  const headers = kind.raw
    ? [
        ...letter.headers,
        bytesOf(`From: ${kind.name} <${kind.address}>`, kind.charset),
        `To: ${world.me.address}`,
        bytesOf(`Subject: ${kind.subject}`, kind.charset),
        `Date: ${encodeDate(date)}`,
        `Message-ID: <${letter.id}>`,
      ]
    : headersOf(letter, kind.charset === 'iso-2022-jp' ? 'utf-8' : kind.charset);
  return { folder: 'INBOX', date, flags: [], raw: message(headers, foreignBody(kind, random)) };
}

function foreignBody(kind: Foreign, random: Random): Part {
  const { charset, encoding } = kind;
  if (charset === 'iso-2022-jp') return { headers: jisHeaders, body: jis(`${kind.body}\n`) };
  const plain = text(`${kind.body}\n`, { charset, encoding });
  if (!kind.html) return plain;
  const page = `<html dir="${kind.rtl ? 'rtl' : 'ltr'}"><body><p>${kind.body.replace(/\n\n/g, '</p><p>').replace(/\n/g, '<br>')}</p></body></html>\n`;
  return multipart('alternative', [plain, text(page, { charset, encoding, type: 'text/html' })], random);
}

const jisHeaders = ['Content-Type: text/plain; charset=iso-2022-jp', 'Content-Transfer-Encoding: 7bit'];

/** ISO-2022-JP: runs of JIS X 0208 between escape sequences; EUC-JP holds the same numbers with the high bit. */
function jis(content: string): Buffer {
  const runs = content.replace(/\n/g, '\r\n').match(/[\x00-\x7f]+|[^\x00-\x7f]+/g) ?? [];
  return Buffer.concat(
    runs.map((run) => {
      const bytes = iconv.encode(run, 'euc-jp');
      if ((bytes[0] ?? 0) < 0x80) return bytes;
      return Buffer.concat([
        Buffer.from('\x1b$B', 'latin1'),
        bytes.map((byte) => byte & 0x7f),
        Buffer.from('\x1b(B', 'latin1'),
      ]);
    }),
  );
}
