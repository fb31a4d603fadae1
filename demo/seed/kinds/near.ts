// The newest letters, from the other user of the demo: whoever answers one of them reaches a real mailbox. A
// newcomer's trap: walks through the app look for these by subject, so the subjects stay.
import { pdf } from '../files.ts';
import { domainOf, headersOf, type Letter, newId, type Seeded, write } from '../letter.ts';
import { file, message, multipart, text } from '../mime.ts';
import { firstName, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import { daysAgo, minutesAgo, type World } from '../world.ts';

export const NEAR_SUBJECTS = {
  plain: 'Are you on the early train?',
  html: 'Dinner on Saturday: the menu',
  file: 'The floor plan, second try',
} as const;

const from = (world: World, random: Random, subject: string, date: Date, to?: Person): Letter => {
  const [writer, reader] = to ? [world.me, to] : [world.other, world.me];
  return {
    ...{ id: newId(random, domainOf(writer)), references: [], from: writer, to: [reader], date, subject },
  };
};

export function lettersNear(world: World, random: Random): Seeded[] {
  const inbox = (date: Date, raw: Buffer, flags: string[] = []): Seeded => ({
    folder: 'INBOX',
    date,
    flags,
    raw,
  });
  const me = firstName(world.me);
  const other = firstName(world.other);

  const plain = from(world, random, NEAR_SUBJECTS.plain, minutesAgo(world, 6));
  const question = `Hi ${me},\n\nare you on the early train tomorrow? I could keep a seat for you, and bring the\nbook back.\n\n${other}\n`;

  const dinner = from(world, random, NEAR_SUBJECTS.html, minutesAgo(world, 31));
  const courses = [
    ['First', 'Beetroot, walnuts, goat’s cheese'],
    ['Then', 'Barley risotto with mushrooms'],
    ['Last', 'Plum cake, and more plum cake'],
  ];
  const menu = `<html><body style="margin:0;background:#fbf7f0"><div style="max-width:520px;margin:auto;padding:28px 24px;font:16px/1.6 Georgia,serif;color:#3a2f25">
<h1 style="font-size:26px;font-weight:normal;color:#7a3b2e;margin:0 0 12px">Dinner on Saturday</h1>
<p>Dear ${me}, we are six at the table, at <b>half past seven</b>. Here is what I have in mind:</p>
<table cellpadding="8" style="border-collapse:collapse;width:100%">
${courses.map(([name, dish]) => `<tr><td style="border-bottom:1px solid #e6dccd;color:#a08c73;width:64px">${name}</td><td style="border-bottom:1px solid #e6dccd">${dish}</td></tr>`).join('\n')}
</table>
<p>Is there anything you <i>don’t</i> eat? And could you bring <a href="https://copperkettle.example/pans/24">the big pan</a>?</p>
<p>${other}</p></div></body></html>
`;
  const menuPlain = `Dear ${me},\n\nwe are six at the table, at half past seven.\n\n${courses.map(([name, dish]) => `${name}: ${dish}`).join('\n')}\n\nIs there anything you don’t eat? And could you bring the big pan?\n\n${other}\n`;

  const plan = from(world, random, NEAR_SUBJECTS.file, daysAgo(world, 1, random));
  const withPlan = write(
    plan,
    {
      words: 'now with the door on the right side. If you print it, take the larger paper.',
      files: [
        file({
          filename: 'Floor plan.pdf',
          type: 'application/pdf',
          bytes: pdf('Floor plan', ['Hall 3.2 x 4.1 m', 'Kitchen 2.9 x 3.6 m', 'Study 2.4 x 3.6 m']),
        }),
      ],
    },
    random,
  );

  const keys = from(world, random, 'The spare keys', daysAgo(world, 3, random));
  const first = write(
    keys,
    { words: 'did you find the spare keys? The neighbours need one on Friday.' },
    random,
  );
  const answer: Letter = {
    ...from(world, random, 'Re: The spare keys', new Date(keys.date.getTime() + 50 * 60_000), world.other),
    references: [keys.id],
  };
  const reply = write(
    answer,
    {
      words: 'found them, in the blue jar. I hang one on their door.',
      quoted: { letter: keys, plain: first.plain },
    },
    random,
  );
  return [
    inbox(plain.date, message(headersOf(plain), text(question))),
    inbox(
      dinner.date,
      message(
        headersOf(dinner),
        multipart('alternative', [text(menuPlain), text(menu, { type: 'text/html' })], random),
      ),
    ),
    inbox(plan.date, withPlan.raw, ['\\Flagged']),
    inbox(keys.date, first.raw, ['\\Seen', '\\Answered']),
    ...(world.inboxOnly ? [] : [{ folder: 'Sent', date: answer.date, flags: ['\\Seen'], raw: reply.raw }]),
  ];
}

/** One letter that was never finished. */
export function draft(world: World, random: Random): Seeded {
  const letter = from(world, random, 'An idea for the boathouse', minutesAgo(world, 95), world.other);
  const words = `Dear ${firstName(world.other)},\n\nwhat if we ask the carpenter first, before\n`;
  return {
    ...{ folder: 'Drafts', date: letter.date, flags: ['\\Draft', '\\Seen'] },
    raw: message(headersOf(letter), text(words)),
  };
}

const SPAM = [
  ['You have won a lighthouse!!!', 'Dear winner, send the postage and your lighthouse leaves today.'],
  ['RE: RE: your invoice is overdue', 'Open the attached folder at once. It has no attachment, but hurry.'],
  ['Lose forty kilograms of furniture', 'One simple trick that carriers hate.'],
  ['Investment in tides', 'They come back twice a day, guaranteed.'],
  [
    'Your parcel could not be delivered',
    'Pay 1.99 to http://parcel.invalid/pay and receive another message.',
  ],
  ['Make money while you sleep', 'Our pillows are stuffed with shares.'],
] as const;

export const junk = (world: World, random: Random): Seeded[] =>
  SPAM.map(([subject, words], at) => {
    const name = random.pick(['Prize Office', 'Accounts', 'Dr Fortune', 'Support Team']);
    const writer = { name, address: `x${random.int(1000, 9999)}@bulk.invalid` };
    const letter: Letter = {
      ...{ id: newId(random, 'bulk.invalid'), references: [], from: writer, to: [world.me], subject },
      date: daysAgo(world, at * 3 + 1, random),
    };
    const page = `<html><body><font size="5" color="red"><b>${words}</b></font><img src="http://count.invalid/${at}.gif" width="1" height="1"></body></html>\n`;
    return {
      ...{ folder: 'Junk', date: letter.date, flags: [] },
      raw: message(headersOf(letter), text(page, { type: 'text/html' })),
    };
  });
