// How a vault key is wrapped: by a password (scrypt), or by a secret of ours that is random already (HKDF). Every
// wrap is mixed with the server secret, so a stolen database alone can't be tried against guessed passwords. A
// newcomer's trap: never store or log a secret; what is stored is `hashOf` it, which only finds the row.
import { createHash, createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { deriveKey, seal, tryOpen } from '../data/seal.ts';
import { MailError } from '../mail/errors.ts';
import { serial } from './serial.ts';

/** OWASP's scrypt row with N = 2^15: 32 MB and some 60 ms a try. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const SALT_BYTES = 16;

export const newKey = (): Buffer => randomBytes(32);
export const newSalt = (): Buffer => randomBytes(SALT_BYTES);
/** A random name for a row; it grants nothing. */
export const newId = (): string => randomBytes(12).toString('base64url');
/** A secret of 256 bits, as 43 letters that fit a cookie and a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** One at a time: each takes 32 MB, and a burst of sign-ins must not take the machine's memory. */
const inTurn = serial();

/** The key that a password gives with a salt; CANCELLED when nobody wants it any more by its turn. */
export function passwordKey(
  serverSecret: Uint8Array,
  password: string,
  salt: Uint8Array,
  signal?: AbortSignal,
): Promise<Buffer> {
  const mixing = deriveKey(serverSecret, 'password');
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new MailError('CANCELLED'));
        scrypt(password.normalize('NFC'), salt, 32, SCRYPT, (error, key) => {
          if (error) reject(error);
          else resolve(createHmac('sha256', mixing).update(key).digest());
        });
      }),
  );
}

/** The key that a random secret (a cookie, a token, a recovery code) gives. */
export function secretKey(
  serverSecret: Uint8Array,
  secret: string,
  purpose: 'session' | 'token' | 'recovery',
): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'utf8'), serverSecret, `postern:${purpose}`, 32));
}

/** `place` names the row that holds the wrap, so that a wrap that is copied into another row opens nothing. */
export const wrapKey = (wrapping: Uint8Array, key: Uint8Array, place: string): Buffer =>
  seal(wrapping, key, place);

/** In memory of its own: a slice would keep 64 kB of Node's pool for as long as the key is held. */
export function unwrapKey(wrapping: Uint8Array, wrap: Uint8Array, place: string): Buffer | null {
  const key = tryOpen(wrapping, wrap, place);
  return key && Buffer.from(new Uint8Array(key).buffer);
}
