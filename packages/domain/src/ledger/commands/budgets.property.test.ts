import fc from "fast-check";
import { expect, it } from "vitest";
import { type CommandInput, DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { type Budget, budgetName, noBudgets, useName } from "../state/budget.ts";
import { windowOf } from "../state/budget-window.ts";
import { openOf } from "../state/state.ts";
import { commandFor, step } from "./random-steps.test-support.ts";

const KEY = "00000000-0000-7000-8000-00000000000a";

/** With what work counts. */
interface Work {
  readonly at: number;
  readonly key: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

const labels = fc.record({
  project: fc.constantFrom(null, "apollo", "gemini"),
  member: fc.constantFrom(null, "ada"),
  isByKey: fc.boolean(),
});
const budget = fc.record({
  subject: fc.constantFrom(
    { scope: "organization", ref: "" } as const,
    { scope: "project", ref: "apollo" } as const,
    { scope: "member", ref: "ada" } as const,
    { scope: "key", ref: KEY } as const,
  ),
  period: fc.constantFrom("day" as const, "month" as const, "all" as const),
  cap: fc.bigInt({ min: 1n, max: 40_000_000n }),
  mode: fc.constantFrom("hard" as const, "alert" as const),
});

it("L33 uses are what charges and open holds add up to, and nothing that is admitted passes a hard cap", () => {
  const steps = fc.array(fc.tuple(step, labels), { minLength: 1, maxLength: 80, size: "max" });
  fc.assert(
    fc.property(steps, fc.array(budget, { minLength: 1, maxLength: 6 }), (all, terms) => {
      const ledger = new LedgerInMemory();
      // Just before the end of a month, so that days and months change.
      ledger.now = 31 * DAY - 5 * HOUR;
      const budgets = terms.map((each) => ({ ...each.subject, ...each, version: 1, createdAt: ledger.now }));
      ledger.state.budgets = noBudgets(true);
      for (const each of budgets) ledger.state.budgets.terms.set(budgetName(each), each);
      const kept = [...ledger.state.budgets.terms.values()];
      for (const [each, { isByKey, ...work }] of all) {
        if (each.do === "pass") ledger.now += each.ms;
        const input = commandFor(ledger, each);
        if (input === null) continue;
        const by = isByKey ? { actor: { type: "service_key", id: KEY } as const } : {};
        const isLabelled = input.kind === "charge" || input.kind === "startJob";
        const decision = ledger.submit({ ...input, ...by, ...(isLabelled && work) } as CommandInput);
        if (decision.ok && isAdmitted(input)) expectWithinCaps(ledger, kept, decision.changes.uses);
        const refused = decision.ok ? null : decision.refusal;
        expect(refused?.code === "budget_exceeded" ? hasRoom(refused.data) : false).toBe(false);
      }
      for (const each of kept) expect(storedOf(ledger, each)).toEqual(expectedOf(ledger, each));
    }),
  );
});

const hasRoom = ({ cap, used, asked }: { cap: string; used: string; asked: string }): boolean =>
  BigInt(used) + BigInt(asked) <= BigInt(cap);

const isAdmitted = ({ kind }: CommandInput): boolean =>
  kind === "charge" || kind === "placeHold" || kind === "startJob" || kind === "resumeJob";

function expectWithinCaps(
  { now }: LedgerInMemory,
  budgets: readonly Budget[],
  uses: readonly { scope: string; ref: string; period: string; from: number; used: bigint }[],
): void {
  for (const { scope, ref, period, cap, mode } of budgets) {
    const { from } = windowOf(period, now);
    const use = uses.find((each) => useNameOf(each) === useNameOf({ scope, ref, period, from }));
    const isAbove = use !== undefined && mode === "hard" && cap !== null && use.used > cap;
    expect(isAbove).toBe(false);
  }
}

const useNameOf = (use: { scope: string; ref: string; period: string; from: number }): string =>
  useName(use as Parameters<typeof useName>[0]);

/** The stored uses of a budget that are not zero, by the start of their window. */
function storedOf({ state }: LedgerInMemory, budget: Budget): Record<string, bigint> {
  const uses = [...(state.budgets?.uses.values() ?? [])].filter((use) => budgetName(use) === budgetName(budget));
  return Object.fromEntries(uses.filter(({ used }) => used !== 0n).map(({ from, used }) => [from, used]));
}

/** The model: every charge and every open hold, each in the window of its hold or of its own. */
function expectedOf(ledger: LedgerInMemory, { scope, ref, period }: Budget): Record<string, bigint> {
  const used: Record<string, bigint> = {};
  const add = (work: Work, amount: bigint): void => {
    const subject = { key: work.key, member: work.member, project: work.project, organization: "" }[scope];
    const { from } = windowOf(period, work.at);
    if (subject === ref && amount !== 0n) used[from] = (used[from] ?? 0n) + amount;
  };
  const placed = (id: string): Work => {
    const hold = ledger.state.holds.get(id);
    const job = ledger.state.jobs.get(hold?.jobId ?? "");
    const entry = ledger.entries.find(
      ({ kind, cause }) => kind === "hold_placed" && cause.type === "hold" && cause.hold.id === id,
    );
    const key = entry === undefined ? hold?.placedBy : entry.actor.id;
    const at = entry?.at ?? hold?.placedAt ?? 0;
    return { at, key: key ?? null, project: job?.project ?? null, member: job?.member ?? null };
  };
  for (const hold of ledger.state.holds.values()) add(placed(hold.id), openOf(hold));
  for (const { cause, at, actor, postings } of ledger.entries) {
    if (cause.type !== "charge") continue;
    const payer = postings.find(({ from, to }) => from === "held" && to === "spent")?.holdId;
    const { project, member, amount } = cause.charge;
    add(payer ? placed(payer) : { at, key: actor.id, project, member }, amount);
  }
  return used;
}
