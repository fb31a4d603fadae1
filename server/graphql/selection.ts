// What a query asks for below a field, so that nothing is fetched that nobody wants (a preview costs a round
// trip). Fragments are followed; @skip and @include are taken as "asked", which only costs the round trip.
import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** True when a field of this name stands anywhere below the current one. */
export function asks({ fieldNodes, fragments }: GraphQLResolveInfo, name: string): boolean {
  const seen = new Set<string>();
  const below = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === 'Field') return selection.name.value === name || below(selection.selectionSet);
      if (selection.kind === 'InlineFragment') return below(selection.selectionSet);
      if (seen.has(selection.name.value)) return false;
      seen.add(selection.name.value);
      return below(fragments[selection.name.value]?.selectionSet);
    }) ?? false;
  return fieldNodes.some((node) => below(node.selectionSet));
}
