// Fetches images that messages point to, so that a sender learns neither who looks nor from where. A newcomer's trap:
// what is kept in memory is kept for each person apart. One cache for all would tell, by how quickly a picture comes,
// whether somebody else here got the same mail.
import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { MailError, toMailError } from '../mail/errors.ts';
import { trackerOf } from '../mime/html/trackers.ts';
import { HEAD_BYTES, rasterType } from '../mime/raster.ts';
import type { HttpAnswer, HttpClient } from '../net/http.ts';
import { ImageSlots } from './image-slots.ts';

/** As long as one image may take, and as long as it may wait for its turn. */
const TIME_MS = 10_000;
const REDIRECTS = 4;
const KEPT_MS = 30 * 60_000;
/** A host that did not answer is left alone this long after so many tries, so that a page of its images ends soon. */
const UNWELL_MS = 30_000;
const UNWELL_AFTER = 2;
const LIMITS = { total: 32, perOwner: 6, perHost: 4, waiting: 300 };
const ACCEPT = 'image/avif,image/webp,image/png,image/jpeg,image/gif';

export interface Image {
  /** Ours, by how the bytes begin. */
  type: string;
  bytes: Buffer | Readable;
}

export interface ImageProxyOptions {
  client: HttpClient;
  maxBytes: number;
  cacheBytes: number;
  /** For tests. */
  timeMs?: number;
}

export class ImageProxy {
  readonly #options: ImageProxyOptions;
  readonly #kept: LRUCache<string, { type: string; bytes: Buffer }>;
  readonly #unwell = new LRUCache<string, number>({ max: 5000, ttl: UNWELL_MS });
  readonly #slots = new ImageSlots(LIMITS);

  constructor(options: ImageProxyOptions) {
    this.#options = options;
    this.#kept = new LRUCache({
      maxSize: Math.max(1, options.cacheBytes),
      // One large picture must not push out all others.
      maxEntrySize: Math.max(1, Math.floor(options.cacheBytes / 8)),
      sizeCalculation: ({ bytes }, key) => bytes.length + key.length + 200,
      ttl: KEPT_MS,
      ttlAutopurge: true,
    });
  }

  /**
   * `owner` is the vault. Throws UPSTREAM_REFUSED for another answer than an image, TOO_LARGE, SERVER_NOT_ALLOWED,
   * RATE_LIMITED, and what the network throws. A stream that fails in the middle is an image cut off.
   */
  async get(owner: string, url: string, signal: AbortSignal): Promise<Image> {
    const key = `${owner}\0${url}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const { hostname } = new URL(url);
    const ill = `${owner}\0${hostname}`;
    const { timeMs = TIME_MS } = this.#options;
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(timeMs)]);
    const release = await this.#slots.take(owner, hostname, waiting).catch((error: unknown) => {
      throw signal.aborted ? new MailError('CANCELLED') : error instanceof MailError ? error : timedOut();
    });
    try {
      if ((this.#unwell.get(ill) ?? 0) >= UNWELL_AFTER) throw new MailError('UPSTREAM_OFFLINE');
      const answer = await this.#ask(url, ill, signal, timeMs);
      return await this.#opened(key, answer, release, signal);
    } catch (error) {
      release();
      throw toMailError(error);
    }
  }

  async #ask(url: string, ill: string, signal: AbortSignal, timeoutMs: number): Promise<HttpAnswer> {
    try {
      const answer = await this.#options.client.send({
        ...{ url, signal, timeoutMs, redirects: REDIRECTS, maxBytes: this.#options.maxBytes },
        headers: { accept: ACCEPT },
        // A redirect may lead to one who counts.
        allows: (each) => trackerOf(each) === null,
      });
      this.#unwell.delete(ill);
      return answer;
    } catch (error) {
      const { code } = toMailError(error);
      if (code === 'UPSTREAM_TIMEOUT' || code === 'UPSTREAM_OFFLINE' || code === 'UPSTREAM_UNKNOWN_HOST')
        this.#unwell.set(ill, (this.#unwell.get(ill) ?? 0) + 1);
      throw error;
    }
  }

  async #opened(key: string, answer: HttpAnswer, release: () => void, signal: AbortSignal): Promise<Image> {
    const chunks = answer.body[Symbol.asyncIterator]();
    const head: Buffer[] = [];
    let type: string | null = null;
    if (answer.status === 200) {
      for (let length = 0; length < HEAD_BYTES; ) {
        const { done, value } = await chunks.next();
        if (done) break;
        head.push(value);
        length += value.length;
      }
      type = rasterType(Buffer.concat(head).subarray(0, HEAD_BYTES));
    }
    if (type === null) {
      answer.close();
      throw new MailError('UPSTREAM_REFUSED');
    }
    const stream = Readable.from(this.#passed(key, type, head, chunks), { objectMode: false });
    const stop = (): void => void stream.destroy();
    signal.addEventListener('abort', stop, { once: true });
    stream.once('close', () => {
      signal.removeEventListener('abort', stop);
      answer.close();
      release();
    });
    return { type, bytes: stream };
  }

  /** What comes, as it comes; what came whole and is not too large is kept. */
  async *#passed(
    key: string,
    type: string,
    head: readonly Buffer[],
    chunks: AsyncIterator<Buffer>,
  ): AsyncGenerator<Buffer> {
    const most = this.#kept.maxEntrySize;
    let kept: Buffer[] | null = [...head];
    let length = 0;
    for (const chunk of head) {
      length += chunk.length;
      yield chunk;
    }
    for (let { done, value } = await chunks.next(); !done; { done, value } = await chunks.next()) {
      length += value.length;
      if (length > most) kept = null;
      kept?.push(value);
      yield value;
    }
    if (kept) this.#kept.set(key, { type, bytes: Buffer.concat(kept) });
  }
}

const timedOut = (): MailError => new MailError('UPSTREAM_TIMEOUT');
