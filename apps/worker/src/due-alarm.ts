import type { NextDue } from "@scrip/db/due";

/** What the alarm needs of the outside. */
export interface AlarmTerms {
  /** The next moment at which something falls due, by PostgreSQL's clock. */
  readonly nextDue: () => Promise<NextDue | null>;
  /** Has what is due looked for, now. */
  readonly ring: () => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/** The least time between two rings: work that was just woken needs a moment to be done. */
const SOON_MS = 1_000;
/** The most time that a timer runs: clocks drift, and the longest that JavaScript knows is 24 days. */
const LATE_MS = 60_000;

/**
 * Rings at the moment at which something falls due, so that it does not wait for the minute. The
 * minute's sweep stays the safety net: an alarm that never rings makes work late, never lost.
 * @source docs/rules.md#sweeps
 */
export class DueAlarm {
  private readonly terms: AlarmTerms;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** The moment that it waits for; it may have been rung for and not be done yet. */
  private armedFor = Number.POSITIVE_INFINITY;
  private rungFor = Number.NaN;
  private backOffMs = SOON_MS;
  private looking: Promise<void> | null = null;
  private isAsked = false;

  constructor(terms: AlarmTerms) {
    this.terms = terms;
  }

  /** Something falls due at that moment; `null` where it is not known what does. */
  hear(at: number | null): void {
    if (at === null || at < this.armedFor) this.look();
  }

  /** Looks for the next moment and waits for it. */
  look(): void {
    if (this.isStopped) return;
    if (this.looking !== null) this.isAsked = true;
    else
      this.looking = this.lookNow().finally(() => {
        this.looking = null;
        if (!this.isAsked) return;
        this.isAsked = false;
        this.look();
      });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.looking;
    clearTimeout(this.timer);
  }

  private async lookNow(): Promise<void> {
    try {
      const next = await this.terms.nextDue();
      this.armedFor = next?.at ?? Number.POSITIVE_INFINITY;
      if (next === null) this.wait(LATE_MS, () => this.look());
      else if (next.inMs > LATE_MS) this.wait(LATE_MS, () => this.look());
      else this.wait(this.delayOf(next), () => this.ring(next.at));
    } catch (error) {
      this.terms.onProblem(error);
      this.wait(LATE_MS, () => this.look());
    }
  }

  /** Work that was rung for and is still not done is rung for again, each time after twice as long. */
  private delayOf({ at, inMs }: NextDue): number {
    if (at !== this.rungFor) return Math.max(0, Math.ceil(inMs));
    const delayMs = this.backOffMs;
    this.backOffMs = Math.min(LATE_MS, this.backOffMs * 2);
    return delayMs;
  }

  private ring(at: number): void {
    if (at !== this.rungFor) this.backOffMs = SOON_MS;
    this.rungFor = at;
    this.looking = this.terms
      .ring()
      .catch(this.terms.onProblem)
      .finally(() => {
        this.looking = null;
        // What falls due while the sweep looks is found by the next look.
        this.wait(SOON_MS, () => this.look());
      });
  }

  private wait(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(then, ms);
  }
}
