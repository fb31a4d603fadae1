// An exchange of letters between the user and one correspondent, from personal.ts or work.ts. A newcomer's
// trap: the user's own letters lie in Sent; where there is only an inbox they are quoted but not there.
import { calendarName, photo } from '../attachments.ts';
import { docx, pdf, zip } from '../files.ts';
import { domainOf, type Letter, newId, type Seeded, traceOf, write } from '../letter.ts';
import { file, type Part } from '../mime.ts';
import { firstName, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import type { Exchange } from '../texts/personal.ts';
import { say, valuesFor, type World } from '../world.ts';

export interface ExchangeOptions {
  exchange: Exchange;
  with: Person;
  start: Date;
  folder: string;
  company?: string;
  cc?: readonly Person[];
}

export function exchangeOf(world: World, options: ExchangeOptions, random: Random): Seeded[] {
  const { exchange } = options;
  const values = valuesFor(world, random, {
    friend: firstName(options.with),
    ...(options.company ? { company: options.company } : {}),
  });
  const subject = say(exchange.subject, random, values);
  const signature = options.company
    ? `${options.with.name}\n${options.company}\n+44 20 7946 0${random.int(100, 999)}`
    : undefined;
  const seeded: Seeded[] = [];
  let date = options.start;
  let previous: { letter: Letter; plain: string } | undefined;
  for (const [at, template] of exchange.letters.entries()) {
    const mine = at % 2 === 1;
    const [from, to] = mine ? [world.me, options.with] : [options.with, world.me];
    const letter: Letter = {
      id: newId(random, domainOf(from)),
      references: previous ? [...previous.letter.references, previous.letter.id] : [],
      from,
      to: [to],
      ...(options.cc?.length ? { cc: options.cc } : {}),
      date,
      subject: at === 0 ? subject : `Re: ${subject}`,
    };
    if (!mine) letter.headers = traceOf(letter, random);
    const files =
      exchange.attach?.letter === at
        ? attach(exchange.attach, say(exchange.attach.name, random, values), random)
        : [];
    const written = write(
      letter,
      {
        words: say(template, random, values),
        ...(previous ? { quoted: previous } : {}),
        ...(signature && !mine ? { signature } : {}),
        files,
      },
      random,
    );
    const answered = at + 1 < exchange.letters.length && !mine;
    if (!mine || !world.inboxOnly)
      seeded.push({
        folder: mine ? 'Sent' : options.folder,
        date,
        flags: mine ? ['\\Seen'] : answered ? ['\\Seen', '\\Answered'] : [],
        raw: written.raw,
      });
    previous = { letter, plain: written.plain };
    date = new Date(date.getTime() + random.int(25, 2600) * 60_000);
    if (date > world.now) break;
  }
  // The last one may have been followed by silence because the time was up.
  const last = seeded.at(-1);
  if (last && last.folder !== 'Sent') last.flags = last.flags.filter((flag) => flag !== '\\Answered');
  return seeded;
}

function attach(wanted: NonNullable<Exchange['attach']>, name: string, random: Random): Part[] {
  const lines = Array.from({ length: 8 }, (_, at) => `${at + 1}. ${name}, ${calendarName(random)}`);
  if (wanted.kind === 'photo') return [photo(`${name}.png`, random)];
  if (wanted.kind === 'photos')
    return Array.from({ length: random.int(2, 4) }, (_, at) =>
      photo(`${name} ${at + 1}.png`, random.fork(at)),
    );
  if (wanted.kind === 'pdf')
    return [file({ filename: `${name}.pdf`, type: 'application/pdf', bytes: pdf(name, lines) })];
  if (wanted.kind === 'docx')
    return [
      file({
        filename: `${name}.docx`,
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        bytes: docx(lines),
      }),
    ];
  const bytes = zip([
    { name: 'readme.txt', bytes: Buffer.from(lines.join('\r\n')) },
    { name: `${name}.pdf`, bytes: pdf(name, lines) },
  ]);
  return [file({ filename: `${name}.zip`, type: 'application/zip', bytes })];
}
