// The main thread's side of the database thread: posts statements and waits for their answers. A newcomer's
// trap: a posted Buffer may be a slice of a pool shared with other secrets, so bytes are always copied out
// before they cross.
import { Worker } from 'node:worker_threads';
import { MailError } from '../mail/errors.ts';

export type Request =
  | { id: number; kind: 'RUN'; sql: string; parameters: readonly unknown[] }
  | { id: number; kind: 'ROLLBACK' }
  | { id: number; kind: 'CLOSE' };

export interface SqlFault {
  message: string;
  /** SQLite's extended result code, or null when the fault is not SQLite's. */
  errcode: number | null;
}

export interface Rows {
  rows: Record<string, unknown>[];
  changes?: bigint;
  lastInsertRowid?: bigint;
}

export type Answer = { id: number } & (Rows | { fault: SqlFault });

/** What SQLite refused: the `cause` of the MailError, for the log and for isUniqueViolation. */
export class SqlError extends Error {
  readonly errcode: number | null;
  constructor({ message, errcode }: SqlFault) {
    super(message);
    this.name = 'SqlError';
    this.errcode = errcode;
  }
}

interface Waiting {
  resolve(rows: Rows): void;
  reject(error: MailError): void;
}

export class Door {
  readonly worker: Worker;
  #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #dead: Error | null = null;
  #closing = false;

  /** `onCrash` hears of an end nobody asked for, once, after every pending statement was rejected. */
  constructor(file: string, onCrash: (error: Error) => void) {
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { file } });
    this.worker.on('message', (answer: Answer) => this.#settle(answer));
    const die = (error: Error) => {
      if (this.#dead) return;
      this.#dead = error;
      for (const { reject } of this.#waiting.values()) reject(new MailError('INTERNAL', { cause: error }));
      this.#waiting.clear();
      if (!this.#closing) onCrash(error);
    };
    this.worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))));
    this.worker.on('exit', (code) => die(new Error(`The database thread ended (exit code ${code}).`)));
  }

  get alive(): boolean {
    return this.#dead === null;
  }

  /** Runs one statement. Throws INTERNAL, with a SqlError as its cause when SQLite refused. */
  run(sql: string, parameters: readonly unknown[]): Promise<Rows> {
    const values = parameters.map(toSqlValue);
    const moved = values.flatMap((value) =>
      value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
    );
    return this.#post((id) => ({ id, kind: 'RUN', sql, parameters: values }), moved);
  }

  /** Rolls back when a transaction is open. */
  async rollback(): Promise<void> {
    await this.#post((id) => ({ id, kind: 'ROLLBACK' }));
  }

  /** Writes everything into the database file and ends the thread. */
  async close(): Promise<void> {
    if (this.#dead) return;
    this.#closing = true;
    const ended = new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
    await this.#post((id) => ({ id, kind: 'CLOSE' }));
    await ended;
  }

  #post(make: (id: number) => Request, moved: ArrayBuffer[] = []): Promise<Rows> {
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(new MailError('INTERNAL', { cause: this.#dead }));
      const request = make(this.#nextId++);
      this.worker.postMessage(request, moved);
      this.#waiting.set(request.id, { resolve, reject });
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('fault' in answer) waiting?.reject(new MailError('INTERNAL', { cause: new SqlError(answer.fault) }));
    else waiting?.resolve(answer);
  }
}

function toSqlValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}

/** True when a statement failed because a primary key or a unique index already has that value. */
export function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof MailError ? error.cause : error;
  return cause instanceof SqlError && (cause.errcode === 1555 || cause.errcode === 2067);
}
