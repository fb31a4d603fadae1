// `X-Postern-Answers: REPLY <id>`: which message a stored draft answers or forwards, so that it can still be
// marked when the draft is sent from another device. A newcomer's trap: an id may be longer than a line of mail
// may be (998), so it is written in pieces and read with the white space taken out.
import type { DraftContent } from './draft.ts';

export const ANSWERS_HEADER = 'X-Postern-Answers';
const PIECE = 60;

export function writeAnswers({ how, id }: NonNullable<DraftContent['answers']>): string {
  return [how, ...(id.match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? [])].join(' ');
}

/**
 * Reads the header back, from its value, or null. The value comes out of a mailbox, so `id` is input: it must
 * go through the same look-up as any id of a request.
 */
export function readAnswers(value: string): DraftContent['answers'] {
  const match = /^\s*(REPLY|FORWARD)((?:\s+[\w-]+)+)\s*$/.exec(value);
  const id = match?.[2]?.replace(/\s+/g, '');
  return id === undefined ? null : { how: match?.[1] === 'REPLY' ? 'REPLY' : 'FORWARD', id };
}

/** Finds and reads the header in a whole message, or in as much of it as holds the head. */
export function answersIn(raw: Buffer): DraftContent['answers'] {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.toString('latin1', 0, end < 0 ? raw.length : end).replace(/\r?\n(?=[ \t])/g, '');
  const value = new RegExp(`^${ANSWERS_HEADER}:([^\r\n]*)`, 'im').exec(head)?.[1];
  return value === undefined ? null : readAnswers(value);
}
