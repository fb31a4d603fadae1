// What a query asks for below a field, so that nothing is fetched that nobody wants (a preview costs a round
// trip). Fragments are followed; @skip and @include are taken as "asked", which only costs the round trip.
import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** True when a field of this name stands anywhere below the current one. */
export function asks({ fieldNodes, fragments }: Info, name: string): boolean {
  const below = (fields: readonly FieldNode[]): boolean =>
    fields.some((field) => field.name.value === name || below(fieldsIn(field.selectionSet, fragments)));
  return below(fieldNodes.flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments)));
}

/** The names of the fields that stand right below a path of fields, each name taken for all fields of that name. */
export function namesBelow({ fieldNodes, fragments }: Info, ...path: string[]): ReadonlySet<string> {
  let fields = fieldNodes.flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments));
  for (const name of path)
    fields = fields
      .filter((field) => field.name.value === name)
      .flatMap(({ selectionSet }) => fieldsIn(selectionSet, fragments));
  return new Set(fields.map(({ name }) => name.value));
}

function fieldsIn(set: SelectionSetNode | undefined, fragments: Info['fragments']): FieldNode[] {
  const seen = new Set<string>();
  const within = (each: SelectionSetNode | undefined): FieldNode[] =>
    each?.selections.flatMap((selection) => {
      if (selection.kind === 'Field') return [selection];
      if (selection.kind === 'InlineFragment') return within(selection.selectionSet);
      if (seen.has(selection.name.value)) return [];
      seen.add(selection.name.value);
      return within(fragments[selection.name.value]?.selectionSet);
    }) ?? [];
  return within(set);
}
