import { budgetWindow } from "./budget-windows.ts";
import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { BudgetRow, EntryRow, HoldRow, Snapshot } from "./rows.ts";

/** A budget with the use that the entries make in each of its windows. */
interface Counter {
  readonly row: BudgetRow;
  /** The start of the first window that is checked in full. */
  readonly since: number;
  readonly used: Map<number, bigint>;
}

/** When a hold was placed or a charge was made, with the service key and the labels of the work. */
interface Counted {
  readonly at: number;
  readonly key: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/**
 * L33: the stored use of a budget in each window is what the entries make of it. A charge counts with the hold that pays
 * a part of it, or else with its labels and the service key that sent it, in the window of the entry. What a hold has open
 * counts in the window in which it was placed. A hold that says who placed it, and when, repeats its entry.
 */
export function checkBudgets(accounts: Accounts, { budgets, uses }: Snapshot, report: Report): Check {
  const counters = new Map(budgets.map((row) => [nameOf(row), newCounter(row, accounts.opening.at)]));
  const placed = new Map<string, Pick<Counted, "at" | "key">>();
  const count = (counted: Counted | null, amount: bigint): void => {
    if (counted === null) return;
    for (const counter of countersOf(counters, counted)) {
      const { from } = budgetWindow(counter.row.period, counted.at);
      counter.used.set(from, (counter.used.get(from) ?? 0n) + amount);
    }
  };
  const ofHold = (holdId: string): Counted | null => {
    const row = accounts.holds.get(holdId)?.row;
    const job = accounts.jobs.get(row?.jobId ?? "");
    const { at = row?.placedAt ?? job?.startedAt, key = row?.placedBy ?? null } = placed.get(holdId) ?? {};
    return at === undefined ? null : { at, key, project: job?.project ?? null, member: job?.member ?? null };
  };
  return {
    entry(entry) {
      if (budgets.length === 0) return;
      if (entry.kind === "hold_placed") placed.set(entry.causeId, { at: entry.at, key: keyOf(entry) });
      let paidBy: string | null = null;
      for (const { from, to, amount, holdId } of entry.postings) {
        if (holdId === null) continue;
        if (from === "held" && to === "spent") paidBy = holdId;
        count(ofHold(holdId), to === "held" ? amount : -amount);
      }
      const { charge } = entry;
      if (charge === null) return;
      const { project, member } = charge;
      count(paidBy === null ? { at: entry.at, key: keyOf(entry), project, member } : ofHold(paidBy), charge.amount);
    },
    end() {
      for (const use of uses)
        if (!counters.has(nameOf(use)))
          report("L33", [`budget ${nameOf(use)}`], "a use names it, but it does not exist");
      for (const { row } of accounts.holds.values()) {
        const counted = ofHold(row.id);
        const isCounted = counted !== null && countersOf(counters, counted).some(startedBefore(counted.at));
        checkPlaced(row, placed.get(row.id), isCounted && row.state === "open", report);
      }
      for (const counter of counters.values()) checkUses(counter, uses, report);
    },
  };
}

const keyOf = ({ actorType, actorId }: EntryRow): string | null => (actorType === "service_key" ? actorId : null);

const startedBefore =
  (at: number) =>
  ({ row }: Counter): boolean =>
    budgetWindow(row.period, at).from >= budgetWindow(row.period, row.createdAt).from;

function newCounter(row: BudgetRow, openedAt: number): Counter {
  const first = budgetWindow(row.period, row.createdAt).from;
  // The entries before the opening are not read, so the window that contains it cannot be added up.
  const afterOpening = openedAt === Number.NEGATIVE_INFINITY ? first : budgetWindow(row.period, openedAt).until;
  return { row, since: Math.max(first, afterOpening), used: new Map() };
}

/** The budgets in which something counts. */
function countersOf(counters: ReadonlyMap<string, Counter>, { key, project, member }: Counted): Counter[] {
  const refs: Readonly<Record<string, string | null>> = { key, member, project, organization: "" };
  return Object.entries(refs).flatMap(([scope, ref]) =>
    ref === null ? [] : ["day", "month", "all"].flatMap((period) => counters.get(nameOf({ scope, ref, period })) ?? []),
  );
}

/** A hold that a budget counts says who placed it, and when, as its entry does. */
function checkPlaced(
  { id, placedBy, placedAt }: HoldRow,
  entry: Pick<Counted, "at" | "key"> | undefined,
  isCounted: boolean,
  report: Report,
): void {
  if (placedAt === null) {
    if (isCounted) report("L33", [`hold ${id}`], "it does not say when it was placed, so no budget counts it");
    return;
  }
  if (entry === undefined || (entry.at === placedAt && entry.key === placedBy)) return;
  const stored = `placed by ${placedBy ?? "no key"} at ${placedAt}`;
  report("L33", [`hold ${id}`], `${stored}; its entry was made by ${entry.key ?? "no key"} at ${entry.at}`);
}

function checkUses({ row, since, used }: Counter, uses: Snapshot["uses"], report: Report): void {
  const name = `budget ${nameOf(row)}`;
  const stored = new Map<number, bigint>();
  for (const use of uses) {
    if (nameOf(use) !== nameOf(row)) continue;
    const rows = [`${name} from ${dateOf(use.from)}`];
    if (use.from !== budgetWindow(row.period, use.from).from)
      report("L33", rows, `no window of this budget begins at ${use.from}`);
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

function nameOf({ scope, ref, period }: Pick<BudgetRow, "scope" | "ref" | "period">): string {
  return [scope, ref, period === "all" ? "in all" : `a ${period}`].filter((part) => part !== "").join(" ");
}

function dateOf(at: number): string {
  return new Date(at).toISOString();
}
