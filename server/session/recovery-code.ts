// The recovery code: 160 random bits as 8 groups of 4 letters, to be written down by a person. A newcomer's trap:
// read it leniently (case, spaces, hyphens, look-alikes), since it is typed from paper.
import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 32;

/** For example "7Q4M-…-…", 39 characters. */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.match(/.{4}/g)?.join('-') ?? letters;
}

/** The code's 32 letters as they were made, or null when this can't be a recovery code. */
export function readRecoveryCode(text: string): string | null {
  const letters = text
    .slice(0, 200)
    .toUpperCase()
    .replace(/[^\dA-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
    ? letters
    : null;
}
