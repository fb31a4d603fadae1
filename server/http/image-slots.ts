// How many images are fetched at once: in all, for one person, and from one host for one person. Whoever finds no room
// waits; the first whom there is room for goes next.
import { MailError } from '../mail/errors.ts';

export interface SlotLimits {
  total: number;
  perOwner: number;
  perHost: number;
  /** Of one person. */
  waiting: number;
}

interface Waiter {
  owner: string;
  host: string;
  go(): void;
}

export class ImageSlots {
  readonly #limits: SlotLimits;
  readonly #busy = new Map<string, number>();
  #waiting: Waiter[] = [];
  #running = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** The function it resolves with gives the place back. RATE_LIMITED when too many wait; throws what the signal aborts with. */
  async take(owner: string, host: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const waiter: Waiter = { owner, host, go: () => {} };
    if (!this.#hasRoom(waiter)) await this.#wait(waiter, signal);
    else this.#count(waiter, 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#count(waiter, -1);
      this.#next();
    };
  }

  #wait(waiter: Waiter, signal: AbortSignal): Promise<void> {
    if (this.#waiting.filter(({ owner }) => owner === waiter.owner).length >= this.#limits.waiting)
      throw new MailError('RATE_LIMITED');
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== waiter);
        reject(signal.reason);
      };
      waiter.go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
    });
  }

  /** A place is taken for whoever goes before anybody else can ask. */
  #next(): void {
    const at = this.#waiting.findIndex((each) => this.#hasRoom(each));
    const [waiter] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (!waiter) return;
    this.#count(waiter, 1);
    waiter.go();
  }

  #hasRoom({ owner, host }: Waiter): boolean {
    const { total, perOwner, perHost } = this.#limits;
    return (
      this.#running < total &&
      (this.#busy.get(owner) ?? 0) < perOwner &&
      (this.#busy.get(`${owner}\0${host}`) ?? 0) < perHost
    );
  }

  #count({ owner, host }: Waiter, by: 1 | -1): void {
    this.#running += by;
    for (const key of [owner, `${owner}\0${host}`]) {
      const count = (this.#busy.get(key) ?? 0) + by;
      if (count > 0) this.#busy.set(key, count);
      else this.#busy.delete(key);
    }
  }
}
