// Medians of alternating runs, and the CPU time and memory of another process.
import { readFileSync } from 'node:fs';

/** Linux counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds of each, in turn: floor, product, floor, product … */
export async function alternate(
  runs: number,
  floor: () => Promise<unknown>,
  product: () => Promise<unknown>,
): Promise<{ floor: number; product: number }> {
  const times = { floor: [] as number[], product: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.floor.push(await elapsed(floor));
    times.product.push(await elapsed(product));
  }
  return { floor: median(times.floor), product: median(times.product) };
}

export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** CPU time of a process so far, in milliseconds (user and system). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory of a process, in megabytes. */
export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
