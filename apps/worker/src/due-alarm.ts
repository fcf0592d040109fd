import type { NextDue } from "@scrip/db/due";

/** The functions that the alarm calls. */
export interface AlarmTerms {
  /** Reads the earliest due time, by PostgreSQL's clock; `null` if no work is due later. */
  readonly nextDue: () => Promise<NextDue | null>;
  /** Enqueues a sweep for due work. */
  readonly ring: () => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/** The shortest time between two rings: work that was just enqueued needs a moment to run. */
const SOON_MS = 1_000;
/** The longest time of a timer: clocks drift, and JavaScript's timers end at 24 days. */
const LATE_MS = 60_000;

/**
 * Enqueues a sweep at the next due time, so that due work does not wait for the next regular sweep. The regular sweep
 * is the safety net: if the alarm fails, work is late but never lost.
 * @source docs/rules.md#sweeps
 */
export class DueAlarm {
  private readonly terms: AlarmTerms;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** The due time that the alarm waits for. The alarm may have rung for it already, while the work is not done yet. */
  private armedFor = Number.POSITIVE_INFINITY;
  private rungFor = Number.NaN;
  private backOffMs = SOON_MS;
  /** The look or the ring that runs now. */
  private running: Promise<void> | null = null;
  /** Whether another look was requested meanwhile. */
  private isRequested = false;

  constructor(terms: AlarmTerms) {
    this.terms = terms;
  }

  /** Receives the announcement of a due time, or `null` if announcements may have been lost. */
  hear(at: number | null): void {
    if (at === null || at < this.armedFor) this.look();
  }

  /** Reads the next due time and waits for it. */
  look(): void {
    if (this.isStopped) return;
    if (this.running !== null) this.isRequested = true;
    else
      this.running = this.lookNow().finally(() => {
        this.running = null;
        if (!this.isRequested) return;
        this.isRequested = false;
        this.look();
      });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
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

  /** If the work of the last ring is still not done, the alarm rings again, each time after twice the delay. */
  private delayOf({ at, inMs }: NextDue): number {
    if (at !== this.rungFor) return Math.max(0, Math.ceil(inMs));
    const delayMs = this.backOffMs;
    this.backOffMs = Math.min(LATE_MS, this.backOffMs * 2);
    return delayMs;
  }

  private ring(at: number): void {
    if (at !== this.rungFor) this.backOffMs = SOON_MS;
    this.rungFor = at;
    this.running = this.terms
      .ring()
      .catch(this.terms.onProblem)
      .finally(() => {
        this.running = null;
        // The next look finds work that falls due during the sweep.
        this.wait(SOON_MS, () => this.look());
      });
  }

  private wait(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(then, ms);
  }
}
