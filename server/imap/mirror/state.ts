// What a client holds of a mailbox, as a token: the server's own numbers (the server is the change log, so nothing is
// stored and any process can answer), and where our memory of it stood, which answers without asking while it lasts.
// A newcomer's trap: a token comes back from a client; what is not one of ours is a VALIDATION.
import { MailError } from '../../mail/errors.ts';
import type { Selected } from './mirror.ts';

export interface State extends Selected {
  /** Mirror.version, or empty. */
  version: string;
}

const TOKEN = /^([1-9]\d{0,19})\.(\d{1,10})\.(\d{1,10})\.(\d{1,20})~([\w.-]{0,60})$/;

export function encodeState({ uidValidity, exists, uidNext, modseq }: Selected, version = ''): string {
  const text = `${uidValidity}.${exists}.${uidNext ?? 0}.${modseq ?? 0n}~${version}`;
  return Buffer.from(text).toString('base64url');
}

export function decodeState(token: string): State {
  const match = TOKEN.exec(token.length > 300 ? '' : Buffer.from(token, 'base64url').toString());
  if (match === null)
    throw new MailError('VALIDATION', { message: 'This state is not one of ours.', path: ['since'] });
  const [, uidValidity = '', exists = '', uidNext = '', modseq = '', version = ''] = match;
  return {
    uidValidity: BigInt(uidValidity),
    exists: Number(exists),
    uidNext: Number(uidNext) || null,
    modseq: BigInt(modseq) || null,
    version,
  };
}
