// Label: a keyword with its look. A newcomer's trap: a label exists without anybody having made it, so any id of ours
// names one, and putting it on a message is what brings it to the server.
import { encodeId } from '../mail/id.ts';
import { labelOf } from '../mail/labels.ts';
import type { LabelModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';

export const label: Resolvers = {
  Label: {
    id: ({ accountId, look }) => encodeId('label', accountId, look.keyword),
    name: ({ look }) => look.name,
    keyword: ({ look }) => look.keyword,
    color: ({ look }) => look.color,
  },
};

export function labelModel(accountId: string, keyword: string): LabelModel | null {
  const look = labelOf(keyword);
  return look && { kind: 'label', accountId, look };
}
