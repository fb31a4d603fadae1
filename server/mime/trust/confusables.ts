// Letters that look like others, as far as they matter in names of domains. A newcomer's trap: a skeleton is only ever
// compared with another skeleton; it is no name, and nobody sees it. The table is our own: the letters of Cyrillic,
// Greek, Armenian and Latin that stand for Latin ones in every common typeface.

const PAIRS: Readonly<Record<string, string>> = {
  a: 'аɑα',
  b: 'ЬƄɓ',
  c: 'сϲᴄƈ',
  d: 'ԁɗđ',
  e: 'еҽєɛ',
  f: 'ƒϝ',
  g: 'ɡցǥɠ',
  h: 'һհɦ',
  i: 'іιıɩї',
  j: 'јϳ',
  k: 'κкƙ',
  l: 'ӏΙІɭłℓ|',
  m: 'мṃ',
  n: 'ոռпηɲ',
  o: 'оοօσ०ооøӧ',
  p: 'рρƿ',
  q: 'ԛգ',
  r: 'гɼ',
  s: 'ѕʂꜱ',
  t: 'тτţ',
  u: 'υսʋ',
  v: 'νѵᴠ',
  w: 'ԝшωѡᴡ',
  x: 'хχ×',
  y: 'уүγʏ',
  z: 'ᴢʐ',
};
const LETTERS = new Map<string, string>();
for (const [latin, others] of Object.entries(PAIRS)) for (const other of others) LETTERS.set(other, latin);

/** What several letters look like side by side. */
const RUNS: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/0/g, 'o'],
  [/1/g, 'l'],
];

/** Two labels with the same skeleton look the same, or nearly so. */
export function skeleton(label: string): string {
  // A capital I is told from a small l by nothing but the typeface.
  let out = '';
  for (const char of label.replaceAll('I', 'l').normalize('NFKC').toLowerCase().normalize('NFD')) {
    if (/\p{M}/u.test(char)) continue;
    out += LETTERS.get(char) ?? char;
  }
  for (const [run, letter] of RUNS) out = out.replace(run, letter);
  return out;
}

const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Georgian: /\p{Script=Georgian}/u,
  // Written with one another in Japanese, Chinese and Korean, and with Latin letters.
  East: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
} as const;

/** True when one label is written in scripts that no language mixes (UTS 39, highly restrictive). */
export function isMixedScript(label: string): boolean {
  const found = Object.entries(SCRIPTS).flatMap(([name, letters]) => (letters.test(label) ? [name] : []));
  return found.length > 1 && !(found.length === 2 && found.includes('Latin') && found.includes('East'));
}

/** True when a label in another script could be read as a Latin one. */
export function looksLatin(label: string): boolean {
  return /[^\0-\x7f]/.test(label) && /^[a-z\d-]+$/.test(skeleton(label)) && !SCRIPTS.Latin.test(label);
}
