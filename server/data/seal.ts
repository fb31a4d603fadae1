// Sealing: AES-256-GCM with a random nonce, and keys derived for one purpose each. For everything in `data/` that
// may not be readable on the disk (submissions, uploads, account secrets). A newcomer's trap: `place` is not
// secret but must be given again to open; make it name the row and column (`submission:<id>:head`), so that
// sealed bytes that are copied into another row don't open there.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { MailError } from '../mail/errors.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export const SEAL_NONCE_BYTES = NONCE_BYTES;

/** How many bytes longer the sealed form is. */
export const SEAL_OVERHEAD = HEAD_BYTES;

/** A key of 32 bytes for one purpose, from key material of at least 32 bytes (HKDF-SHA-256). */
export function deriveKey(material: Uint8Array, purpose: string): Buffer {
  if (material.length < 32) throw new Error('Key material must have at least 32 bytes.');
  return Buffer.from(hkdfSync('sha256', material, new Uint8Array(), `postern:${purpose}`, 32));
}

/**
 * Version, nonce, tag and ciphertext in one buffer. `key` has 32 bytes. A nonce that is given must be another one for
 * other plain bytes: two texts under one nonce and key give both away.
 */
export function seal(
  key: Uint8Array,
  plain: Uint8Array | string,
  place: string,
  nonce: Uint8Array = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const body = [
    cipher.update(typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain),
    cipher.final(),
  ];
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ...body]);
}

/** The plain bytes, or null when key, place or bytes are not those of the seal. */
export function tryOpen(key: Uint8Array, sealed: Uint8Array, place: string): Buffer | null {
  if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  const plain = decipher.update(sealed.subarray(HEAD_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return null;
  }
}

/** As tryOpen, for what must open: throws INTERNAL when it does not. */
export function open(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  const plain = tryOpen(key, sealed, place);
  if (plain === null)
    throw new MailError('INTERNAL', { cause: new Error(`Sealed data of ${place} does not open.`) });
  return plain;
}
