// `npm run bench -- NAME [NAME ...]`: figures, one JSON object a line on stdout, words on stderr. A newcomer's
// trap: machines are noisy, so a figure is a median of runs that alternate with its floor, and the ratio counts.
import { firstLoad } from './first-load.ts';
import { list } from './list.ts';

export interface Figure {
  bench: string;
  case: string;
  metric: string;
  value: number;
  unit: string;
  /** The same work done with nothing in between, in the same run. */
  floor: number | null;
  ratio: number | null;
  /** What it must stay under, where a bar is set. */
  bar: number | null;
  ok: boolean | null;
}

export type Report = (figure: Omit<Figure, 'bench'>) => void;

const BENCHES: Record<string, (report: Report) => Promise<void>> = {
  list: async (report) => {
    await firstLoad(report);
    await list(report);
  },
};

const names = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  console.error(`Usage: npm run bench -- NAME   (${Object.keys(BENCHES).join(', ')})`);
  process.exit(2);
}
let missed = 0;
for (const name of names) {
  await BENCHES[name]!((figure) => {
    if (figure.ok === false) missed++;
    const value = Math.round(figure.value * 1000) / 1000;
    const round = (number: number | null): number | null =>
      number === null ? null : Math.round(number * 1000) / 1000;
    console.log(
      JSON.stringify({
        bench: name,
        ...figure,
        value,
        floor: round(figure.floor),
        ratio: round(figure.ratio),
      }),
    );
  });
}
process.exitCode = missed > 0 ? 1 : 0;
