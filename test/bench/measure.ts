// Medians and percentiles of runs that alternate with their floor. A newcomer's trap: the order within a pair
// changes every time, so that neither always finds what the other has just warmed.

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export interface Pair {
  floor: number;
  product: number;
}

/** Medians of what the two measure, each told the number of the run. */
export async function alternate(
  runs: number,
  floor: (run: number) => Promise<number>,
  product: (run: number) => Promise<number>,
): Promise<Pair> {
  const floors: number[] = [];
  const products: number[] = [];
  for (let run = 0; run < runs; run++) {
    const both = [async () => floors.push(await floor(run)), async () => products.push(await product(run))];
    for (const measure of run % 2 === 0 ? both : both.reverse()) await measure();
  }
  return { floor: median(floors), product: median(products) };
}

/** Milliseconds that it takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** For `alternate`: how long each run of the work takes. */
export const timed =
  (work: (run: number) => Promise<unknown>) =>
  (run: number): Promise<number> =>
    elapsed(() => work(run));
