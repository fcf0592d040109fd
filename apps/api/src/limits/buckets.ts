/** The pace that a bucket allows. */
export interface Pace {
  readonly perSecond: number;
  /** The tokens of a full bucket: the most at once. */
  readonly burst: number;
}

/** The most buckets that are kept. A flood of made-up names must not fill the memory. */
const MOST = 50_000;

/**
 * Token buckets by name. A bucket is stored as the time at which it will be full again, so a full bucket is none, and
 * nothing runs while nobody calls.
 */
export class Buckets {
  private readonly pace: Pace;
  private readonly most: number;
  private readonly fullAt = new Map<string, number>();

  constructor(pace: Pace, most = MOST) {
    this.pace = pace;
    this.most = most;
  }

  /** The number of buckets that are not full, and of some that were not full a moment ago. */
  get size(): number {
    return this.fullAt.size;
  }

  /**
   * The time until a bucket has so many tokens, in milliseconds; 0 if it has them now. A full bucket is enough for any
   * number, so that no request has to wait for ever.
   */
  waitMs(name: string, tokens: number, now: number): number {
    const { perSecond, burst } = this.pace;
    const missing = Math.min(tokens, burst) - (burst - this.usedAt(name, now));
    return missing <= 0 ? 0 : (missing / perSecond) * 1000;
  }

  /** Takes tokens out of a bucket, as many as there are. */
  take(name: string, tokens: number, now: number): void {
    const { perSecond, burst } = this.pace;
    const used = Math.min(burst, this.usedAt(name, now) + tokens);
    if (!this.fullAt.has(name) && this.fullAt.size >= this.most) this.makeRoom(now);
    this.fullAt.set(name, now + (used / perSecond) * 1000);
  }

  private usedAt(name: string, now: number): number {
    const fullAt = this.fullAt.get(name) ?? now;
    return (Math.max(0, fullAt - now) * this.pace.perSecond) / 1000;
  }

  /** Forgets the full buckets; if there are few of them, also the oldest tenth. */
  private makeRoom(now: number): void {
    for (const [name, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(name);
    const spare = this.fullAt.size - Math.floor(this.most * 0.9);
    for (const name of [...this.fullAt.keys()].slice(0, Math.max(0, spare))) this.fullAt.delete(name);
  }
}
