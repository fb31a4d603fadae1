// How messages look in the frame of the app: like what was sent, within a phone's width, readable. The long form of
// the first is test/full/fidelity.test.ts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { launchChromium } from '../support/chromium.ts';
import { type Fidelity, fidelity } from '../support/fidelity.ts';
import { compareAll } from '../support/fidelity-table.ts';
import { foundationTemplates } from '../support/templates/foundation.ts';
import { NEWSLETTER } from '../support/wide-newsletter.ts';

let looks: Fidelity;

before(async () => {
  looks = await fidelity(await launchChromium());
});

test('newsletters look as they were sent', { timeout: 120_000 }, async (t) => {
  const wanted = /newsletter$|marketing|order/;
  const templates = (await foundationTemplates()).filter(({ name }) => wanted.test(name));
  assert.equal(templates.length, 3);
  await compareAll(t, templates, looks);
});

test('the measure tells another message and another colour apart', async () => {
  const page = (colour: string, text: string): string =>
    `<table width="100%" height="300" bgcolor="${colour}"><tr><td style="font:16px Arial">${text}</td></tr></table>`;
  const { compare } = looks;
  assert.ok((await compare(page('#3869d4', 'One'), 390)).similarity > 0.99);
  const shifted = await compare(page('#3869d4', 'One'), 390, page('#c2410c', 'One'));
  assert.ok(shifted.similarity < 0.5, `${shifted.similarity}`);
});

test('a newsletter of fixed widths fits a phone, and its text stays readable', async () => {
  const { width, text, size } = await looks.fitted(NEWSLETTER, 390);
  assert.ok(width <= 391, `${width} px wide`);
  assert.match(text, /News of the week/);
  assert.match(text, /Left column\s+Right column/);
  assert.ok(size >= 9, `${size} px`);
});

test('a wide newsletter of large type is made smaller as a whole, its columns side by side', async () => {
  const cell = (words: string): string => `<td width="320" style="font:20px Arial">${words}</td>`;
  const html = `<table width="640" cellpadding="0" cellspacing="0" style="width:640px;min-width:640px"><tr>${cell('Left side of it')}${cell('Right side of it')}</tr></table>`;
  const { width, size, text } = await looks.fitted(html, 390);
  assert.ok(width <= 391, `${width} px wide`);
  assert.ok(size > 9 && size < 14, `${size} px`);
  assert.match(text, /Left side of it\s+Right side of it/);
});

test('a letter with a picture larger than the screen keeps the size of its type', async () => {
  const html =
    '<p>Dear Alice, here is the boat.</p><img width="1600" height="900" src="https://x.example/1600x900.png">';
  const { width, size, height } = await looks.fitted(html, 390);
  assert.ok(width <= 391, `${width} px wide`);
  assert.equal(size, 15);
  assert.ok(height < 400, `${height} px high: the picture kept its shape`);
});

test('a height that follows its own frame comes to rest', async () => {
  const { changes, height } = await looks.fitted('<style>body{height:110vh;margin:0}</style><p>x</p>', 390);
  assert.ok(changes <= 40, `${changes} changes of the height`);
  assert.ok(height > 0);
});
