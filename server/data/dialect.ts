// Kysely over the database thread. There is one connection; whoever holds it (a statement, or a transaction
// until it ends) holds it alone, first come, first served. A newcomer's trap: inside a transaction use `trx`
// only. A statement on the outer database waits for the transaction that waits for it, and after
// ACQUIRE_LIMIT_MS it fails with INTERNAL.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { MailError } from '../mail/errors.ts';
import type { Door } from './door.ts';

const ACQUIRE_LIMIT_MS = 10_000;

/** A dialect over doors made by `openDoor`; a door that died is replaced when the next statement comes. */
export function workerDialect(openDoor: () => Door): Dialect {
  return {
    createAdapter: () => new OneConnectionAdapter(),
    createDriver: () => new WorkerDriver(openDoor),
    createIntrospector: (database: Kysely<unknown>) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Says "many connections" so that Kysely leaves the queue to the driver, whose queue is fair and has a limit. */
class OneConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A connection belongs to the door it began on, so that a transaction can't go on behind a new one. */
class WorkerConnection implements DatabaseConnection {
  readonly door: Door;
  constructor(door: Door) {
    this.door = door;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes, lastInsertRowid } = await this.door.run(sql, parameters);
    return { rows: rows as R[], numAffectedRows: changes, insertId: lastInsertRowid };
  }

  // biome-ignore lint/correctness/useYield: a cursor would hold the only connection for as long as its reader likes
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new MailError('INTERNAL', { cause: new Error('Ask for pages of rows instead of a stream.') });
  }
}

class WorkerDriver implements Driver {
  #openDoor: () => Door;
  #door: Door | null = null;
  #busy = false;
  #queue: (() => void)[] = [];

  constructor(openDoor: () => Door) {
    this.#openDoor = openDoor;
  }

  async init(): Promise<void> {
    this.#door = this.#openDoor();
  }

  async acquireConnection(): Promise<WorkerConnection> {
    await this.#acquire();
    try {
      if (!this.#door?.alive) this.#door = this.#openDoor();
      return new WorkerConnection(this.#door);
    } catch (error) {
      await this.releaseConnection();
      throw error;
    }
  }

  async releaseConnection(): Promise<void> {
    const next = this.#queue.shift();
    if (next) next();
    else this.#busy = false;
  }

  async beginTransaction(connection: WorkerConnection): Promise<void> {
    await connection.door.run('BEGIN IMMEDIATE', []);
  }

  async commitTransaction(connection: WorkerConnection): Promise<void> {
    await connection.door.run('COMMIT', []);
  }

  /** A dead door took its transaction with it: SQLite undoes what was not committed. */
  async rollbackTransaction(connection: WorkerConnection): Promise<void> {
    if (connection.door.alive) await connection.door.rollback();
  }

  async destroy(): Promise<void> {
    await this.#acquire();
    await this.#door?.close();
  }

  #acquire(): Promise<void> {
    if (!this.#busy) {
      this.#busy = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#queue = this.#queue.filter((waiting) => waiting !== turn);
        reject(new MailError('INTERNAL', { cause: new Error('The database was busy for too long.') }));
      }, ACQUIRE_LIMIT_MS);
      this.#queue.push(turn);
    });
  }
}
