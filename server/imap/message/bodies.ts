// Small parts of messages, kept in memory while there is room, so that opening a message again asks nothing. The
// first time, everything that will be shown of it comes with one FETCH. A newcomer's trap: the size in BODYSTRUCTURE
// is the server's word; what turns out to be larger is not kept and has to be streamed.
import { MailError } from '../../mail/errors.ts';
import type { Part } from '../../mail/message.ts';
import { orAborted } from '../../mail/or-aborted.ts';
import { decodeBytes } from '../../mime/decode.ts';
import { shown } from '../../mime/structure/shown.ts';
import { existing } from '../action/expunge.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import type { Placement } from '../locator.ts';
import type { AccountCache } from './cache.ts';
import { type AccountHeaders, messageKey } from './headers.ts';
import { fetchByUid } from './message.ts';

/** The header block, under the name that it has as a section (RFC 3501 section 6.4.5). */
export const HEADER: Part = {
  ...{ path: 'HEADER', type: 'text/rfc822-headers', encoding: 'binary', size: 8 * 1024, params: {} },
  ...{ filename: null, disposition: null, contentId: null, contentLocation: null, children: [] },
};
/** What comes along with a header that is asked for by itself: the message is mostly being opened. */
const WITH_HEADER_BYTES = 64 * 1024;

/** Encoded bytes of a part that is kept; larger ones are streamed. */
export const SMALL_BYTES = 256 * 1024;
/** What comes together is never more than this, nor more parts. */
const TOGETHER_BYTES = 512 * 1024;
const TOGETHER_PARTS = 8;
const BUFFER_BYTES = 250;

/** By section number, the transfer encoding undone. */
type Opened = ReadonlyMap<string, Buffer>;

interface Reading {
  parts: readonly Part[];
  opened: Promise<Opened>;
  stop: AbortController;
  waiting: number;
}

export class Bodies {
  readonly #lanes: Lanes;
  readonly #headers: AccountHeaders;
  readonly #kept: AccountCache<Map<string, Buffer>>;
  readonly #running = new Map<string, Reading>();

  constructor(lanes: Lanes, headers: AccountHeaders, kept: AccountCache<Map<string, Buffer>>) {
    this.#lanes = lanes;
    this.#headers = headers;
    this.#kept = kept;
  }

  /**
   * The bytes of a small part with its transfer encoding undone, not to be changed; null when it is larger than it
   * is said to be. No command when it is kept, else one. GONE, STALE or NOT_FOUND.
   */
  async read(place: Placement, part: Part, signal: AbortSignal | undefined): Promise<Buffer | null> {
    const key = messageKey(place.path, place.uidValidity, place.uid);
    const known = this.#kept.get(key)?.get(part.path);
    if (known !== undefined) return known;
    const running = this.#running.get(key);
    const joins = running?.parts.some(({ path }) => path === part.path) === true;
    const reading = joins && running !== undefined ? running : this.#begin(key, place, part);
    reading.waiting++;
    try {
      return (await orAborted(reading.opened, signal)).get(part.path) ?? null;
    } finally {
      // Stopped only when nobody waits for it any more.
      if (--reading.waiting === 0) {
        reading.stop.abort();
        if (this.#running.get(key) === reading) this.#running.delete(key);
      }
    }
  }

  #begin(key: string, place: Placement, part: Part): Reading {
    const { path, uidValidity, uid } = place;
    const known = this.#headers.peek(path, uidValidity, uid);
    const parts = together(known?.structure ?? null, part);
    const stop = new AbortController();
    const opened = this.#lanes
      .use((session) => fetchParts(session, place, parts), {
        mailbox: path,
        upTo: uid,
        signal: stop.signal,
      })
      .then((raw) => this.#keep(key, parts, raw));
    // Whoever waits sees the failure; with nobody left it must not end the process.
    opened.catch(() => {});
    const reading: Reading = { parts, opened, stop, waiting: 0 };
    this.#running.set(key, reading);
    return reading;
  }

  #keep(key: string, parts: readonly Part[], raw: ReadonlyMap<string, Buffer>): Opened {
    const opened = new Map(this.#kept.peek(key));
    for (const { path, encoding } of parts) {
      const bytes = raw.get(path);
      if (bytes !== undefined && bytes.length < SMALL_BYTES)
        opened.set(path, own(decodeBytes(bytes, encoding)));
    }
    let size = BUFFER_BYTES;
    for (const bytes of opened.values()) size += BUFFER_BYTES + bytes.length;
    this.#kept.set(key, opened, size);
    return opened;
  }
}

/** A small buffer is a slice of a larger one, which it would keep alive. */
function own(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** The part, and with a text that is shown all the others that will be shown. */
function together(root: Part | null, part: Part): Part[] {
  const { body, text, bodies, calendar, reports } = root === null ? NOTHING : shown(root);
  const all = [...new Set([HEADER, body, text, ...bodies, ...calendar, ...reports])].filter(
    (each) => each !== null,
  );
  if (!all.some(({ path }) => path === part.path)) return [part];
  let room = (part === HEADER ? WITH_HEADER_BYTES : TOGETHER_BYTES) - part.size;
  const others = all.filter((each) => {
    const fits = each.path !== part.path && each.size < SMALL_BYTES && each.size <= room;
    if (fits) room -= each.size;
    return fits;
  });
  return [part, ...others.slice(0, TOGETHER_PARTS - 1)];
}

const NOTHING = { body: null, text: null, bodies: [], calendar: [], reports: [] };

async function fetchParts(
  session: Session,
  { uid, uidValidity }: Placement,
  parts: readonly Part[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
  const bodyParts = parts.map(({ path }) => ({ key: path, start: 0, maxLength: SMALL_BYTES }));
  const rows = await fetchByUid(session, `${uid}`, { bodyParts }, { uid: true, count: 1 });
  const row = rows.get(uid);
  if (row === undefined) throw new MailError('GONE');
  const raw = row.bodyParts ?? new Map<string, Buffer>();
  if (!raw.has(parts[0]?.path ?? '')) await explainAbsence(session, uid);
  return raw;
}

/** No such part; or the message was just removed elsewhere, and the server still lists it here, without bytes. */
export async function explainAbsence(session: Session, uid: number): Promise<never> {
  await session.sync();
  throw new MailError((await existing(session, [uid])).length > 0 ? 'NOT_FOUND' : 'GONE');
}
