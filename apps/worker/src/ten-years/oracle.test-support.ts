import { startOf } from "./calendar.test-support.ts";

export type Plan = "pro" | "team";
export type Interval = "month" | "year";

/** What an organization asks of its plan. */
export type Wish =
  | { readonly do: "subscribe" | "change"; readonly plan: Plan; readonly interval: Interval }
  | { readonly do: "cancel" | "undo" };

/** A grant that must exist. */
export interface Wanted {
  readonly effectiveAt: number;
  readonly expiresAt: number;
  /** Micro-USD. */
  readonly amount: bigint;
}

const MONTHS = { month: 1, year: 12 };
const RANK = { pro: 1, team: 2 };
const CREDIT = { pro: 20_000_000n, team: 80_000_000n };
const THIRTY_DAYS_MS = 30 * 86_400_000;

interface Running {
  readonly anchor: number;
  plan: Plan;
  interval: Interval;
  /** The first month of the running period. */
  month: number;
  /** The month whose credit comes next. */
  next: number;
  scheduled:
    | { readonly cancel: true; readonly at: number }
    | { readonly plan: Plan; readonly interval: Interval }
    | null;
}

/** Says which grants a life of subscriptions must have, by the words of the rules and nothing of the code. */
export class Oracle {
  readonly grants: Wanted[] = [];
  private running: Running | null = null;

  /** The first start of a month of the running subscription after an instant; `null` without one. */
  boundary(after: number): number | null {
    if (this.running === null) return null;
    const { anchor } = this.running;
    for (let month = 0; ; month += 1) if (startOf(anchor, month) > after) return startOf(anchor, month);
  }

  /** Lets everything happen up to an instant, that instant included. */
  passTo(now: number): void {
    for (let { running } = this; running !== null; running = this.running) {
      const { anchor, month, interval, next, scheduled } = running;
      const end = month + MONTHS[interval];
      if (next < end && startOf(anchor, next) <= now && !isCancelledBefore(scheduled, startOf(anchor, next))) {
        this.give(running, startOf(anchor, next));
        running.next += 1;
      } else if (startOf(anchor, end) <= now) this.endPeriod(running, end);
      else return;
    }
  }

  /** Carries out a wish, or refuses it. */
  wish(wish: Wish, now: number): void {
    this.passTo(now);
    const { running } = this;
    if (wish.do === "subscribe" && running === null) this.start(wish.plan, wish.interval, now);
    if (running === null) return;
    if (wish.do === "change") this.change(running, wish, now);
    if (wish.do === "cancel" && !isCancelled(running)) running.scheduled = { cancel: true, at: now };
    if (wish.do === "undo") {
      takeBack(running, now);
      running.scheduled = null;
    }
  }

  private change(running: Running, { plan, interval }: { plan: Plan; interval: Interval }, now: number): void {
    if (plan === running.plan && interval === running.interval) return;
    if (RANK[plan] > RANK[running.plan]) {
      this.start(plan, interval, now);
      return;
    }
    takeBack(running, now);
    running.scheduled = { plan, interval };
  }

  private start(plan: Plan, interval: Interval, now: number): void {
    this.running = { anchor: now, plan, interval, month: 0, next: 0, scheduled: null };
    this.passTo(now);
  }

  private endPeriod(running: Running, end: number): void {
    const { scheduled } = running;
    if (isCancelled(running)) {
      this.running = null;
      return;
    }
    if (scheduled !== null && "plan" in scheduled) Object.assign(running, scheduled);
    running.scheduled = null;
    running.month = end;
    running.next = end;
  }

  private give({ plan }: Running, at: number): void {
    this.grants.push({ effectiveAt: at, expiresAt: at + THIRTY_DAYS_MS, amount: CREDIT[plan] });
  }
}

function isCancelled({ scheduled }: Running): boolean {
  return scheduled !== null && "cancel" in scheduled;
}

/** A cancellation stops the credit of later months. */
function isCancelledBefore(scheduled: Running["scheduled"], month: number): boolean {
  return scheduled !== null && "cancel" in scheduled && scheduled.at < month;
}

/** Months that began while a cancellation stood are not made up for. */
function takeBack(running: Running, now: number): void {
  while (
    isCancelledBefore(running.scheduled, startOf(running.anchor, running.next)) &&
    startOf(running.anchor, running.next) <= now
  )
    running.next += 1;
}
