// The address of a remote image as the app loads it: sealed for one vault, and over within the hour. Sealed and not only
// signed, because a sender's address says who was written to, and addresses end up in the logs of reverse proxies. A
// newcomer's trap: the same picture has the same sealed address for half an hour, so that a browser asks once.
import { createHmac } from 'node:crypto';
import { deriveKey, SEAL_NONCE_BYTES, seal, tryOpen } from '../data/seal.ts';

/** An address lives for one to two of these. */
const STEP_MS = 30 * 60_000;

interface Keys {
  seal: Buffer;
  nonce: Buffer;
}

export class ImageSeal {
  readonly #vaultKey: Uint8Array;
  readonly #place: string;
  readonly #now: () => number;
  #made: Keys | undefined;

  constructor(vaultId: string, vaultKey: Uint8Array, now: () => number) {
    this.#vaultKey = vaultKey;
    this.#place = `image:${vaultId}`;
    this.#now = now;
  }

  seal(url: string, account: string): string {
    const until = (Math.floor(this.#now() / STEP_MS) + 2) * STEP_MS;
    const plain = Buffer.from(JSON.stringify([until, account, url]), 'utf8');
    const keys = this.#keys();
    // From what is sealed: the same for the same, and never the same for anything else.
    const nonce = createHmac('sha256', keys.nonce).update(plain).digest().subarray(0, SEAL_NONCE_BYTES);
    return seal(keys.seal, plain, this.#place, nonce).toString('base64url');
  }

  /** Null for what is over, was changed, or belongs to another vault. */
  open(sealed: string): { url: string; account: string; until: number } | null {
    const plain = tryOpen(this.#keys().seal, Buffer.from(sealed, 'base64url'), this.#place);
    if (plain === null) return null;
    const [until, account, url] = JSON.parse(plain.toString('utf8')) as [number, string, string];
    return until > this.#now() ? { url, account, until } : null;
  }

  #keys(): Keys {
    this.#made ??= {
      seal: deriveKey(this.#vaultKey, 'image-addresses'),
      nonce: deriveKey(this.#vaultKey, 'image-nonces'),
    };
    return this.#made;
  }
}
