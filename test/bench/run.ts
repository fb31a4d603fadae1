// `npm run bench -- NAME [NAME ...]`: figures, one JSON object a line on stdout, words on stderr. A newcomer's
// trap: machines are noisy, so a figure is a median of runs that alternate with its floor, and the ratio counts.
import type { Figure, Report } from './report.ts';

const BENCHES: Record<string, () => Promise<(report: Report) => Promise<void>>> = {
  list: async () => (await import('./list.ts')).list,
  touch: async () => (await import('./touch.ts')).touch,
  signin: async () => (await import('./sign-in.ts')).signIn,
  open: async () => (await import('./open.ts')).open,
  render: async () => (await import('./render.ts')).render,
  download: async () => (await import('./download.ts')).download,
  flag: async () => (await import('./act.ts')).flag,
  move: async () => (await import('./act.ts')).move,
  resync: async () => (await import('./resync.ts')).resync,
  watch: async () => (await import('./watch.ts')).watch,
  fair: async () => (await import('./fair.ts')).fair,
  memory: async () => (await import('./memory.ts')).memory,
  bulk: async () => (await import('./bulk.ts')).bulk,
};

const asked = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const names = asked.includes('all') ? Object.keys(BENCHES) : asked;
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  console.error(`Usage: npm run bench -- NAME   (${Object.keys(BENCHES).join(', ')}, or all)`);
  process.exit(2);
}
// Everything a bench starts ends in its `finally`; the signal only has to make that happen.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

let missed = 0;
const round = (number: number | null): number | null =>
  number === null ? null : Math.round(number * 1000) / 1000;
for (const name of names) {
  const bench = await BENCHES[name]?.();
  await bench?.((figure: Omit<Figure, 'bench'>) => {
    if (figure.ok === false) missed++;
    const { value, floor, ratio } = figure;
    const rounded = { value: round(value), floor: round(floor), ratio: round(ratio) };
    console.log(JSON.stringify({ bench: name, ...figure, ...rounded }));
  });
}
// Kept connections of a floor must not keep the process.
process.exit(missed > 0 ? 1 : 0);
