// The thread that owns SQLite: one connection, one statement after the other, in the order they were posted.
// A newcomer's trap: nothing here may be imported by the main thread; all traffic goes through door.ts. An
// error of a statement is an answer; an error outside a statement ends the thread, which is what we want.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Request, SqlFault } from './door.ts';

if (parentPort === null) throw new Error('worker.ts runs as a worker thread only');
const port = parentPort;
const database = new DatabaseSync((workerData as { file: string }).file, { timeout: 5000 });
// FULL: a commit is on the disk when it returns. POP3 deletes the server's copy on the strength of it.
// secure_delete FAST: a removed key wrap is overwritten where that costs no further write.
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = FAST;
  PRAGMA temp_store = MEMORY;
`);

interface Prepared {
  statement: StatementSync;
  /** It returns rows: SELECT, or anything with RETURNING. */
  reads: boolean;
}

const MAX_PREPARED = 300;
const prepared = new Map<string, Prepared>();

function prepare(sql: string): Prepared {
  const known = prepared.get(sql);
  if (known) return known;
  const statement = database.prepare(sql);
  const fresh = { statement, reads: statement.columns().length > 0 };
  if (prepared.size >= MAX_PREPARED) {
    const oldest = prepared.keys().next();
    if (!oldest.done) prepared.delete(oldest.value);
  }
  prepared.set(sql, fresh);
  return fresh;
}

function run(request: Extract<Request, { kind: 'RUN' }>): Answer {
  const { statement, reads } = prepare(request.sql);
  const parameters = request.parameters as SQLInputValue[];
  if (reads) return { id: request.id, rows: statement.all(...parameters) as Record<string, unknown>[] };
  const { changes, lastInsertRowid } = statement.run(...parameters);
  return { id: request.id, rows: [], changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
}

function faultOf(error: unknown): SqlFault {
  const { message, errcode } = error as { message?: unknown; errcode?: unknown };
  return { message: String(message), errcode: typeof errcode === 'number' ? errcode : null };
}

/** Blobs are moved to the other thread, not copied. */
function buffersOf(answer: Answer): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const row of 'rows' in answer ? answer.rows : []) {
    for (const value of Object.values(row)) {
      if (value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength > 0)
        buffers.push(value.buffer);
    }
  }
  return buffers;
}

port.on('message', (request: Request) => {
  if (request.kind === 'CLOSE') {
    try {
      database.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);');
    } catch {
      // A full disk, perhaps. What was committed stays in the -wal file and is taken over at the next start.
    }
    database.close();
    port.postMessage({ id: request.id, rows: [] } satisfies Answer);
    port.close();
    return;
  }
  if (request.kind === 'ROLLBACK') {
    // SQLite rolls back by itself on a full disk or an I/O error; then there is nothing left to undo.
    if (database.isTransaction) database.exec('ROLLBACK');
    port.postMessage({ id: request.id, rows: [] } satisfies Answer);
    return;
  }
  let answer: Answer;
  try {
    answer = run(request);
  } catch (error) {
    answer = { id: request.id, fault: faultOf(error) };
  }
  port.postMessage(answer, buffersOf(answer));
});
