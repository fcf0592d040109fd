import { least, type Micros } from "../../money/index.ts";
import { compareBurn, hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Grant, GrantTerms } from "../state/state.ts";

/** The facts that determine how long credit lasts. Amounts in micro-USD. */
export interface CreditAhead {
  /** The cost of all running work per hour. */
  readonly perHour: Micros;
  /** The credit on hold for running work. */
  readonly held: Micros;
  readonly grants: readonly (Pick<Grant, "avail"> & GrantTerms)[];
  /** Grants that are not issued yet. */
  readonly scheduled: readonly GrantTerms[];
  readonly owed: Micros;
}

/** Amounts are kept in micro-USD x milliseconds of an hour, so that the cost of each millisecond is exact. */
const SCALE = 3_600_000n;

interface Remaining {
  readonly terms: GrantTerms;
  left: bigint;
}

/** Credit that goes down at a constant rate, from event to event. An event is a grant that arrives or lapses. */
export class Projection {
  /** The last whole millisecond that credit paid for; `null` while there is still credit. */
  endedAt: Instant | null = null;
  private now: Instant;
  private rate: bigint;
  private held: bigint;
  private owed: bigint;
  private remaining: Remaining[];
  private readonly scheduled: GrantTerms[];

  constructor(credit: CreditAhead, now: Instant) {
    this.now = now;
    this.rate = credit.perHour;
    this.held = credit.held * SCALE;
    this.owed = credit.owed * SCALE;
    this.remaining = credit.grants
      .map((terms) => ({ terms, left: terms.avail * SCALE }))
      .sort((a, b) => compareBurn(a.terms, b.terms));
    this.scheduled = credit.scheduled.toSorted((a, b) => a.effectiveAt - b.effectiveAt);
    this.addArrivals();
    if (this.rate > 0n && this.total === 0n) this.end();
  }

  /** Free credit, in micro-USD, rounded down. */
  get available(): Micros {
    return this.free / SCALE;
  }

  /** Advances to an instant, which must not be before the previous one. */
  advance(to: Instant): void {
    while (this.now < to) {
      const next = Math.min(to, this.nextEvent());
      this.elapse(next);
      this.addArrivals();
    }
  }

  private get free(): bigint {
    return this.remaining.reduce((sum, { left }) => sum + left, 0n);
  }

  private get total(): bigint {
    return this.held + this.free;
  }

  private nextEvent(): Instant {
    const arrival = this.scheduled[0]?.effectiveAt ?? Number.POSITIVE_INFINITY;
    // Burn order sorts by expiry, so the first grant lapses first.
    const expiry = this.remaining[0]?.terms.expiresAt ?? Number.POSITIVE_INFINITY;
    return Math.min(arrival, expiry);
  }

  /** Advances through a span without any event. */
  private elapse(to: Instant): void {
    const cost = this.rate * BigInt(to - this.now);
    const { total } = this;
    if (cost > total) {
      this.now += Number(total / this.rate);
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
    for (const each of this.remaining) {
      if (left === 0n) break;
      const part = least(each.left, left);
      each.left -= part;
      left -= part;
    }
    this.dropUsedUp();
  }

  /** Adds the scheduled grants that are due, drops lapsed ones, and pays debts. */
  private addArrivals(): void {
    while (this.scheduled[0] !== undefined && this.scheduled[0].effectiveAt <= this.now) {
      const terms = this.scheduled.shift() as GrantTerms;
      const place = this.remaining.findIndex((other) => compareBurn(terms, other.terms) < 0);
      const added = { terms, left: hasLapsed(terms, this.now) ? 0n : terms.amount * SCALE };
      this.remaining.splice(place < 0 ? this.remaining.length : place, 0, added);
    }
    this.dropUsedUp();
    const paid = least(this.owed, this.free);
    this.owed -= paid;
    this.burnFree(paid);
  }

  private dropUsedUp(): void {
    this.remaining = this.remaining.filter(({ terms, left }) => left > 0n && !hasLapsed(terms, this.now));
  }

  private end(): void {
    this.endedAt ??= this.now;
    this.rate = 0n;
  }
}
