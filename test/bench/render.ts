// What it costs to make a safe document of a large newsletter, and how long nobody else has a turn meanwhile. A
// newcomer's trap: CPU time is that of the process, warm and in the first run of one (in a child of its own).
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type DocumentOptions, safeDocument, safeHtmlDocument } from '../../server/mime/html/document.ts';
import { bigHostile, bigNewsletter } from '../support/big-mail.ts';
import { median } from './measure.ts';
import { figures, type Report } from './report.ts';

const RUNS = 31;
const WARM_UP = 15;
const BAR_MS = 25;
const TURN_MS = 10;
const BODIES = { newsletter: () => bigNewsletter(300_000), 'hostile text': () => bigHostile(308_000) };

const run = promisify(execFile);

export async function render(report: Report): Promise<void> {
  for (const [name, make] of Object.entries(BODIES)) {
    const html = make();
    const figure = figures(report, `${name} of ${Math.round(html.length / 1000)} kB`);
    for (const dark of [false, true]) {
      const options = { cidUrl: () => null, dark };
      for (let n = 0; n < WARM_UP; n++) spent(html, options);
      const times = Array.from({ length: RUNS }, () => spent(html, options));
      figure(`CPU, warm${dark ? ', dark' : ''}`, median(times), 'ms', { bar: BAR_MS });
    }
    const turns: number[] = [];
    for (let n = 0; n < RUNS; n++) turns.push(await longestTurn(html));
    figure('longest turn, warm', median(turns), 'ms', { bar: TURN_MS });
    const { stdout } = await run(process.execPath, [import.meta.filename, name]);
    figure('CPU, first time in a process', Number(stdout), 'ms');
  }
}

function spent(html: string, options: DocumentOptions): number {
  const before = process.cpuUsage();
  safeDocument({ html }, options);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function longestTurn(html: string): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    others = setImmediate(look);
  };
  let others = setImmediate(look);
  await safeHtmlDocument(html, { cidUrl: () => null });
  clearImmediate(others);
  return Math.max(longest, performance.now() - last);
}

const [, file, wanted] = process.argv;
const own = Object.entries(BODIES).find(([name]) => name === wanted);
if (file === import.meta.filename && own) console.log(spent(own[1](), { cidUrl: () => null }));
