import { TransientError } from "@scrip/db/connection";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";

/** Between two reads of one organization, and so between two messages of a stream: about four a second. */
export const PACE_MS = 250;

/** An announcement is lost when its process dies right after its commit; so it is looked again without one. */
export const LOOK_AGAIN_MS = 20_000;

/** After a read that failed. */
const RETRY_MS = 1000;

/** Someone who waits for the next balance. */
interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The balance of one organization, read once for all the streams of the process that show it. What is
 * announced while a read runs, or right after one, is read once more when its time has come: many
 * entries make one message, and the last one is always read. Nothing queues up for a slow reader, since
 * there is only the newest balance.
 */
export class Feed {
  /** How many streams show it; for its owner. */
  readers = 0;
  /** Of the newest balance; 0 before the first. */
  version = 0;
  latest: CurrentBalance | null = null;
  private readonly read: () => Promise<CurrentBalance>;
  private readonly waiting = new Set<Waiting>();
  private readAt = Number.NEGATIVE_INFINITY;
  private isReading = false;
  /** Whether something may have moved since the last read began, and whether somebody said so. */
  private isStale = false;
  private isAnnounced = false;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(read: () => Promise<CurrentBalance>) {
    this.read = read;
  }

  /** The ledger said that the organization may have moved. */
  announce(): void {
    this.isAnnounced = true;
    this.lookSoon();
  }

  /** Looks now if that is not too soon after the last time, else as soon as it is not. */
  lookSoon(): void {
    this.isStale = true;
    if (!this.isReading) this.lookIn(this.readAt + PACE_MS - performance.now());
  }

  /** Resolves when there is a newer balance than that version, or the reader is gone. */
  async newerThan(version: number, reader: AbortSignal): Promise<void> {
    if (this.version > version || reader.aborted) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const one = { resolve, reject };
    this.waiting.add(one);
    reader.addEventListener("abort", resolve as () => void, { once: true });
    try {
      await promise;
    } finally {
      this.waiting.delete(one);
      reader.removeEventListener("abort", resolve as () => void);
    }
  }

  /** Looks no more; whoever still waits is told why. */
  close(reason: Error): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.fail(reason);
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.isClosed) return;
    if (ms <= 0) void this.look();
    else this.timer = setTimeout(() => void this.look(), ms).unref();
  }

  private async look(): Promise<void> {
    const isAnnounced = this.isAnnounced;
    [this.isReading, this.isStale, this.isAnnounced] = [true, false, false];
    this.readAt = performance.now();
    let pauseMs = LOOK_AGAIN_MS;
    try {
      this.publish(await this.read(), isAnnounced);
    } catch (error) {
      this.isAnnounced ||= isAnnounced;
      pauseMs = RETRY_MS;
      // A stream that shows a balance already goes on with it while the database is away for a moment.
      if (this.latest === null || !(error instanceof TransientError)) this.fail(error);
    }
    this.isReading = false;
    this.lookIn(this.isStale ? this.readAt + PACE_MS - performance.now() : pauseMs);
  }

  private publish(seen: CurrentBalance, isAnnounced: boolean): void {
    const isNews = isAnnounced || this.latest === null || !isSame(this.latest, seen);
    this.latest = seen;
    if (!isNews) return;
    this.version += 1;
    for (const one of this.takeWaiting()) one.resolve();
  }

  private fail(error: unknown): void {
    for (const one of this.takeWaiting()) one.reject(error);
  }

  private takeWaiting(): Waiting[] {
    const all = [...this.waiting];
    this.waiting.clear();
    return all;
  }
}

function isSame(one: CurrentBalance, other: CurrentBalance): boolean {
  const isSameCredit = one.available === other.available && one.reserved === other.reserved && one.owed === other.owed;
  return isSameCredit && one.seq === other.seq && one.expiring === other.expiring;
}
