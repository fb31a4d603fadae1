// Very many small messages, for benchmarks: a hundred thousand in under a minute. A newcomer's trap: they are
// made while they are sent, so memory stays flat; nothing holds them all.
import { append, type Target } from './append.ts';
import type { Seeded } from './letter.ts';
import { friends } from './people.ts';
import { phrase } from './phrase.ts';
import { type Random, randomOf } from './random.ts';
import { PERSONAL } from './texts/personal.ts';
import { valuesFor, type World } from './world.ts';

export interface BulkOptions {
  folder?: string;
  /** The date of the newest; the others lie before it, five minutes apart. */
  newest?: Date;
  /** Of all messages, how many are an answer to an earlier one. */
  answers?: number;
}

/** About 1 KB each, with threads, read ones and a few flags. */
export function* smallMessages(user: string, count: number, options: BulkOptions = {}): Generator<Seeded> {
  const random = randomOf(`bulk ${user}`);
  const newest = options.newest?.getTime() ?? Date.now();
  const folder = options.folder ?? 'INBOX';
  const people = friends();
  const texts = paragraphs(random, user);
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const date = new Date(newest - (count - 1 - at) * 300_000);
    const from = random.pick(people);
    const id = `${at}.${random.int(0, 0xffffff).toString(36)}@bulk.example`;
    const parent = random.chance(options.answers ?? 0.42) ? ids[random.int(0, ids.length)] : undefined;
    // Only recent ones are answered, as in life.
    ids.push(id);
    if (ids.length > 200) ids.shift();
    const { subject, body } = random.pick(texts);
    const raw = Buffer.from(
      `From: "${from.name.normalize('NFD').replace(/[^ -~]/g, '')}" <${from.address}>\r\nTo: ${user}\r\n` +
        `Subject: ${parent ? 'Re: ' : ''}${subject} ${at % 977}\r\nDate: ${date.toUTCString().replace('GMT', '+0000')}\r\n` +
        `Message-ID: <${id}>\r\n${parent ? `In-Reply-To: <${parent}>\r\nReferences: <${parent}>\r\n` : ''}` +
        `MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n\r\nNumber ${at}\r\n`,
    );
    const flags = [...(at < count * 0.97 ? ['\\Seen'] : []), ...(at % 61 === 0 ? ['\\Flagged'] : [])];
    yield { folder, date, flags, raw };
  }
}

function paragraphs(random: Random, user: string): { subject: string; body: string }[] {
  const world: World = {
    ...{ me: { name: 'You', address: user }, other: { name: 'You', address: user }, now: new Date(0) },
    ...{ inboxOnly: true, random, friends: friends(), teams: [] },
  };
  return PERSONAL.flatMap((exchange) =>
    Array.from({ length: 6 }, () => {
      const values = valuesFor(world, random, { friend: 'Me' });
      const words = exchange.letters.map((letter) => phrase(letter, random, values)).join('\n\n');
      const subject = phrase(exchange.subject, random, values);
      return { subject: subject.normalize('NFD').replace(/[^ -~]/g, ''), body: words.replace(/\n/g, '\r\n') };
    }),
  );
}

export async function seedMany(
  target: Target,
  count: number,
  options: BulkOptions & { progress?: (done: number) => void } = {},
): Promise<void> {
  const folders = options.folder && options.folder !== 'INBOX' ? [options.folder] : [];
  await append(target, folders, smallMessages(target.user, count, options), options.progress);
}
