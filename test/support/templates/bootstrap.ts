// The examples of bootstrap-email (MIT), as it compiled them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedNpm } from '../npm-packages.ts';
import type { Template } from './template.ts';

const NAMES = 'lyft product-hunt integration card table'.split(' ');

export async function bootstrapTemplates(): Promise<Template[]> {
  const folder = join(await packedNpm('bootstrap-email', '1.2.9'), 'examples/output');
  return Promise.all(
    NAMES.map(async (name) => ({
      name: `bootstrap-email/${name}`,
      html: await readFile(join(folder, `${name}.html`), 'utf8'),
    })),
  );
}
