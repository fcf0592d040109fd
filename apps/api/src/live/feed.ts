import { TransientError } from "@scrip/db/connection";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";

/** The time between two reads of one organization, and so between two messages of a stream: about four a second. */
export const PACE_MS = 250;

/** A process can die between its commit and its announcement, so the feed reads again without one after this time. */
export const REFRESH_MS = 20_000;

/** The time until the next read after a failed one. */
const RETRY_MS = 1000;

/** A stream that waits for the next balance. */
interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The balance of one organization, read once for all streams of the process that show it. An announcement during a
 * read, or soon after one, leads to one more read after `PACE_MS`. So many entries make one message, and the last entry
 * is always read. Nothing queues up for a slow reader, because the feed keeps only the newest balance.
 * @source docs/rules.md#live-streams
 */
export class Feed {
  /** The number of streams that show it; the owner counts them. */
  readers = 0;
  /** The version of the newest balance; 0 before the first. */
  version = 0;
  latest: CurrentBalance | null = null;
  private readonly read: () => Promise<CurrentBalance>;
  private readonly waiters = new Set<Waiter>();
  private readAt = Number.NEGATIVE_INFINITY;
  private isReading = false;
  /** Whether the balance may have changed since the last read began. */
  private isStale = false;
  /** Whether the ledger announced a change since the last read began. */
  private isAnnounced = false;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(read: () => Promise<CurrentBalance>) {
    this.read = read;
  }

  /** The ledger announced that the balance may have changed. */
  announce(): void {
    this.isAnnounced = true;
    this.refreshSoon();
  }

  /** Reads now, or `PACE_MS` after the last read if that is later. */
  refreshSoon(): void {
    this.isStale = true;
    if (!this.isReading) this.refreshIn(this.readAt + PACE_MS - performance.now());
  }

  /** Resolves when there is a newer balance than `version`, or when `reader` aborts. Rejects when the feed fails. */
  async newerThan(version: number, reader: AbortSignal): Promise<void> {
    if (this.version > version || reader.aborted) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { resolve, reject };
    this.waiters.add(waiter);
    reader.addEventListener("abort", resolve as () => void, { once: true });
    try {
      await promise;
    } finally {
      this.waiters.delete(waiter);
      reader.removeEventListener("abort", resolve as () => void);
    }
  }

  /** Stops reading, and rejects the waiting streams with the reason. */
  close(reason: Error): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.fail(reason);
  }

  private refreshIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.isClosed) return;
    if (ms <= 0) void this.refresh();
    else this.timer = setTimeout(() => void this.refresh(), ms).unref();
  }

  private async refresh(): Promise<void> {
    const isAnnounced = this.isAnnounced;
    this.isReading = true;
    this.isStale = false;
    this.isAnnounced = false;
    this.readAt = performance.now();
    let pauseMs = REFRESH_MS;
    try {
      this.publish(await this.read(), isAnnounced);
    } catch (error) {
      this.isAnnounced ||= isAnnounced;
      pauseMs = RETRY_MS;
      // A stream that already shows a balance keeps it while the database does not answer for a moment.
      if (this.latest === null || !(error instanceof TransientError)) this.fail(error);
    }
    this.isReading = false;
    this.refreshIn(this.isStale ? this.readAt + PACE_MS - performance.now() : pauseMs);
  }

  private publish(current: CurrentBalance, isAnnounced: boolean): void {
    const isNews = isAnnounced || this.latest === null || !isSame(this.latest, current);
    this.latest = current;
    if (!isNews) return;
    this.version += 1;
    for (const waiter of this.takeWaiters()) waiter.resolve();
  }

  private fail(error: unknown): void {
    for (const waiter of this.takeWaiters()) waiter.reject(error);
  }

  private takeWaiters(): Waiter[] {
    const all = [...this.waiters];
    this.waiters.clear();
    return all;
  }
}

function isSame(one: CurrentBalance, other: CurrentBalance): boolean {
  const isSameCredit = one.available === other.available && one.reserved === other.reserved && one.owed === other.owed;
  return isSameCredit && one.seq === other.seq && one.expiring === other.expiring;
}
