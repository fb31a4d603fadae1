// Remote images: whose are let in without being asked (by sender, by domain, or everybody's), and the sealed addresses
// under which the app loads them. A newcomer's trap: in memory there are hashes only; names are read from the database
// when somebody looks at the list.
import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../data/database.ts';
import { deriveKey, open, seal } from '../data/seal.ts';
import { MailError } from '../mail/errors.ts';
import { domainOf } from '../mail/sender.ts';
import type { ImageDesk, ImageSource, ImageSourceKind } from './caller.ts';
import { ImageSeal } from './image-seal.ts';
import { newId } from './keys.ts';

const MAX_SOURCES = 1000;
/** Vaults whose hashes are in memory. */
const MAX_KEPT = 2000;
const place = (id: string) => `image_source:${id}:source`;

interface Keys {
  names: Buffer;
  hashes: Buffer;
}

export class ImageRows {
  readonly #database: Database;
  readonly #enabled: boolean;
  readonly #now: () => number;
  /** Hashes by vault, in hex. */
  readonly #known = new LRUCache<string, Promise<ReadonlySet<string>>>({ max: MAX_KEPT });

  constructor(database: Database, enabled: boolean, now: () => number = Date.now) {
    this.#database = database;
    this.#enabled = enabled;
    this.#now = now;
  }

  /** The desk of one vault. */
  of(vaultId: string, vaultKey: Uint8Array): ImageDesk {
    // Worked out when it is needed: most requests have nothing to do with images.
    let made: Keys | undefined;
    const keys = (): Keys => {
      made ??= {
        names: deriveKey(vaultKey, 'image-names'),
        hashes: deriveKey(vaultKey, 'image-hashes'),
      };
      return made;
    };
    const urls = new ImageSeal(vaultId, vaultKey, this.#now);
    return {
      enabled: this.#enabled,
      list: () => this.#list(vaultId, keys()),
      allow: (kind, name) => this.#allow(vaultId, keys(), kind, name),
      revoke: (id) => this.#revoke(vaultId, id),
      allowedBy: (address) => this.#allowedBy(vaultId, keys, address),
      seal: (url, account) => urls.seal(url, account),
      open: (sealed) => urls.open(sealed),
    };
  }

  async #list(vaultId: string, { names }: Keys): Promise<ImageSource[]> {
    const rows = await this.#rows(vaultId).orderBy('created_at', 'desc').orderBy('id').execute();
    return rows.map((row) => opened(names, row));
  }

  async #allow(vaultId: string, keys: Keys, kind: ImageSourceKind, name: string): Promise<ImageSource> {
    const hash = hashOf(keys, kind, name);
    const find = () => this.#rows(vaultId).where('hash', '=', hash).executeTakeFirst();
    const known = await find();
    if (known) return opened(keys.names, known);
    const { count } = await this.#database
      .selectFrom('image_source')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('vault_id', '=', vaultId)
      .executeTakeFirstOrThrow();
    if (count >= MAX_SOURCES)
      throw new MailError('VALIDATION', { message: 'The list is full. Take something off it first.' });
    const id = newId();
    const source = seal(keys.names, JSON.stringify({ kind, name }), place(id));
    await this.#database
      .insertInto('image_source')
      .values({ id, vault_id: vaultId, hash, source, created_at: this.#now() })
      // Two taps at once are one wish.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    this.#known.delete(vaultId);
    const made = await find();
    if (!made) throw new MailError('CONFLICT');
    return opened(keys.names, made);
  }

  #rows(vaultId: string) {
    return this.#database
      .selectFrom('image_source')
      .select(['id', 'source', 'created_at'])
      .where('vault_id', '=', vaultId);
  }

  async #revoke(vaultId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('image_source')
      .where('id', '=', id)
      .where('vault_id', '=', vaultId)
      .executeTakeFirst();
    this.#known.delete(vaultId);
    return numDeletedRows > 0n;
  }

  async #allowedBy(
    vaultId: string,
    keys: () => Keys,
    address: string | null,
  ): Promise<ImageSourceKind | null> {
    if (!this.#enabled) return null;
    const hashes = await this.#hashes(vaultId);
    if (hashes.size === 0) return null;
    const has = (kind: ImageSourceKind, name: string): boolean =>
      hashes.has(hashOf(keys(), kind, name).toString('hex'));
    if (address !== null) {
      if (has('SENDER', address)) return 'SENDER';
      if (has('DOMAIN', domainOf(address))) return 'DOMAIN';
    }
    return has('EVERYBODY', '') ? 'EVERYBODY' : null;
  }

  #hashes(vaultId: string): Promise<ReadonlySet<string>> {
    const known = this.#known.get(vaultId);
    if (known) return known;
    const read = this.#database
      .selectFrom('image_source')
      .select('hash')
      .where('vault_id', '=', vaultId)
      .execute()
      .then((rows) => new Set(rows.map(({ hash }) => Buffer.from(hash).toString('hex'))));
    this.#known.set(vaultId, read);
    // What failed is asked again by the next.
    read.catch(() => {
      if (this.#known.peek(vaultId) === read) this.#known.delete(vaultId);
    });
    return read;
  }
}

function opened(key: Uint8Array, row: { id: string; source: Uint8Array; created_at: number }): ImageSource {
  const { kind, name } = JSON.parse(open(key, row.source, place(row.id)).toString('utf8')) as Pick<
    ImageSource,
    'kind' | 'name'
  >;
  return { id: row.id, kind, name, createdAt: new Date(row.created_at) };
}

const hashOf = ({ hashes }: Keys, kind: ImageSourceKind, name: string): Buffer =>
  createHmac('sha256', hashes).update(`${kind}\0${name}`).digest();
