import type { Report } from "../finding.ts";
import type { AutomaticRow, TopUpRows } from "./top-up-rows.ts";

/** The states in which a command may ask it. At a cap it may, since a smaller purchase can still fit. */
const ARMED: readonly string[] = ["ready", "day_cap", "month_cap"];
const OPEN: readonly string[] = ["created", "submitted", "unknown"];

/**
 * L24: at most one automatic attempt is open, and no attempt that did not fail passed the caps under which it was made,
 * with what had been bought automatically in its day and its month (UTC). The threshold that commands look at is that of
 * an automatic top-up that is on.
 */
export function checkTopUps({ settings, below, attempts }: TopUpRows, report: Report): void {
  const open = attempts.filter(({ state }) => OPEN.includes(state));
  if (open.length > 1) report("L24", open.map(named), `${open.length} automatic attempts are open at once`);
  const days = new Map<string, bigint>();
  const months = new Map<string, bigint>();
  for (const attempt of attempts.filter(({ state }) => state !== "failed").toSorted(compareByTime)) {
    const at = new Date(attempt.createdAt).toISOString();
    const day = add(days, at.slice(0, 10), attempt.net);
    const month = add(months, at.slice(0, 7), attempt.net);
    if (day > attempt.dayCap)
      report("L24", [named(attempt)], `${day} was bought in its day; its cap was ${attempt.dayCap}`);
    if (month > attempt.monthCap)
      report("L24", [named(attempt)], `${month} was bought in its month; its cap was ${attempt.monthCap}`);
  }
  const [topUp] = settings;
  for (const amount of below)
    if (topUp === undefined || !ARMED.includes(topUp.state) || topUp.threshold !== amount)
      report("L24", ["top-up"], `commands ask it below ${amount}, which is not its threshold while it is on`);
}

/** A piece of due work of automatic top-up, and the time until which it must fall due; absent without one. */
export interface TopUpDue {
  readonly to: number;
  readonly mayBeDone: boolean;
}

/**
 * The due work that automatic top-up needs. While it is on, a command or a piece of due work asks it, unless a payment has
 * no outcome or no decision, since that asks it. While it rests, it goes on at its time.
 */
export function topUpDue({ settings: [topUp], below, paying }: TopUpRows): TopUpDue | null {
  if (topUp === undefined) return null;
  const mayBeDone = below.length > 0 || paying.length > 0;
  if (topUp.state === "ready") return { to: Number.POSITIVE_INFINITY, mayBeDone };
  return topUp.until === null ? null : { to: topUp.until, mayBeDone: paying.length > 0 };
}

function add(sums: Map<string, bigint>, window: string, amount: bigint): bigint {
  const sum = (sums.get(window) ?? 0n) + amount;
  sums.set(window, sum);
  return sum;
}

function compareByTime(a: AutomaticRow, b: AutomaticRow): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function named({ id }: AutomaticRow): string {
  return `attempt ${id}`;
}
