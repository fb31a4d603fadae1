// Every sentence that is asked for is there, and none is left over.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import en from '../../../web/locales/en.json' with { type: 'json' };

const web = join(import.meta.dirname, '../../../web');

test('every sentence is used somewhere, and none has an exclamation mark', async () => {
  let source = '';
  for (const name of await readdir(web, { recursive: true })) {
    if (/\.tsx?$/.test(name) && !name.endsWith('.gen.ts')) source += await readFile(join(web, name), 'utf8');
  }
  // Keys that are put together from a name: `role.${role}`.
  const prefixes = [...source.matchAll(/`([a-zA-Z]+\.[a-zA-Z.]*)\$\{/g)].map((match) => match[1] ?? '');
  for (const [key, text] of Object.entries(en)) {
    const used = source.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix));
    assert.ok(used, `${key} is not used`);
    assert.ok(!JSON.stringify(text).includes('!'), `${key} shouts`);
  }
});
