import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandFor, step } from "../../ledger/commands/random-steps.test-support.ts";
import { LedgerInMemory } from "../../ledger/ledger-in-memory.test-support.ts";
import type { Entry, Posting } from "../../ledger/state/entry.ts";
import type { Booked } from "./booked.ts";
import { foldJobs } from "./fold-jobs.ts";
import { monthAt, monthSpan, monthsBetween, spanOf } from "./month.ts";
import { addUp, makeStatement, type Statement, type StatementBalance, sumOfPart, worthOf } from "./statement.ts";

/** The postings of entries, as a read model finds them. */
function bookedIn(ledger: LedgerInMemory, entries: readonly Entry[]): Booked[] {
  return entries.flatMap(({ cause, postings }) => {
    const charge = cause.type === "charge" ? cause.charge : null;
    const job = charge?.jobId === null ? null : (ledger.state.jobs.get(charge?.jobId ?? "")?.ref ?? null);
    return postings.map((posting) => bookedAs(ledger, posting, charge, job));
  });
}

function bookedAs(
  { state }: LedgerInMemory,
  { from, to, amount, grantId, debtId }: Posting,
  charge: { readonly project: string | null; readonly resource: string | null } | null,
  job: string | null,
): Booked {
  const grant = grantId === null ? undefined : state.grants.get(grantId);
  const isUsage = (to === "spent" && debtId === null) || from === "charge";
  return {
    from,
    to,
    amount,
    credit: grant === undefined ? null : { kind: grant.kind, source: grant.source },
    paysDebt: to === "spent" && debtId !== null,
    work:
      isUsage && charge !== null ? { project: charge.project, resource: charge.resource, job, isLate: false } : null,
  };
}

/** The balance as the grants and debts of a ledger have it, counted apart from its entries. */
function balanceOf({ state }: LedgerInMemory): StatementBalance {
  const grants = [...state.grants.values()];
  const credit = (kind: string) =>
    grants.reduce((sum, grant) => (grant.kind === kind ? sum + grant.avail + grant.held : sum), 0n);
  return {
    promotional: credit("promotional"),
    paid: credit("paid"),
    owed: state.balance.owed,
    reserved: state.balance.reserved,
  };
}

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items.toSorted((one, other) => (String(one) < String(other) ? -1 : 1)).reverse();

describe("a statement", () => {
  it("L3, L6, L8 reconciles for any entries, wherever they are cut, and every posting is in one line", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: "max" }), fc.nat({ max: 60 }), (steps, cut) => {
        const ledger = new LedgerInMemory();
        let opening = balanceOf(ledger);
        let first = 0;
        for (const [n, each] of steps.entries()) {
          if (n === cut) {
            opening = balanceOf(ledger);
            first = ledger.entries.length;
          }
          const command = commandFor(ledger, each);
          if (command !== null) ledger.submit(command);
        }
        const booked = bookedIn(ledger, ledger.entries.slice(first));
        const statement = makeStatement(opening, booked);
        expect(statement.closing).toEqual(balanceOf(ledger));
        expect(makeStatement(opening, shuffled(booked))).toEqual(statement);
        expect(worthOf(sumOfPart(statement.lines, "debt_paid"))).toBe(0n);
        const charged = (charges: typeof ledger.charges) => charges.reduce((sum, { amount }) => sum + amount, 0n);
        const before = new LedgerInMemory();
        for (const each of steps.slice(0, cut)) {
          const command = commandFor(before, each);
          if (command !== null) before.submit(command);
        }
        const used = charged(ledger.charges) - (cut < steps.length ? charged(before.charges) : 0n);
        expect(-worthOf(sumOfPart(statement.lines, "used"))).toBe(used);
      }),
      { numRuns: 150 },
    );
  });

  it("shows usage by project, resource and job, with the two kinds of credit and debt apart, and late work at the end", () => {
    const usage = (over: Partial<Booked>, job: string, isLate = false): Booked => ({
      from: "held",
      to: "spent",
      credit: { kind: "paid", source: "purchase" },
      paysDebt: false,
      work: { project: "vision", resource: "gpu.l40s", job, isLate },
      amount: 5n,
      ...over,
    });
    const { lines, closing, held } = makeStatement({ promotional: 4n, paid: 30n, owed: 0n, reserved: 12n }, [
      usage({}, "b", true),
      usage({ credit: { kind: "promotional", source: "plan" }, amount: 3n }, "a"),
      usage({}, "a"),
      usage({ from: "charge", to: "owed", credit: null, amount: 2n }, "a"),
    ]);
    expect(lines.map(({ work, amounts }) => [work?.job, work?.isLate, amounts])).toEqual([
      ["a", false, { promotional: -3n, paid: -5n, owed: 2n }],
      ["b", true, { promotional: 0n, paid: -5n, owed: 0n }],
    ]);
    expect(closing).toEqual({ promotional: 1n, paid: 20n, owed: 2n, reserved: -1n });
    expect(held).toMatchObject({ opening: 12n, used: 13n });
  });

  it("folds the cheap jobs of each project and resource into one line, and keeps all sums", () => {
    const jobs = fc.array(
      fc.record({ project: fc.constantFrom("x", "y", null), job: fc.nat({ max: 20 }), amount: fc.bigInt(1n, 99n) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(jobs, fc.nat({ max: 8 }), (works, most) => {
        const booked = works.map(
          ({ project, job, amount }): Booked => ({
            from: "avail",
            to: "spent",
            credit: { kind: "paid", source: "purchase" },
            paysDebt: false,
            work: { project, resource: "gpu.l40s", job: `job ${job}`, isLate: false },
            amount,
          }),
        );
        const whole = makeStatement({ promotional: 0n, paid: 9999n, owed: 0n, reserved: 0n }, booked);
        const folded = foldJobs(whole, most);
        const named = ({ lines }: Statement) => lines.filter(({ work }) => work?.job != null);
        expect(named(folded).length).toBe(Math.min(most, named(whole).length));
        expect(folded.lines.length).toBeLessThanOrEqual(most + 3);
        expect(folded.lines.reduce((sum, line) => sum + line.jobs, 0)).toBe(named(whole).length);
        expect(addUp(folded.lines.map(({ amounts }) => amounts))).toEqual(
          addUp(whole.lines.map(({ amounts }) => amounts)),
        );
        const groups = folded.lines.map(({ work }) => work?.project);
        expect(groups.filter((group, n) => group !== groups[n - 1]).length).toBe(new Set(groups).size);
      }),
    );
  });
});

describe("months", () => {
  it("are those of UTC, and tile", () => {
    expect(monthSpan("2026-12")).toEqual({ from: Date.UTC(2026, 11), until: Date.UTC(2027, 0) });
    expect([monthSpan("2026-13"), monthSpan("2026-1"), monthSpan("x2026-11")]).toEqual([null, null, null]);
    const last = Date.UTC(2027, 1, 1) - 1;
    expect(monthsBetween(Date.UTC(2026, 10, 30, 23), last).map(monthAt)).toEqual(["2026-11", "2026-12", "2027-01"]);
    expect(spanOf(last).until).toBe(Date.UTC(2027, 1));
  });
});
