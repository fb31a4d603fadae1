// Bytes of the first load: what a phone gets before the sign-in page works (brotli, as served).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Report } from './report.ts';

const folder = new URL('../../dist/web/', import.meta.url);
const BAR_KB = 60;

export async function firstLoad(report: Report): Promise<void> {
  if (!existsSync(new URL('index.html', folder))) throw new Error('Build the web app first: npm run build');
  const html = readFileSync(new URL('index.html', folder), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1]!,
  );
  const kb = ['index.html', ...files].reduce((sum, file) => sum + compressedBytes(file), 0) / 1000;
  report({
    case: `${files.length + 1} files`,
    metric: 'first load, brotli',
    value: kb,
    unit: 'kB',
    floor: null,
    ratio: null,
    bar: BAR_KB,
    ok: kb <= BAR_KB,
  });
}

function compressedBytes(file: string): number {
  const compressed = new URL(`${file}.br`, folder);
  return existsSync(compressed)
    ? statSync(compressed).size
    : brotliCompressSync(readFileSync(new URL(file, folder))).length;
}
