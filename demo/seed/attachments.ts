// Pictures and names for attachments. A newcomer's trap: drawing costs 30 ms, so there are only a few pictures
// and they are shared by all messages.
import { landscape } from './files.ts';
import { file, type Part } from './mime.ts';
import { type Random, randomOf } from './random.ts';

const drawn = new Map<number, Buffer>();

/** One of eight pictures. */
export function picture(number: number): Buffer {
  let bytes = drawn.get(number);
  if (!bytes) {
    bytes = landscape(randomOf(`picture ${number}`));
    drawn.set(number, bytes);
  }
  return bytes;
}

export const photo = (filename: string, random: Random, cid?: string): Part =>
  file({ filename, type: 'image/png', bytes: picture(random.int(0, 7)), ...(cid ? { cid } : {}) });

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'.split(
  '|',
);

export const calendarName = (random: Random): string => `${random.int(1, 28)} ${random.pick(MONTHS)}`;
