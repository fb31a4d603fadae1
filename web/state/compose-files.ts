// The files of a message on their way to the server. A newcomer's trap: the bytes of a file that is not
// uploaded yet lie in IndexedDB under its key, so that a reload goes on with it.
import { type ReadonlySignal, signal } from '@preact/signals';
import { ApiError } from '../api/client.ts';
import { upload } from '../api/upload.ts';
import { t } from '../lib/t.ts';
import { type ComposeFile, isStored } from '../offline/fields.ts';
import { dropFile, keepFile, keptFile } from '../offline/files.ts';
import type { Compose, Trouble } from './compose.ts';

export interface Transfer {
  /** 0 to 1. */
  part: number;
  trouble: Trouble | null;
}

export class ComposeFiles {
  readonly transfers: ReadonlySignal<Readonly<Record<string, Transfer>>>;
  readonly #transfers = signal<Readonly<Record<string, Transfer>>>({});
  readonly #compose: Compose;
  readonly #bytes = new Map<string, File>();
  readonly #running = new Map<string, { control: AbortController; done: Promise<void> }>();

  constructor(compose: Compose) {
    this.#compose = compose;
    this.transfers = this.#transfers;
    for (const file of compose.fields.value.files) if (!isStored(file)) void this.retry(file.key);
  }

  add(files: Iterable<File>): void {
    const chosen = [...files].map((file) => ({ file, entry: entryOf(file) }));
    if (chosen.length === 0) return;
    this.#compose.update({
      files: [...this.#compose.fields.value.files, ...chosen.map(({ entry }) => entry)],
    });
    for (const { file, entry } of chosen) {
      void keepFile(entry.key, file);
      this.#start(entry.key, file);
    }
  }

  remove(key: string): void {
    this.#running.get(key)?.control.abort();
    this.#running.delete(key);
    this.#bytes.delete(key);
    void dropFile(key);
    const { [key]: _gone, ...others } = this.#transfers.value;
    this.#transfers.value = others;
    this.#compose.update({ files: this.#compose.fields.value.files.filter((file) => file.key !== key) });
  }

  async retry(key: string): Promise<void> {
    const file = this.#bytes.get(key) ?? (await keptFile(key));
    if (file) this.#start(key, file);
    else this.#set(key, { part: 0, trouble: new ApiError('NOT_FOUND', t('compose.fileLost'), false) });
  }

  /** Waits for what is on its way; false when some file did not arrive. */
  async ready(): Promise<boolean> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    return this.#compose.fields.value.files.every(isStored);
  }

  /** When writing ends: nothing is uploaded any more. `forget` drops the bytes kept here, too. */
  end(forget: boolean): void {
    for (const { control } of this.#running.values()) control.abort();
    if (forget) for (const { key } of this.#compose.fields.value.files) void dropFile(key);
  }

  #start(key: string, file: File): void {
    if (this.#running.has(key)) return;
    this.#bytes.set(key, file);
    this.#set(key, { part: 0, trouble: null });
    const control = new AbortController();
    const done = upload(file, (part) => this.#set(key, { part, trouble: null }), control.signal).then(
      ({ id }) => {
        this.#running.delete(key);
        this.#compose.updateFile(key, { uploadId: id, uploadedAt: Date.now() });
        this.#set(key, { part: 1, trouble: null });
        void dropFile(key);
      },
      (error: unknown) => {
        this.#running.delete(key);
        if (!control.signal.aborted) this.#set(key, { part: 0, trouble: error as ApiError });
      },
    );
    this.#running.set(key, { control, done });
  }

  #set(key: string, transfer: Transfer): void {
    this.#transfers.value = { ...this.#transfers.value, [key]: transfer };
  }
}

function entryOf(file: File): ComposeFile {
  return {
    key: crypto.getRandomValues(new Uint32Array(3)).join('-'),
    filename: file.name,
    type: file.type || 'application/octet-stream',
    size: file.size,
    uploadId: null,
    uploadedAt: 0,
    attachmentId: null,
  };
}
