// Mail about dates: invitations to meetings (iMIP, RFC 6047) and bookings of journeys. A newcomer's trap: the
// calendar lies in the alternative part, where programs look for it, and again as a file, for those that don't.
import { calendar, type Meeting, pdf } from '../files.ts';
import { domainOf, headersOf, type Letter, newId, type Seeded, traceOf } from '../letter.ts';
import { file, message, multipart, text } from '../mime.ts';
import { CITIES, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import { say, valuesFor, type World } from '../world.ts';

const TITLES = [
  'Proof reading, second round',
  'Lunch with the printer',
  'Garden committee',
  'Website: [what next|numbers of the month]',
  'Rehearsal (with strings)',
  'Handover, keys and cat',
];

export interface MeetingOptions {
  from: Person;
  date: Date;
  /** Days from the letter to the meeting. */
  ahead: number;
  method: Meeting['method'];
  others?: readonly Person[];
}

export function meeting(world: World, options: MeetingOptions, random: Random): Seeded {
  const { from, date, method } = options;
  const title = say(random.pick(TITLES), random, valuesFor(world, random));
  const start = new Date(date.getTime() + options.ahead * 86_400_000);
  start.setUTCHours(random.int(8, 16), random.pick([0, 30]), 0, 0);
  // Nobody meets at the weekend.
  if (start.getUTCDay() % 6 === 0) start.setUTCDate(start.getUTCDate() + 2);
  const organizer = method === 'REPLY' ? world.me : from;
  const event: Meeting = {
    uid: `${random.int(1e8, 9e8).toString(36)}@${domainOf(from)}`,
    ...{ method, title, start, organizer },
    place: say(
      '[Room 2, first floor|{place}|Video call: https://meet.marlowstudio.example/r/{code}]',
      random,
      valuesFor(world, random),
    ),
    minutes: random.pick([30, 45, 60, 90]),
    attendees:
      method === 'REPLY'
        ? [{ ...from, state: 'ACCEPTED' }]
        : [world.me, ...(options.others ?? [])].map((person) => ({ ...person })),
  };
  const verb = { REQUEST: 'Invitation', CANCEL: 'Cancelled', REPLY: 'Accepted' }[method];
  const letter: Letter = {
    ...{ id: newId(random, domainOf(from)), references: [], from, to: [world.me], date },
    ...(options.others?.length ? { cc: options.others } : {}),
    subject: `${verb}: ${title}`,
  };
  letter.headers = traceOf(letter, random);
  const plain = `${verb}: ${title}\n\nWhen: ${start.toUTCString()}, ${event.minutes} minutes\nWhere: ${event.place}\nFrom: ${from.name} <${from.address}>\n`;
  const page = `<html><body><p><b>${verb}: ${title}</b></p><table><tr><td>When</td><td>${start.toUTCString()}, ${event.minutes} minutes</td></tr><tr><td>Where</td><td>${event.place}</td></tr></table></body></html>\n`;
  const ics = calendar(event);
  const content = multipart(
    'mixed',
    [
      multipart(
        'alternative',
        [
          text(plain),
          text(page, { type: 'text/html' }),
          text(ics, { type: 'text/calendar', parameters: `method=${method}`, encoding: 'quoted-printable' }),
        ],
        random,
      ),
      file({
        filename: 'invite.ics',
        type: 'application/ics',
        bytes: Buffer.from(ics.replace(/\n/g, '\r\n')),
      }),
    ],
    random,
  );
  return { folder: 'INBOX', date, flags: [], raw: message(headersOf(letter), content) };
}

/** A train or a room, with the ticket as PDF and the date as a calendar file. */
export function journey(world: World, date: Date, random: Random): Seeded {
  const train = random.chance(0.6);
  const [from, to] = [random.pick(CITIES), random.pick(CITIES)];
  const code = random.int(1e8, 9e8).toString(36).toUpperCase();
  const start = new Date(date.getTime() + random.int(3, 40) * 86_400_000);
  start.setUTCHours(random.int(6, 18), random.pick([4, 17, 31, 51]), 0, 0);
  const company = train
    ? { name: 'Tidewater Rail', address: 'tickets@tidewaterrail.example' }
    : { name: 'Pension Morgenrot', address: 'rooms@morgenrot.example' };
  const title = train ? `${from} – ${to}` : `Two nights in ${to}`;
  const day = start.toUTCString().slice(0, 16);
  const letter: Letter = {
    ...{ id: newId(random, domainOf(company)), references: [], from: company, to: [world.me], date },
    subject: train ? `Your ticket ${title}, ${day}` : `Your booking: ${title}, from ${day}`,
  };
  letter.headers = traceOf(letter, random);
  const rows: readonly (readonly [string, string])[] = train
    ? [
        ['Train', `TR ${random.int(100, 999)}, coach ${random.int(1, 9)}, seat ${random.int(11, 96)}`],
        ['Departure', `${start.toUTCString().slice(0, 22)}, ${from}, platform ${random.int(1, 12)}`],
        ['Arrival', `${to}, ${random.int(2, 7)} h later`],
        ['Code', code],
      ]
    : [
        ['Room', 'Double room to the courtyard, breakfast included'],
        ['Arrival', `${day}, from 15:00`],
        ['Price', `${random.int(120, 260)}.00 €, to be paid in the house`],
        ['Code', code],
      ];
  const plain = `${title}\n\n${rows.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\nHave a good journey!\n${company.name}\n`;
  const page = `<html><body style="font-family:Arial,sans-serif"><h2 style="color:#8a1538">${title}</h2><table cellpadding="6">${rows.map(([name, value]) => `<tr><td style="color:#888888">${name}</td><td>${value}</td></tr>`).join('')}</table><p>Have a good journey!<br>${company.name}</p></body></html>\n`;
  const ics = calendar({
    ...{ uid: `${code}@${domainOf(company)}`, method: 'REQUEST', title, start, minutes: 180 },
    ...{ place: train ? from : to, organizer: company, attendees: [world.me] },
  }).replace('METHOD:REQUEST\n', '');
  const content = multipart(
    'mixed',
    [
      multipart('alternative', [text(plain), text(page, { type: 'text/html' })], random),
      file({ filename: `${title}.pdf`, type: 'application/pdf', bytes: pdf(title, plain.split('\n')) }),
      file({
        filename: 'journey.ics',
        type: 'text/calendar',
        bytes: Buffer.from(ics.replace(/\n/g, '\r\n')),
      }),
    ],
    random,
  );
  return { folder: 'INBOX', date, flags: [], raw: message(headersOf(letter), content) };
}
