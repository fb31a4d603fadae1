// Words of the interface: a key and its values become a sentence. A newcomer's trap: plurals are chosen by
// `count` with the language's own rules, so a sentence is never put together from pieces.
import en from '../locales/en.json' with { type: 'json' };

export type MessageKey = keyof typeof en;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The languages there are; the first is the fall-back. */
const LOCALES: Record<string, Record<MessageKey, string | Plural>> = { en };

const asked = typeof navigator === 'undefined' ? ['en'] : navigator.languages;
/** The language of the words. Dates and numbers follow the person's own first language. */
export const language = asked.map((tag) => tag.split('-')[0] ?? '').find((tag) => tag in LOCALES) ?? 'en';
const words = LOCALES[language] ?? en;
const rules = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);

export type Values = Readonly<Record<string, string | number>>;

/** The sentence for a key; `{name}` stands for a value and `count` chooses the plural. */
export function t(key: MessageKey, values: Values = {}): string {
  const entry = words[key];
  return fill(typeof entry === 'string' ? entry : pick(entry, values.count), values);
}

function pick(entry: Plural, count: string | number | undefined): string {
  return entry[rules.select(Number(count ?? 0))] ?? entry.other;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number.format(value) : value;
  });
}
