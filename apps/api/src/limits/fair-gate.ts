import { tooMany } from "./rate-limits.ts";

export interface FairGateOptions {
  /** The most pieces of work that run at once. */
  readonly width: number;
  /** The most of one owner that run at once. */
  readonly widthOfOne: number;
  /** The most of one owner that wait; more are refused. */
  readonly waitingOfOne: number;
}

/** How long a refused owner should wait before it retries: by then some of its waiting work is done. */
const RETRY_MS = 1000;

/**
 * Limits how many pieces of work run at once, in all and for each owner. Owners that wait take turns, so work of one
 * owner waits behind its own and not before that of others.
 */
export class FairGate {
  private readonly options: FairGateOptions;
  private readonly running = new Map<string, number>();
  /** The owners that wait, in the order of their turns. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private inAll = 0;

  constructor(options: FairGateOptions) {
    this.options = options;
  }

  /** @throws TransientError `too_many_requests` if too much work of the owner waits already */
  async through<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    await this.enter(owner);
    try {
      return await work();
    } finally {
      this.leave(owner);
    }
  }

  private async enter(owner: string): Promise<void> {
    const queue = this.waiting.get(owner) ?? [];
    if (queue.length === 0 && this.mayRun(owner)) {
      this.count(owner, 1);
      return;
    }
    if (queue.length >= this.options.waitingOfOne) throw tooMany(RETRY_MS);
    const { promise, resolve } = Promise.withResolvers<void>();
    queue.push(resolve);
    this.waiting.set(owner, queue);
    await promise;
  }

  private leave(owner: string): void {
    this.count(owner, -1);
    for (const [next, queue] of this.waiting) {
      if (!this.mayRun(next)) continue;
      // Count it now, so that newer work cannot take its place.
      this.count(next, 1);
      const first = queue.shift();
      this.waiting.delete(next);
      if (queue.length > 0) this.waiting.set(next, queue);
      first?.();
      return;
    }
  }

  private mayRun(owner: string): boolean {
    const { width, widthOfOne } = this.options;
    return this.inAll < width && (this.running.get(owner) ?? 0) < widthOfOne;
  }

  private count(owner: string, change: 1 | -1): void {
    this.inAll += change;
    const running = (this.running.get(owner) ?? 0) + change;
    if (running === 0) this.running.delete(owner);
    else this.running.set(owner, running);
  }
}
