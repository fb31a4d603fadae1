// One message that is being written: kept on the device at every change, saved as a draft after a pause, sent.
// A newcomer's trap is what Send does after trouble. Refused for certain: a new key. No answer: the same key,
// and only for the very same content, since under that key the server answers for the first message it got.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { DraftInput, SubmissionStatus } from '../api/operations.gen.ts';
import type { Copies, LocalCopy } from '../offline/copies.ts';
import {
  type ComposeFile,
  type Fields,
  inputOf,
  isBlank,
  isStored,
  print,
  storedOrder,
} from '../offline/fields.ts';

/** Why something failed; an ApiError is one. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly serverText: string | null;
  readonly path: readonly string[];
}

export interface Sent {
  status: SubmissionStatus;
  /** Recipients that the server refused, with its words. */
  refused: { address: string; reply: string | null }[];
  error: Trouble | null;
}

/** What it asks the server for. Everything rejects with a Trouble. */
export interface ComposeServer {
  saveDraft(input: DraftInput): Promise<{ id: string; attachmentIds: string[] }>;
  discardDraft(id: string): Promise<void>;
  send(input: DraftInput, key: string): Promise<Sent>;
}

export interface ComposeTools {
  server: ComposeServer;
  copies: Copies;
  newKey(): string;
  now(): number;
  /** Runs `act` later; the answer cancels it. */
  later(act: () => void, ms: number): () => void;
}

export type Phase =
  | 'EDITING'
  | 'SENDING'
  | 'SENT'
  /** Sent to some; `refused` names the others. */
  | 'PARTLY_SENT'
  /** Certainly not sent. */
  | 'REFUSED'
  /** No answer came. The same message can be sent again without being sent twice. */
  | 'UNSURE'
  /** The mail server got it and never replied: only a person can decide. */
  | 'UNKNOWN';

export type Saving = 'NONE' | 'WAITING' | 'SAVING' | 'SAVED' | 'FAILED';

const PAUSE_MS = 2_500;
const RETRY_MS = [10_000, 30_000, 60_000];
/** Failures after which nobody knows whether the server acted. */
const NO_ANSWER = ['NETWORK', 'INTERNAL', 'UPSTREAM_TIMEOUT', 'CANCELLED'];

export class Compose {
  readonly id: string;
  readonly fields: ReadonlySignal<Fields>;
  readonly phase: ReadonlySignal<Phase>;
  readonly saving: ReadonlySignal<Saving>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  readonly refused: ReadonlySignal<Sent['refused']>;
  /** False when the device can't keep it. */
  readonly keptHere: ReadonlySignal<boolean>;
  /** True when Send would send something else than what may already be on its way. */
  readonly changedSinceAttempt: ReadonlySignal<boolean>;

  readonly #tools: ComposeTools;
  readonly #owner: string;
  readonly #fields = signal<Fields>({} as Fields);
  readonly #phase = signal<Phase>('EDITING');
  readonly #saving = signal<Saving>('NONE');
  readonly #trouble = signal<Trouble | null>(null);
  readonly #refused = signal<Sent['refused']>([]);
  readonly #keptHere = signal(true);
  readonly #attempt = signal<LocalCopy['attempt']>(null);
  #draftId: string | null;
  /** Drafts of another account, to be removed once this one is stored or sent. */
  #left: string[] = [];
  #key: string;
  #version = 0;
  #savedVersion = 0;
  #failures = 0;
  #running: Promise<void> | null = null;
  #cancelTimer: () => void = () => {};
  #over = false;

  constructor(
    tools: ComposeTools,
    owner: string,
    start: { fields: Fields; draftId?: string | null; id?: string | undefined; copy?: LocalCopy | null },
  ) {
    const { copy } = start;
    this.#tools = tools;
    this.#owner = owner;
    this.id = copy?.id ?? start.id ?? tools.newKey();
    this.#key = copy?.key ?? tools.newKey();
    this.#draftId = copy?.draftId ?? start.draftId ?? null;
    this.#fields.value = start.fields;
    this.#attempt.value = copy?.attempt ?? null;
    if (copy) this.#version = 1;
    if (copy?.attempt) this.#phase.value = 'UNSURE';
    this.fields = this.#fields;
    this.phase = this.#phase;
    this.saving = this.#saving;
    this.trouble = this.#trouble;
    this.refused = this.#refused;
    this.keptHere = this.#keptHere;
    this.changedSinceAttempt = computed(() => {
      const attempt = this.#attempt.value;
      return attempt !== null && attempt.print !== print(this.#fields.value);
    });
  }

  /** The stored draft as it is called now. */
  get draftId(): string | null {
    return this.#draftId;
  }

  /** True when nothing was changed since it was begun. */
  get pristine(): boolean {
    return this.#version === 0;
  }

  /** A change by the person: on the device at once, on the server after a pause. */
  update(change: Partial<Fields>): void {
    if (this.#over || this.#phase.value === 'SENDING') return;
    const moved = change.accountId !== undefined && change.accountId !== this.#fields.value.accountId;
    if (moved && this.#draftId !== null) {
      this.#left.push(this.#draftId);
      this.#draftId = null;
    }
    this.#fields.value = { ...this.#fields.value, ...change };
    this.#version += 1;
    this.#keep();
    this.#plan(PAUSE_MS);
  }

  /** A change of one file, for example that it was uploaded. Works while the message waits to be sent. */
  updateFile(key: string, change: Partial<ComposeFile>): void {
    const files = this.#fields.value.files.map((file) => (file.key === key ? { ...file, ...change } : file));
    this.#fields.value = { ...this.#fields.value, files };
    this.#version += 1;
    if (this.#over) return;
    this.#keep();
    this.#plan(PAUSE_MS);
  }

  /** Saves what is not on the server yet; never more than one save at a time. Never rejects. */
  flush(): Promise<void> {
    this.#cancelTimer();
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * Sends it. `ready` is awaited first (files on their way); when it answers false, nothing is sent.
   * Resolves when the outcome is in `phase`; never rejects.
   */
  async send(ready: () => Promise<boolean> = async () => true): Promise<void> {
    if (this.#over || this.#phase.value === 'SENDING') return;
    const before = this.#phase.value;
    this.#phase.value = 'SENDING';
    this.#trouble.value = null;
    this.#cancelTimer();
    await this.#running;
    if (!(await ready())) {
      this.#phase.value = before;
      return;
    }
    const fields = this.#fields.value;
    const attempt = this.#attempt.value;
    const again = attempt !== null && attempt.print === print(fields);
    if (attempt !== null && !again) this.#key = this.#tools.newKey();
    this.#attempt.value = { key: this.#key, print: print(fields) };
    // Before the request: a crash from here on must find the key again.
    this.#keep();
    try {
      this.#settle(await this.#tools.server.send(this.#input('SEND'), this.#key));
    } catch (error) {
      await this.#failed(error as Trouble, again);
    }
  }

  /** Ends writing. What is not on the server yet is saved in the background; the answer says where it is then. */
  async close(): Promise<'NOTHING' | 'SAVED' | 'HERE'> {
    if (this.#over || this.#phase.value === 'SENDING') return 'NOTHING';
    const { answers } = this.#fields.value;
    if (this.pristine) {
      this.#forget();
      return 'NOTHING';
    }
    if (isBlank(this.#fields.value) && answers === null) {
      await this.discard().catch(() => {});
      return 'NOTHING';
    }
    await this.flush();
    const saved = this.#savedVersion === this.#version;
    const fields = this.#fields.value;
    // The stored draft lacks what is no address yet, and whether a message left is known only here.
    const only = print(fields) !== print(withoutInvalid(fields)) || !fields.files.every(isStored);
    this.#over = true;
    if (!saved || only || this.#attempt.value !== null) return 'HERE';
    this.#tools.copies.remove(this.id);
    return 'SAVED';
  }

  /** Throws it away, here and in Drafts. Rejects with a Trouble when the stored draft could not be removed. */
  async discard(): Promise<void> {
    this.#forget();
    await this.#running;
    if (this.#draftId !== null) await this.#tools.server.discardDraft(this.#draftId);
  }

  #forget(): void {
    this.#over = true;
    this.#cancelTimer();
    this.#tools.copies.remove(this.id);
  }

  /** Begins again with the recipients that were refused, as a message of its own. */
  writeToRefused(): void {
    const to = this.#refused.value.map(({ address }) => ({ name: '', address, valid: true }));
    this.#refused.value = [];
    this.#over = false;
    this.#phase.value = 'EDITING';
    this.#draftId = null;
    this.update({ to, cc: [], bcc: [] });
  }

  #input(use: 'SAVE' | 'SEND'): DraftInput {
    return inputOf(this.#fields.value, this.#draftId, use, this.#tools.now());
  }

  #keep(): void {
    this.#keptHere.value = this.#tools.copies.put({
      v: 1,
      id: this.id,
      owner: this.#owner,
      fields: this.#fields.value,
      draftId: this.#draftId,
      key: this.#key,
      attempt: this.#attempt.value,
      updatedAt: this.#tools.now(),
    });
  }

  #plan(ms: number): void {
    this.#cancelTimer();
    if (this.#phase.value === 'SENDING') return;
    if (this.#saving.value !== 'SAVING') this.#saving.value = 'WAITING';
    this.#cancelTimer = this.#tools.later(() => void this.flush(), ms);
  }

  async #saveAll(): Promise<void> {
    while (!this.#over && this.#savedVersion < this.#version) {
      const version = this.#version;
      const order = storedOrder(this.#fields.value.files, this.#tools.now());
      this.#saving.value = 'SAVING';
      try {
        const saved = await this.#tools.server.saveDraft(this.#input('SAVE'));
        this.#draftId = saved.id;
        this.#savedVersion = version;
        this.#failures = 0;
        this.#adopt(order, saved.attachmentIds);
        this.#removeLeft();
        if (!this.#over) this.#keep();
      } catch (error) {
        if (this.#dropAnswered(error as Trouble)) continue;
        this.#saving.value = 'FAILED';
        if ((error as Trouble).retryable) this.#planAgain();
        return;
      }
    }
    this.#saving.value = 'SAVED';
  }

  #removeLeft(): void {
    for (const id of this.#left.splice(0)) void this.#tools.server.discardDraft(id).catch(() => {});
  }

  #planAgain(): void {
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? PAUSE_MS;
    this.#failures += 1;
    this.#cancelTimer();
    this.#cancelTimer = this.#tools.later(() => void this.flush(), wait);
  }

  /** The files of the stored draft get new ids with each save, in the order in which they were sent. */
  #adopt(order: readonly ComposeFile[], attachmentIds: readonly string[]): void {
    if (order.length !== attachmentIds.length) return;
    const ids = new Map(order.map((file, at) => [file.key, attachmentIds[at]]));
    const files = this.#fields.value.files.map((file) => ({
      ...file,
      attachmentId: ids.get(file.key) ?? file.attachmentId,
    }));
    this.#fields.value = { ...this.#fields.value, files };
  }

  /** The answered message was moved or deleted meanwhile: go on without the tie rather than not at all. */
  #dropAnswered(trouble: Trouble): boolean {
    const tie = trouble.path.at(-1);
    if (tie !== 'inReplyToId' && tie !== 'forwardOfId') return false;
    if (this.#fields.value.answers === null) return false;
    this.#fields.value = { ...this.#fields.value, answers: null };
    return true;
  }

  #settle(sent: Sent): void {
    this.#refused.value = sent.refused;
    this.#trouble.value = sent.error;
    if (sent.status === 'UNKNOWN') this.#end('UNKNOWN');
    else if (sent.status === 'FAILED') this.#end('REFUSED');
    // Still on its way: the same key tells later what became of it.
    else if (sent.status === 'QUEUED' || sent.status === 'SENDING') this.#wait();
    else {
      this.#attempt.value = null;
      this.#key = this.#tools.newKey();
      this.#forget();
      this.#removeLeft();
      this.#phase.value = sent.status;
    }
  }

  async #failed(trouble: Trouble, again: boolean): Promise<void> {
    if (this.#dropAnswered(trouble)) {
      this.#attempt.value = again ? { key: this.#key, print: print(this.#fields.value) } : null;
      this.#phase.value = 'EDITING';
      await this.send();
      return;
    }
    this.#trouble.value = trouble;
    if (trouble.code === 'SEND_UNKNOWN') this.#end('UNKNOWN');
    // An earlier try may have gone out; a refusal of the second says nothing about the first.
    else if (again || NO_ANSWER.includes(trouble.code)) this.#wait();
    else this.#end('REFUSED');
  }

  #wait(): void {
    this.#phase.value = 'UNSURE';
    this.#keep();
  }

  /** The outcome under this key is known, so the next try needs another one. */
  #end(phase: 'REFUSED' | 'UNKNOWN'): void {
    this.#attempt.value = null;
    this.#key = this.#tools.newKey();
    this.#phase.value = phase;
    this.#keep();
  }
}

function withoutInvalid(fields: Fields): Fields {
  const valid = (list: Fields['to']): Fields['to'] => list.filter((entry) => entry.valid);
  return {
    ...fields,
    to: valid(fields.to),
    cc: valid(fields.cc),
    bcc: valid(fields.bcc),
  };
}
