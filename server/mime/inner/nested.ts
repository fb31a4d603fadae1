// The head of a message that is attached to another. A newcomer's trap: the server does not send it with the structure;
// it is the beginning of the part's bytes, and nothing more than that is read.
import type { Part } from '../../mail/message.ts';
import type { MailStore } from '../../mail/store.ts';
import { MAX_HEADER_BYTES, type MessageFields, readHeader } from '../header/header.ts';
import { isIdentity } from '../seek.ts';
import { shared } from '../shared.ts';
import { contentOf } from './content.ts';

/** Nearly every head is shorter. */
const FIRST_BYTES = 16 * 1024;

/** Throws what the store throws. What is larger than 256 kB is cut. */
export function readHead(
  store: MailStore,
  message: string,
  part: Part,
  signal?: AbortSignal,
): Promise<MessageFields> {
  return shared(store, `${message}\0${part.path}\0head`, signal, async (stop) => {
    const outer: Part = { ...part, children: [] };
    for (let limit = FIRST_BYTES; ; limit = MAX_HEADER_BYTES) {
      const bytes = await beginning(store, message, outer, limit, stop);
      const isWhole =
        bytes.length < limit || limit === MAX_HEADER_BYTES || /\r?\n\r?\n/.test(bytes.toString('latin1'));
      if (isWhole) return { value: readHeader(bytes), bytes: 2000 };
    }
  });
}

async function beginning(
  store: MailStore,
  message: string,
  part: Part,
  limit: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const stream =
    isIdentity(part) && !('outer' in part)
      ? await store.openSection(message, part, { start: 0, end: limit }, signal)
      : await (await contentOf(store, message, part, signal)).open();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}
