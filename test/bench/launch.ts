// Runs a server program and answers its parent about it: CPU time, memory, event-loop delay, IMAP commands. A
// newcomer's trap: this is the bench's own door, by process IPC; the product knows nothing of it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ImapFlow } from 'imapflow';

/** Since the last time it was asked for. */
export interface Usage {
  /** Of all threads of the process. */
  cpuMs: number;
  residentMb: number;
  /** Heap and buffers after a garbage collection, where the process runs with --expose-gc. */
  heldBytes: number;
  /** IMAP commands in the order in which they were sent, with the number of the connection: 2:UID_FETCH. */
  commands: string[];
  /** Milliseconds that the event loop was late; null until it is asked to watch. */
  late: { p50: number; p99: number; max: number } | null;
}

export type Question = { id: number; ask: 'usage'; gc?: boolean } | { id: number; ask: 'watchLoop' };

type Histogram = ReturnType<typeof monitorEventLoopDelay>;

const RESOLUTION_MS = 1;
let commands: string[] = [];
let cpu = process.cpuUsage();
let loop: Histogram | null = null;

const wire = ImapFlow.prototype as unknown as { exec(name: string, ...rest: unknown[]): unknown };
const { exec } = wire;
const connections = new WeakMap<object, number>();
let opened = 0;
wire.exec = function (this: object, name, ...rest) {
  const connection = connections.get(this) ?? ++opened;
  connections.set(this, connection);
  commands.push(`${connection}:${name.replace(' ', '_')}`);
  return exec.call(this, name, ...rest);
};

process.on('message', (question: Question) => {
  if (question.ask === 'watchLoop') {
    loop ??= monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    loop.enable();
    loop.reset();
    process.send?.({ id: question.id });
    return;
  }
  // Twice: what has a finalizer goes in the second. The last resort also gives back half-empty pages.
  if (question.gc)
    for (let time = 0; time < 2; time++)
      (globalThis.gc as ((options: object) => void) | undefined)?.({
        ...{ type: 'major', execution: 'sync', flavor: 'last-resort' },
      });
  const { user, system } = process.cpuUsage(cpu);
  const { rss, heapUsed, external } = process.memoryUsage();
  const usage: Usage = {
    cpuMs: (user + system) / 1000,
    residentMb: rss / 1024 / 1024,
    heldBytes: heapUsed + external,
    commands,
    late: loop && { p50: late(loop, 50), p99: late(loop, 99), max: loop.max / 1e6 - RESOLUTION_MS },
  };
  loop?.reset();
  commands = [];
  process.send?.({ id: question.id, usage });
  cpu = process.cpuUsage();
});

// Nothing here outlives the bench, however that ended.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

/** The histogram holds whole intervals, the wanted millisecond included. */
function late(histogram: Histogram, percent: number): number {
  return Math.max(0, histogram.percentile(percent) / 1e6 - RESOLUTION_MS);
}

const [program] = process.argv.slice(2);
if (program) await import(program);
