// The store contract over the store in memory, which other tests stand on.
import { memoryStore } from '../../support/memory-store.ts';
import { storeContract } from '../../support/store-contract.ts';

storeContract('The store in memory', async () => {
  const store = memoryStore();
  return {
    store,
    groups: { flags: true, folders: true, filing: true, watch: true, changes: false },
    deliver: async (raw) => store.deliver(raw),
    close: () => store.close(),
  };
});
