// What a person may do in each folder, so that nothing is offered that will fail. A newcomer's trap: what is not
// known is allowed in one's own folders and not in those of others; the server has the last word anyway.
import { signal } from '@preact/signals';
import { request } from '../api/client.ts';
import { MailboxRightsDocument, type RightsFragment } from '../api/operations.gen.ts';
import { mailboxById } from './mailboxes.ts';

export type Right = keyof RightsFragment;

const known = signal<ReadonlyMap<string, RightsFragment>>(new Map());
const asked = new Set<string>();
const AT_ONCE = 100;

export function may(mailboxId: string | null, right: Right): boolean {
  const rights = mailboxId === null ? undefined : known.value.get(mailboxId);
  if (rights) return rights[right];
  return right === 'read' || (mailboxById(mailboxId)?.namespace ?? 'PERSONAL') === 'PERSONAL';
}

export function setRights(mailboxId: string, rights: RightsFragment | null): void {
  if (!rights || JSON.stringify(known.peek().get(mailboxId)) === JSON.stringify(rights)) return;
  known.value = new Map([...known.peek(), [mailboxId, rights]]);
}

/** Asks once for those that were not asked for yet. Trouble leaves them unknown. */
export async function learnRights(mailboxIds: readonly string[]): Promise<void> {
  const ids = mailboxIds.filter((id) => !asked.has(id)).slice(0, AT_ONCE);
  if (ids.length === 0) return;
  for (const id of ids) asked.add(id);
  try {
    const { nodes } = await request(MailboxRightsDocument, { ids });
    for (const node of nodes) if (node?.__typename === 'Mailbox') setRights(node.id, node.rights);
  } catch {
    for (const id of ids) asked.delete(id);
  }
}

export function forgetRights(): void {
  asked.clear();
  known.value = new Map();
}
