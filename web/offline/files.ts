// Files that were chosen and are not uploaded yet, kept in IndexedDB so that a reload does not lose them. A
// newcomer's trap: every step may fail (private windows, no room); then the file is only in memory, and that is
// all right.
const DATABASE = 'postern-files';
const STORE = 'files';

export async function keepFile(key: string, file: File): Promise<void> {
  await inStore('readwrite', (store) => store.put(file, key)).catch(() => {});
}

export async function keptFile(key: string): Promise<File | null> {
  const found = await inStore<unknown>('readonly', (store) => store.get(key)).catch(() => null);
  return found instanceof File ? found : null;
}

export async function dropFile(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key)).catch(() => {});
}

function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const change = database.transaction(STORE, mode);
      const request = act(change.objectStore(STORE));
      change.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      change.onabort = () => {
        database.close();
        reject(change.error);
      };
    };
  });
}
