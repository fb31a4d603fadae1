// Messages that lie on this device, neither sent nor saved in Drafts. A newcomer's trap: what is open in this
// or another tab lies there too and must not be offered, or two tabs would write the same message.
import { type ReadonlySignal, signal } from '@preact/signals';
import { Copies, type LocalCopy } from '../offline/copies.ts';
import { deviceStorage } from '../offline/storage.ts';

export const copies = new Copies(deviceStorage());

const found = signal<readonly LocalCopy[]>([]);
/** As last looked for; newest first. */
export const unsent: ReadonlySignal<readonly LocalCopy[]> = found;

/** Looks again. Never rejects. */
export async function lookForUnsent(owner: string | null): Promise<void> {
  if (owner === null) {
    found.value = [];
    return;
  }
  const open = await openAnywhere();
  found.value = copies.list(owner).filter(({ id }) => !open.has(id));
}

const LOCK = 'postern-compose-';

/** Marks a message as open until the function it returns is called. */
export function holdCompose(id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Outside https there are no locks; then a second tab may offer what the first has open.
  void navigator.locks?.request(LOCK + id, () => promise).catch(() => {});
  return resolve;
}

async function openAnywhere(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
}
