// The rare things that every real mailbox holds one of: a bounce, a forwarded message as a file, no subject, no
// date, a subject without end, a large file, long and foreign file names, pictures within the text.
import { photo, picture } from '../attachments.ts';
import { docx, logo, noise, pdf, zip } from '../files.ts';
import { domainOf, headersOf, type Letter, newId, type Seeded, traceOf } from '../letter.ts';
import { file, message, multipart, nested, type Part, text } from '../mime.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';
import { daysAgo, type World } from '../world.ts';

type Build = (world: World, random: Random) => Seeded;

const base = (
  world: World,
  random: Random,
  options: { from?: Person; subject: string; days: number },
): Letter => {
  const from = options.from ?? random.pick(world.friends);
  const letter: Letter = {
    ...{ id: newId(random, domainOf(from)), references: [], from, to: [world.me] },
    date: daysAgo(world, options.days, random),
    subject: options.subject,
  };
  letter.headers = traceOf(letter, random);
  return letter;
};

const seeded = (letter: Letter, content: Part, headers = headersOf(letter)): Seeded => ({
  ...{ folder: 'INBOX', date: letter.date, flags: [] },
  raw: message(headers, content),
});

const bounce: Build = (world, random) => {
  const from = { name: 'Mail Delivery System', address: 'mailer-daemon@mail.demo.example' };
  const letter = base(world, random, { from, subject: 'Undelivered Mail Returned to Sender', days: 9 });
  letter.headers = ['Return-Path: <>', 'Auto-Submitted: auto-replied'];
  const lost = { name: 'Old Address', address: 'gone@harbourandco.example' };
  const sent: Letter = {
    ...{ id: newId(random, domainOf(world.me)), references: [], from: world.me, to: [lost] },
    ...{ date: letter.date, subject: 'Samples for the fair' },
  };
  const words = `I'm sorry, but your message could not be delivered to one of the recipients.\n\n<${lost.address}>: host mx.harbourandco.example said: 550 5.1.1 No such mailbox\n`;
  const status = `Reporting-MTA: dns; mail.demo.example\nArrival-Date: ${letter.date.toUTCString()}\n\nFinal-Recipient: rfc822; ${lost.address}\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.harbourandco.example\nDiagnostic-Code: smtp; 550 5.1.1 No such mailbox\n`;
  const report = multipart(
    'report; report-type=delivery-status',
    [
      text(words),
      { headers: ['Content-Type: message/delivery-status'], body: text(status).body },
      nested(message(headersOf(sent), text('Hello,\n\nthe samples leave on Monday.\n'))),
    ],
    random,
  );
  return seeded(letter, report);
};

const forwarded: Build = (world, random) => {
  const letter = base(world, random, { subject: 'Fwd: The letter I told you about', days: 23 });
  const writer = random.pick(world.friends);
  const inner: Letter = {
    ...{ id: newId(random, domainOf(writer)), references: [], from: writer, to: [letter.from] },
    ...{ date: daysAgo(world, 26, random), subject: 'Plans for the old boathouse' },
  };
  const plan = file({
    filename: 'plan.pdf',
    type: 'application/pdf',
    bytes: pdf('Boathouse', ['Roof', 'Slip']),
  });
  const words = text(
    'Dear all,\n\nthe council says yes, if the roof keeps its shape. The plan is attached.\n',
  );
  const original = message(headersOf(inner), multipart('mixed', [words, plan], random));
  return seeded(
    letter,
    multipart(
      'mixed',
      [text('Here it is, with everything attached. What do you think?\n'), nested(original)],
      random,
    ),
  );
};

const endless: Build = (world, random) => {
  const subject =
    'Re: Fwd: AW: Minutes of the meeting of the working group on the renaming of the footpaths between the old mill, the new mill and the mill that is not a mill, including the objections of the third reading, the corrected map (which replaces the corrected map of Tuesday), and the question who brings the cake';
  return seeded(
    base(world, random, { subject, days: 3 }),
    text('The subject says it all. I bring the cake.\n'),
  );
};

const subjectless: Build = (world, random) => {
  const letter = base(world, random, { subject: '', days: 2 });
  return seeded(letter, text('did you get home all right?\n'));
};

const dateless: Build = (world, random) => {
  const letter = base(world, random, { subject: 'From the old scanner in the hall', days: 12 });
  const headers = headersOf(letter).filter((line) => !/^(Date|Message-ID):/.test(line));
  const scan = file({ filename: 'scan0001.png', type: 'image/png', bytes: picture(3) });
  return seeded(letter, multipart('mixed', [text('Scanned on floor 2.\n'), scan], random), headers);
};

const large: Build = (world, random) => {
  const letter = base(world, random, { subject: 'The raw recordings (5 MB, careful)', days: 5 });
  const bytes = zip([{ name: 'take 1.raw', bytes: noise(5 * 1024 * 1024) }]);
  const content = multipart(
    'mixed',
    [
      text('All of it in one file, as you asked.\n'),
      file({ filename: 'recordings.zip', type: 'application/zip', bytes }),
    ],
    random,
  );
  return seeded(letter, content);
};

const names: Build = (world, random) => {
  const letter = base(world, random, { subject: 'Files with difficult names', days: 7 });
  const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const long = `${'Minutes of the extraordinary general meeting '.repeat(4).trim()} (final, corrected, 2).pdf`;
  const parts = [
    file({
      filename: 'Übersicht – Größe & Straße.pdf',
      type: 'application/pdf',
      bytes: pdf('Übersicht', ['Größe']),
    }),
    file({ filename: '写真の一覧.docx', type: office, bytes: docx(['写真', '一覧']), naming: '2047' }),
    file({ filename: 'تقرير السنة.pdf', type: 'application/pdf', bytes: pdf('Report', ['2 pages']) }),
    file({ filename: long, type: 'application/pdf', bytes: pdf('Minutes', ['Item 1']) }),
    file({ filename: 'no-extension', type: 'application/octet-stream', bytes: noise(2048) }),
  ];
  return seeded(
    letter,
    multipart('mixed', [text('Does your program show all of them?\n'), ...parts], random),
  );
};

const postcard: Build = (world, random) => {
  const letter = base(world, random, { subject: 'A postcard from the hut', days: 1 });
  const [first, second, mark] = [1, 2, 3].map((at) => `picture${at}.${letter.id}`);
  const page = `<html><body style="font-family:Georgia,serif">
<p>We made it up before the rain. This is the view in the morning:</p>
<p><img src="cid:${first}" alt="Hills in the morning" width="480"></p>
<p>and this one is for your wall:</p>
<p><img src="cid:${second}" alt="The same hills in the evening" width="480"></p>
<p>Back on Sunday.</p><p><img src="cid:${mark}" alt="" width="36" height="36"></p>
</body></html>
`;
  const related = multipart(
    'related',
    [
      text(page, { type: 'text/html' }),
      photo('morning.png', random, first),
      photo('evening.png', random, second),
      file({ filename: 'mark.png', type: 'image/png', bytes: logo(random), ...(mark ? { cid: mark } : {}) }),
    ],
    random,
  );
  const plain = text(
    'We made it up before the rain. Pictures are in the other version.\n\nBack on Sunday.\n',
  );
  return seeded(letter, multipart('alternative', [plain, related], random));
};

const flowed: Build = (world, random) => {
  const letter = base(world, random, { subject: 'Poem, as promised', days: 15 });
  const words =
    'Read it aloud, it is short. The paragraph you are reading now is one long line that \nwas cut with a space at each end, so it should fill your screen \nwhatever its width.\n\n  The tide has a key\n  to every door of the town\n  and knocks all the same.\n\n> Who wrote it?\n>> I found it in the tram.\n';
  return seeded(letter, text(words, { parameters: 'format=flowed; delsp=no' }));
};

const unknownCharset: Build = (world, random) => {
  const letter = base(world, random, { subject: 'Test from my own mail program', days: 31 });
  const content = text('If you can read this, it works. The charset is my own invention.\n');
  content.headers[0] = 'Content-Type: text/plain; charset=x-homemade';
  return seeded(letter, content);
};

export const SPECIALS: readonly Build[] = [
  ...[bounce, forwarded, endless, subjectless, dateless],
  ...[large, names, postcard, flowed, unknownCharset],
];
