// Reads a message as a person would meet it, through whatever store it lies in, in the words of an expectation. A
// newcomer's trap: everything comes by the store's own methods, nothing from the bytes that were sent.
import type { Address, MessageHeader } from '../../server/mail/message.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { readStructure } from '../../server/mime/body.ts';
import { readBody } from '../../server/mime/opened.ts';
import { shown } from '../../server/mime/structure/shown.ts';
import { bytesOf } from '../support/parts.ts';
import type { CorpusMessage, Expected } from './build.ts';

export interface Reading extends Required<Expected> {
  noteText: string | null;
  messageId: string | null;
  references: readonly string[];
  hasAttachments: boolean;
}

const list = (addresses: readonly Address[]): string =>
  addresses
    .map(({ name, address }) => (name === null ? (address ?? '') : `${name} <${address ?? ''}>`))
    .join(', ');

export async function readMessage(store: MailStore, header: MessageHeader): Promise<Reading> {
  const message = header.locator;
  const opened = { store, account: 'account', message };
  const body = await readBody(opened);
  const parts = shown(await readStructure(store, message));
  const files: [string | null, string, number][] = [];
  for (const part of parts.attachments)
    files.push([part.filename, part.type, (await bytesOf(store, message, part)).length]);
  return {
    subject: header.subject,
    from: list(header.from),
    to: list(header.to),
    cc: list(header.cc),
    replyTo: list(header.replyTo),
    sentAt: header.sentAt?.toISOString() ?? null,
    text: body.text.trimEnd(),
    shows: parts.body === null ? 'NOTHING' : parts.body.type === 'text/html' ? 'HTML' : 'TEXT',
    files,
    note: null,
    noteText: body.note,
    messageId: header.messageId,
    references: header.references,
    hasAttachments: header.hasAttachments,
  };
}

/** What differs between what is expected and what was read, a line for each; empty when all is well. */
export function differences({ name, expected }: CorpusMessage, reading: Reading): string[] {
  const wrong = Object.entries(expected)
    .filter(([field]) => field !== 'note')
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(reading[field as keyof Reading]))
    .map(
      ([field, value]) =>
        `${name}, ${field}: expected ${short(value)}, got ${short(reading[field as keyof Reading])}`,
    );
  const { note } = expected;
  const told = reading.noteText;
  const fits = note === null ? told === null : told !== null && note.test(told);
  return fits ? wrong : [...wrong, `${name}, note: expected ${String(note)}, got ${short(told)}`];
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
