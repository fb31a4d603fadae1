// What a document is refused for before it runs. A newcomer's trap: this sees the document alone; what its answer may
// cost is counted while it runs (budget.ts).
import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_TOKENS } from './limits.ts';

export const guards = () =>
  EnvelopArmorPlugin({
    // A fragment is no level of its own, or splitting an operation would make it deeper.
    maxDepth: { n: MAX_DEPTH, ignoreIntrospection: true, flattenFragments: true },
    maxAliases: { n: MAX_ALIASES },
    maxDirectives: { n: MAX_DIRECTIVES },
    maxTokens: { n: MAX_TOKENS },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  });
