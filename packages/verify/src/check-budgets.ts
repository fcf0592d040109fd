import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { BudgetRow, EntryRow, HoldRow, Snapshot } from "./rows.ts";

const DAY_MS = 86_400_000;

/** The length of each period; its windows are counted from 1970 (UTC). */
const PERIOD_MS: Readonly<Record<string, number>> = { day: DAY_MS };

/** A budget with the use that the entries make in each of its windows. */
interface Counter {
  readonly row: BudgetRow;
  /** The start of the first window that is checked in full. */
  readonly since: number;
  readonly used: Map<number, bigint>;
}

/**
 * L33: the stored use of a budget in each window is what the entries make of it. A charge counts with the hold that pays
 * a part of it, or else with the service key that sent it, in the window of the entry; what a hold has open counts in the
 * window in which it was placed. A hold that counts says who placed it and when, as its entry does.
 */
export function checkBudgets(accounts: Accounts, { budgets, uses }: Snapshot, report: Report): Check {
  const counters = new Map(budgets.map((row) => [nameOf(row), newCounter(row, accounts.opening.at)]));
  const count = (ref: string, at: number, amount: bigint): void => {
    for (const period of Object.keys(PERIOD_MS)) {
      const counter = counters.get(nameOf({ scope: "key", ref, period }));
      if (counter === undefined) continue;
      const from = startOf(period, at);
      counter.used.set(from, (counter.used.get(from) ?? 0n) + amount);
    }
  };
  const countHold = (holdId: string, amount: bigint): void => {
    const row = accounts.holds.get(holdId)?.row;
    if (row !== undefined && row.placedBy !== null && row.placedAt !== null) count(row.placedBy, row.placedAt, amount);
  };
  return {
    entry(entry) {
      let paidBy: string | null = null;
      for (const { from, to, amount, holdId } of entry.postings) {
        if (holdId === null) continue;
        if (from === "held" && to === "spent") paidBy = holdId;
        countHold(holdId, to === "held" ? amount : -amount);
      }
      const hold = entry.kind === "hold_placed" ? accounts.holds.get(entry.causeId)?.row : undefined;
      if (hold !== undefined) checkPlaced(counters, entry, hold, report);
      if (entry.charge === null) return;
      if (paidBy !== null) countHold(paidBy, entry.charge.amount);
      else if (entry.actorType === "service_key" && entry.actorId !== null)
        count(entry.actorId, entry.at, entry.charge.amount);
    },
    end() {
      for (const { scope, ref, period } of uses)
        if (!counters.has(nameOf({ scope, ref, period })))
          report("L33", [`budget ${nameOf({ scope, ref, period })}`], "a use names it, but it does not exist");
      const refs = new Set(budgets.map(({ ref }) => ref));
      for (const { row } of accounts.holds.values())
        if (row.placedBy !== null && !refs.has(row.placedBy))
          report("L33", [`hold ${row.id}`], `it counts with the key ${row.placedBy}, which has no budget`);
      for (const counter of counters.values()) checkUses(counter, uses, report);
    },
  };
}

function newCounter(row: BudgetRow, openedAt: number): Counter {
  const first = startOf(row.period, row.createdAt);
  // The entries before the opening are not read, so the window that contains it cannot be added up.
  const afterOpening = openedAt === Number.NEGATIVE_INFINITY ? first : startOf(row.period, openedAt) + DAY_MS;
  return { row, since: Math.max(first, afterOpening), used: new Map() };
}

/** A hold that a key with a budget placed counts with this key, at the time of its entry. */
function checkPlaced(
  counters: ReadonlyMap<string, Counter>,
  { actorType, actorId, at }: EntryRow,
  { id, placedBy, placedAt }: HoldRow,
  report: Report,
): void {
  const ofActor = (period: string) => counters.get(nameOf({ scope: "key", ref: actorId ?? "", period }));
  const isCounted =
    actorType === "service_key" &&
    Object.keys(PERIOD_MS).some((period) => {
      const counter = ofActor(period);
      return counter !== undefined && startOf(period, at) >= startOf(period, counter.row.createdAt);
    });
  if (!isCounted && placedBy === null) return;
  if (placedBy === actorId && placedAt === at) return;
  const stored = placedBy === null ? "no budget" : `the budgets of the key ${placedBy} at ${placedAt}`;
  const message = `it counts in ${stored}; its entry was made by ${actorId ?? actorType} at ${at}`;
  report("L33", [`hold ${id}`], message);
}

function checkUses({ row, since, used }: Counter, uses: Snapshot["uses"], report: Report): void {
  const name = `budget ${nameOf(row)}`;
  const stored = new Map<number, bigint>();
  for (const use of uses) {
    if (nameOf(use) !== nameOf(row)) continue;
    const rows = [`${name} from ${dateOf(use.from)}`];
    if (use.from !== startOf(row.period, use.from)) report("L33", rows, `no ${row.period} begins at ${use.from}`);
    if (stored.has(use.from)) report("L33", rows, "the use exists twice");
    stored.set(use.from, use.used);
  }
  for (const from of new Set([...stored.keys(), ...used.keys()])) {
    if (from < since) continue;
    const found = stored.get(from);
    const expected = used.get(from) ?? 0n;
    if (found === expected || (found === undefined && expected === 0n)) continue;
    const problem = found === undefined ? "the use is missing" : `used is ${found}`;
    report("L33", [`${name} from ${dateOf(from)}`], `${problem}; its entries add up to ${expected}`);
  }
}

function startOf(period: string, at: number): number {
  const lengthMs = PERIOD_MS[period] ?? DAY_MS;
  return Math.floor(at / lengthMs) * lengthMs;
}

function nameOf({ scope, ref, period }: Pick<BudgetRow, "scope" | "ref" | "period">): string {
  return `${scope} ${ref} a ${period}`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString();
}
