// The dark reading form: what colours become, and that text can be read wherever its ground is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, luminance, parseColour, writeColour } from '../../../server/mime/html/colour.ts';
import {
  darkAttribute,
  darkValue,
  groundOf,
  readable,
  SHEET_LUMINANCE,
} from '../../../server/mime/html/dark.ts';
import { safeDocument } from '../../../server/mime/html/document.ts';
import { safeHtml } from '../../../server/mime/html/html.ts';

const lightOf = (text: string): number => luminance(parseColour(text)!);
const dark = (html: string): string => safeHtml(html, { cidUrl: () => null, dark: true }).body;

test('colours are read in every way that mail writes them, and come out as they went in', () => {
  const red = [
    '#f00',
    '#FF0000',
    'red',
    'RED',
    'rgb(255,0,0)',
    'rgb(100% 0% 0%)',
    'hsl(0, 100%, 50%)',
    'hsl(360deg 100% 50%)',
  ];
  for (const text of red) assert.equal(writeColour(parseColour(text)!), '#ff0000', text);
  assert.equal(writeColour(parseColour('rgba(0, 0, 255, .5)')!), '#0000ff80');
  assert.equal(writeColour(parseColour('rgb(0 0 255 / 50%)')!), '#0000ff80');
  for (const text of ['inherit', 'transparent', '#12345', 'rgb(a,b,c)', 'var(--x)', 'url(#fff)', ''])
    assert.equal(parseColour(text), null, text);
});

test('any colour comes out as it went in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const hex = `#${number.toString(16).padStart(6, '0')}`;
      assert.equal(writeColour(parseColour(hex)!), hex);
    }),
  );
});

test('white becomes the sheet of the app, black text becomes light, a brand stays itself', () => {
  assert.ok(lightOf(darkValue('background', '#fff')) < 0.012);
  assert.ok(lightOf(darkValue('color', 'black')) > 0.8);
  const before = parseColour('#e85d04')!;
  const after = parseColour(darkValue('background-color', '#e85d04'))!;
  assert.ok(Math.abs(before.h - after.h) < 0.1, 'the same hue');
  assert.ok(after.c > 0.08, 'still a colour');
});

test('only colours change, in every place of a value', () => {
  assert.match(darkValue('border', '1px solid #ddd'), /^1px solid #[\da-f]{6}$/);
  assert.match(
    darkValue('background', 'linear-gradient(90deg, #fff 0%, rgb(240 240 240) 100%)'),
    /^linear-gradient\(90deg, #[\da-f]{6} 0%, #[\da-f]{6} 100%\)$/,
  );
  assert.equal(darkValue('color', 'inherit'), 'inherit');
  assert.match(
    darkValue('background', '#fff url("../image/red-fff") no-repeat'),
    /url\("\.\.\/image\/red-fff"\) no-repeat$/,
  );
  assert.equal(darkAttribute('bgcolor', 'ffffff'), darkAttribute('bgcolor', '#fff'));
});

test('no ground is so light that light text can not be read on it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const ground = groundOf(darkValue('background', `#${number.toString(16).padStart(6, '0')}`))!;
      assert.ok(contrast(ground, lightOf('#ffffff')) >= 4.5);
      assert.ok(contrast(ground, lightOf(darkValue('color', '#000'))) >= 4.5);
    }),
  );
});

test('text can be read on any ground that stands beside it', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(colour, colour, (text, ground) => {
      const html = dark(`<td style="color:${text};background:${ground}">x<b style="color:${text}">y</b>`);
      const on = lightOf(/background:(#\w+)/.exec(html)![1]!);
      for (const [, found = ''] of html.matchAll(/"color:(#\w+)/g))
        assert.ok(contrast(lightOf(found), on) >= 4.5, html);
    }),
  );
});

test('a ground ends with its element, and a picture has none', () => {
  const html = dark(
    '<td bgcolor="#e85d04"><font color="#7fffd4">a</font></td><font color="#7fffd4">b</font><img style="background:#e85d04" src="data:image/png;base64,AA=="><font color="#7fffd4">c</font>',
  );
  const [a, b, c] = [...html.matchAll(/font color="(#\w+)"/g)].map(([, colour]) => colour);
  assert.equal(b, c);
  assert.ok(lightOf(a!) >= lightOf(b!));
  assert.equal(readable('#888888', SHEET_LUMINANCE), '#888888');
});

test('only mail with colours of its own is changed, and only when it is asked for', () => {
  const scheme = (html: string, isDark: boolean): string =>
    /color-scheme:[a-z ]+/.exec(safeDocument({ html }, { cidUrl: () => null, dark: isDark }).html)![0];
  assert.equal(scheme('<p style="color:#000">Hi', true), 'color-scheme:dark');
  assert.equal(scheme('<p style="color:#000">Hi', false), 'color-scheme:light only');
  assert.equal(scheme('<p>Hi', true), 'color-scheme:light dark');
});
