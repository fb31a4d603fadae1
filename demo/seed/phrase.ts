// Templates with choices: "See you [on {day}|soon]" becomes one of its readings. Brackets nest; braces name a
// value. A newcomer's trap: a name that is not given is an error, because a "{day}" in a letter looks silly.
import type { Random } from './random.ts';

export type Values = Readonly<Record<string, string>>;

/** One reading of the template. Throws for a name without a value and for unbalanced brackets. */
export function phrase(template: string, random: Random, values: Values = {}): string {
  let text = template;
  // Innermost choices first.
  for (let found = true; found; ) {
    found = false;
    text = text.replace(/\[([^[\]]*)\]/g, (_whole, choices: string) => {
      found = true;
      return random.pick(choices.split('|'));
    });
  }
  if (/[[\]]/.test(text)) throw new Error(`A bracket is not closed: ${template}`);
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`There is no value for {${name}} in: ${template}`);
    return value;
  });
}
