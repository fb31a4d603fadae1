// The parts of a message in tests.
import type { Part } from '../../server/mail/message.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { textOf } from './promises.ts';

/** Those that have a content of their own. */
export function leaves(part: Part): Part[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leaves);
}

export async function bytesOf(store: MailStore, message: string, part: Part): Promise<Buffer> {
  return Buffer.from(await textOf(await store.openPart(message, part), 'latin1'), 'latin1');
}
