// The store contract over the store in memory, which other tests stand on.
import { listContract } from '../../support/list-contract.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { type StoreUnderTest, storeContract } from '../../support/store-contract.ts';

async function make(): Promise<StoreUnderTest> {
  const store = memoryStore();
  return {
    store,
    groups: { flags: true, folders: true, filing: true, watch: true, changes: true },
    deliver: async (raw) => store.deliver(raw),
    close: () => store.close(),
  };
}

storeContract('The store in memory', make);
listContract('The store in memory', make, 300);
