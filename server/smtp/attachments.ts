// Attachments on their way into a message. A newcomer's trap: they are opened one after the other, each when the
// composer gets to it; opening all at once would wait for ever where two of them come over one connection.
import { Readable } from 'node:stream';
import type { Attachment as ComposerAttachment } from 'nodemailer/lib/mailer';
import type { DraftAttachment } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import { fileName, mediaType } from './clean.ts';

/** An attachment as nodemailer takes it; throws TOO_LARGE when a message that is attached is over the limit. */
export async function asComposerAttachment(
  attachment: DraftAttachment,
  maxBytes: number,
): Promise<ComposerAttachment> {
  const filename = fileName(attachment.filename);
  const contentType = mediaType(attachment.type);
  const base = { filename, contentDisposition: 'attachment' as const };
  if (contentType !== 'message/rfc822') {
    return { ...base, contentType, contentTransferEncoding: 'base64', content: lazily(attachment) };
  }
  // An attached message may not be encoded (RFC 2046 section 5.2.1), so its bytes must be fit to travel as they are.
  const bytes = withCrLf(await collect(await attachment.open(), maxBytes));
  if (bytes.includes(0) || hasLongLine(bytes))
    return {
      ...base,
      contentType: 'application/octet-stream',
      contentTransferEncoding: 'base64',
      content: bytes,
    };
  return { ...base, contentType, content: bytes };
}

function lazily(attachment: DraftAttachment): Readable {
  return Readable.from(
    (async function* () {
      yield* await attachment.open();
    })(),
    { objectMode: false },
  );
}

/** A stream in memory; destroys it and throws TOO_LARGE as soon as more than `maxBytes` came. */
export async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let total = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    total += piece.length;
    if (total > maxBytes) throw new MailError('TOO_LARGE');
    pieces.push(piece);
  }
  return Buffer.concat(pieces, total);
}

function withCrLf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1');
}

/** RFC 5322 section 2.1.1: a line has at most 998 octets. */
function hasLongLine(bytes: Buffer): boolean {
  for (let start = 0; start < bytes.length; ) {
    const next = bytes.indexOf('\r\n', start);
    const end = next < 0 ? bytes.length : next;
    if (end - start > 998) return true;
    start = end + 2;
  }
  return false;
}
