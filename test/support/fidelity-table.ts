// The outcome of a comparison of many templates as a table, and the bars that it must reach.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Fidelity } from './fidelity.ts';
import type { Template } from './templates/template.ts';

export const WIDTHS = [390, 1000] as const;
const LEAST = 0.95;
const AVERAGE = 0.98;

/** Compares every template at every width, each as a test of its own, and then what they are on average. */
export async function compareAll(
  t: TestContext,
  templates: readonly Template[],
  { compare }: Fidelity,
): Promise<void> {
  const rows: string[] = [];
  let sum = 0;
  for (const { name, html } of templates) {
    await t.test(name, async () => {
      const cells: string[] = [];
      const low: string[] = [];
      for (const width of WIDTHS) {
        const { similarity, ink } = await compare(html, width);
        sum += similarity;
        cells.push(`${similarity.toFixed(4)} (${ink.toFixed(3)})`);
        if (similarity < LEAST) low.push(`${width} px: ${similarity.toFixed(4)}`);
      }
      rows.push(`${name.padEnd(38)} ${cells.join('  ')}`);
      assert.deepEqual(low, [], `less like what was sent than ${LEAST}`);
    });
  }
  const average = sum / (templates.length * WIDTHS.length);
  const head = `${'template'.padEnd(38)} ${WIDTHS.map((width) => `${width} px (ink)`.padEnd(15)).join('  ')}`;
  t.diagnostic([head, ...rows, `average of ${templates.length}: ${average.toFixed(4)}`].join('\n'));
  assert.ok(average >= AVERAGE, `${average.toFixed(4)} on average`);
}
