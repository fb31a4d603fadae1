// The bounds of one GraphQL document. Measured on the web app's own operations, which reach depth 9 and a
// quarter of the tokens; anything beyond is refused before it runs.
export const MAX_DEPTH = 12;
export const MAX_ALIASES = 15;
export const MAX_TOKENS = 2000;
export const MAX_DIRECTIVES = 20;
/** Characters; tokens alone do not bound it, since one string is one token. */
export const MAX_DOCUMENT = 20_000;
/** What one operation may cost while it runs; see budget.ts. */
export const MAX_COST = 4000;
/** Messages that one action may name. */
export const MAX_BULK_IDS = 10_000;
/** Messages that an action may be for when a filter chooses them. */
export const MAX_AFFECTED = 100_000;
/** Outcomes told message by message. */
export const MAX_RESULTS = 500;
