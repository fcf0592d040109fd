import { least, type Micros } from "../../money/index.ts";
import { compareBurn, hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Grant, GrantTerms } from "../state/state.ts";

/** What decides how long credit lasts. Amounts in micro-USD. */
export interface CreditAhead {
  /** What running work costs in an hour. */
  readonly perHour: Micros;
  /** What is on hold for running work. */
  readonly held: Micros;
  readonly grants: readonly (Pick<Grant, "avail"> & GrantTerms)[];
  /** Not issued yet. */
  readonly scheduled: readonly GrantTerms[];
  readonly owed: Micros;
}

/** Amounts are kept in micro-USD times the milliseconds of an hour: then every whole millisecond is exact. */
const SCALE = 3_600_000n;

interface Rest {
  readonly terms: GrantTerms;
  left: bigint;
}

/** Credit as it goes down at one pace, from event to event: a grant that comes, a grant that lapses. */
export class Projection {
  /** The last whole millisecond that credit paid for; `null` while there is credit. */
  endedAt: Instant | null = null;
  private now: Instant;
  private pace: bigint;
  private held: bigint;
  private owed: bigint;
  private rests: Rest[];
  private readonly scheduled: GrantTerms[];

  constructor(credit: CreditAhead, now: Instant) {
    this.now = now;
    this.pace = credit.perHour;
    this.held = credit.held * SCALE;
    this.owed = credit.owed * SCALE;
    this.rests = credit.grants
      .map((terms) => ({ terms, left: terms.avail * SCALE }))
      .sort((a, b) => compareBurn(a.terms, b.terms));
    this.scheduled = credit.scheduled.toSorted((a, b) => a.effectiveAt - b.effectiveAt);
    this.arrive();
    if (this.pace > 0n && this.total === 0n) this.end();
  }

  /** Free credit, in micro-USD, rounded down. */
  get available(): Micros {
    return this.free / SCALE;
  }

  /** Goes on to an instant that is not before the last one. */
  advance(to: Instant): void {
    while (this.now < to) {
      const next = Math.min(to, this.nextEvent());
      this.pass(next);
      this.arrive();
    }
  }

  private get free(): bigint {
    return this.rests.reduce((sum, { left }) => sum + left, 0n);
  }

  private get total(): bigint {
    return this.held + this.free;
  }

  private nextEvent(): Instant {
    const coming = this.scheduled[0]?.effectiveAt ?? Number.POSITIVE_INFINITY;
    // In burn order the first to lapse is the first.
    const lapsing = this.rests[0]?.terms.expiresAt ?? Number.POSITIVE_INFINITY;
    return Math.min(coming, lapsing);
  }

  /** Lets time pass in which nothing comes and nothing lapses. */
  private pass(to: Instant): void {
    const cost = this.pace * BigInt(to - this.now);
    const { total } = this;
    if (cost > total) {
      this.now += Number(total / this.pace);
      this.end();
    }
    this.take(least(cost, total));
    this.now = to;
  }

  private take(amount: bigint): void {
    const fromHeld = least(this.held, amount);
    this.held -= fromHeld;
    this.burnFree(amount - fromHeld);
  }

  private burnFree(amount: bigint): void {
    let left = amount;
    for (const rest of this.rests) {
      if (left === 0n) break;
      const part = least(rest.left, left);
      rest.left -= part;
      left -= part;
    }
    this.drop();
  }

  /** What has come and what has lapsed by now; new credit pays debts. */
  private arrive(): void {
    while (this.scheduled[0] !== undefined && this.scheduled[0].effectiveAt <= this.now) {
      const terms = this.scheduled.shift() as GrantTerms;
      const place = this.rests.findIndex((rest) => compareBurn(terms, rest.terms) < 0);
      const rest = { terms, left: hasLapsed(terms, this.now) ? 0n : terms.amount * SCALE };
      this.rests.splice(place < 0 ? this.rests.length : place, 0, rest);
    }
    this.drop();
    const paid = least(this.owed, this.free);
    this.owed -= paid;
    this.burnFree(paid);
  }

  private drop(): void {
    this.rests = this.rests.filter(({ terms, left }) => left > 0n && !hasLapsed(terms, this.now));
  }

  private end(): void {
    this.endedAt ??= this.now;
    this.pace = 0n;
  }
}
