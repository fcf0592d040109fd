import { least, type Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import { placeIn } from "../state/sorted.ts";
import type { GrantTerms } from "../state/state.ts";
import type { FreeCredit } from "./free-credit.ts";

/** The facts that determine how long credit lasts. Amounts in micro-USD. */
export interface CreditAhead {
  /** The cost of all running work per hour. */
  readonly perHour: Micros;
  /** The credit on hold for running work. */
  readonly held: Micros;
  /** Free credit, soonest to lapse first. */
  readonly free: readonly FreeCredit[];
  /** Grants that are not issued yet. */
  readonly scheduled: readonly GrantTerms[];
  readonly owed: Micros;
}

/** Amounts are kept in micro-USD x milliseconds of an hour, so that the cost of each millisecond is exact. */
const SCALE = 3_600_000n;

/** Credit that lapses unused, in micro-USD. */
export interface Lapse {
  readonly at: Instant;
  readonly amount: Micros;
}

/** Credit that lapses at one instant, or never: `expiresAt` is infinite. */
interface Remaining {
  readonly expiresAt: Instant;
  left: bigint;
}

/**
 * Credit that goes down at a constant rate, from event to event. An event is a grant that arrives or lapses. Credit
 * burns in the order in which it lapses; which of two grants with the same expiry burns first makes no difference here.
 */
export class Projection {
  /** The last whole millisecond that credit paid for; `null` while there is still credit. */
  endedAt: Instant | null = null;
  /** Credit that has lapsed so far, at most a whole micro-USD less each. */
  readonly lapses: Lapse[] = [];
  private used = 0n;
  private now: Instant;
  private rate: bigint;
  private held: bigint;
  private owed: bigint;
  /** The sum of `remaining` from `first` on. */
  private free = 0n;
  private readonly remaining: Remaining[] = [];
  /** The index of the first one that is neither used up nor lapsed. */
  private first = 0;
  private readonly scheduled: readonly GrantTerms[];
  private arrived = 0;

  constructor(credit: CreditAhead, now: Instant) {
    this.now = now;
    this.rate = credit.perHour;
    this.held = credit.held * SCALE;
    this.owed = credit.owed * SCALE;
    for (const { expiresAt, promotional, paid } of credit.free) this.add(expiresAt, promotional + paid);
    this.scheduled = credit.scheduled.toSorted((a, b) => a.effectiveAt - b.effectiveAt);
    this.addArrivals();
    if (this.rate > 0n && this.total === 0n) this.end();
  }

  /** Free credit, in micro-USD, rounded down. */
  get available(): Micros {
    return this.free / SCALE;
  }

  /** The cost of running work so far, as far as credit paid for it, in micro-USD, rounded down. */
  get usage(): Micros {
    return this.used / SCALE;
  }

  /** Advances to an instant, which must not be before the previous one. */
  advance(to: Instant): void {
    while (this.now < to) {
      const next = Math.min(to, this.nextEvent());
      this.elapse(next);
      this.addArrivals();
    }
  }

  private get total(): bigint {
    return this.held + this.free;
  }

  private nextEvent(): Instant {
    const arrival = this.scheduled[this.arrived]?.effectiveAt ?? Number.POSITIVE_INFINITY;
    const expiry = this.remaining[this.first]?.expiresAt ?? Number.POSITIVE_INFINITY;
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
    this.used += amount;
    const fromHeld = least(this.held, amount);
    this.held -= fromHeld;
    this.burnFree(amount - fromHeld);
  }

  private burnFree(amount: bigint): void {
    this.free -= amount;
    let left = amount;
    for (let next = this.remaining[this.first]; left > 0n && next !== undefined; next = this.remaining[this.first]) {
      const part = least(next.left, left);
      next.left -= part;
      left -= part;
      if (next.left === 0n) this.first += 1;
    }
    this.dropLapsed();
  }

  /** Adds the scheduled grants that are due, drops lapsed ones, and pays debts. */
  private addArrivals(): void {
    for (let next = this.scheduled[this.arrived]; next !== undefined; next = this.scheduled[this.arrived]) {
      if (next.effectiveAt > this.now) break;
      this.arrived += 1;
      this.add(next.expiresAt, next.amount);
    }
    this.dropLapsed();
    const paid = least(this.owed, this.free);
    this.owed -= paid;
    this.burnFree(paid);
  }

  private add(expiresAt: Instant | null, amount: Micros): void {
    if (amount === 0n || hasLapsed({ expiresAt }, this.now)) return;
    const added = { expiresAt: expiresAt ?? Number.POSITIVE_INFINITY, left: amount * SCALE };
    const place = placeIn(this.remaining, (other) => (other.expiresAt < added.expiresAt ? -1 : 1));
    this.remaining.splice(Math.max(place, this.first), 0, added);
    this.free += added.left;
  }

  private dropLapsed(): void {
    for (let next = this.remaining[this.first]; next !== undefined; next = this.remaining[this.first]) {
      if (next.expiresAt > this.now) return;
      this.free -= next.left;
      this.noteLapse(next);
      this.first += 1;
    }
  }

  private noteLapse({ expiresAt: at, left }: Remaining): void {
    const amount = left / SCALE;
    if (amount === 0n) return;
    const last = this.lapses.at(-1);
    if (last?.at === at) this.lapses[this.lapses.length - 1] = { at, amount: last.amount + amount };
    else this.lapses.push({ at, amount });
  }

  private end(): void {
    this.endedAt ??= this.now;
    this.rate = 0n;
  }
}
