import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { type CommandInput, DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { type BudgetUse, noBudgets } from "../state/budget.ts";

const KEY = "00000000-0000-7000-8000-00000000000a";
const OTHER = "00000000-0000-7000-8000-00000000000b";

describe("L33 the ceiling of a service key", () => {
  it("lets charges pass up to the cap, and counts what is owed", () => {
    const ledger = funded("5");
    ledger.run(by(KEY, "10", { kind: "charge", amount: usd("4"), onShortfall: "owe" }));
    ledger.run(by(KEY, "10", { kind: "charge", amount: usd("6"), onShortfall: "owe" }));
    expect(ledger.refusal(by(KEY, "10", { kind: "charge", amount: 1n, onShortfall: "owe" }))).toMatchObject({
      code: "budget_exceeded",
      data: { scope: "key", id: `key_${KEY}`, window: 0, cap: "10000000", used: "10000000", asked: "1" },
    });
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("10")]]);
  });

  it("counts each key, and each day (UTC), by itself", () => {
    const ledger = funded();
    ledger.now = DAY - 1;
    ledger.run(by(KEY, "10", { kind: "charge", amount: usd("10") }));
    ledger.run(by(OTHER, "10", { kind: "charge", amount: usd("10") }));
    ledger.run({ kind: "charge", amount: usd("10") });
    expect(ledger.refusal(by(KEY, "10", { kind: "charge", amount: 1n })).code).toBe("budget_exceeded");
    ledger.now = DAY;
    ledger.run(by(KEY, "10", { kind: "charge", amount: usd("10") }));
    expect(usesOf(ledger)).toEqual([
      ["key", KEY, 0, usd("10")],
      ["key", OTHER, 0, usd("10")],
      ["key", KEY, DAY, usd("10")],
    ]);
  });

  it("counts a hold as used, and gives back what is released, in the window in which the hold was placed", () => {
    const ledger = funded();
    const { hold } = ledger.run(by(KEY, "10", { kind: "placeHold", amount: usd("8") }));
    expect(ledger.refusal(by(KEY, "10", { kind: "placeHold", amount: usd("3") })).code).toBe("budget_exceeded");
    ledger.now = DAY;
    // A caller without a ceiling releases and settles: the hold is the key's, of the day before.
    ledger.run({ kind: "releaseHold", holdId: hold, amount: usd("5") });
    ledger.run({ kind: "settleHold", holdId: hold, amount: usd("1") });
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("3")]]);
    ledger.run({ kind: "voidHold", holdId: hold });
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("1")]]);
  });

  it("pauses a job whose hold would grow beyond the cap, and charges the work that is done", () => {
    const ledger = funded();
    ledger.run(by(KEY, "10", { kind: "startJob", next: { untilMs: HOUR } }));
    ledger.now = HOUR;
    const second = ledger.run(by(KEY, "10", { kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } }));
    expect(second.decision).toBe("continue");
    ledger.now = 2 * HOUR + 1;
    // A fraction above the hold is an excess: charged, and counted.
    const third = ledger.run(
      by(KEY, "10", { kind: "settleEpoch", quantityMs: 2 * HOUR + 1, next: { untilMs: 3 * HOUR } }),
    );
    expect(third).toMatchObject({ decision: "pause", reason: "budget_exceeded", missing: null, held: "0" });
    expect(third.budget).toMatchObject({ scope: "key", id: `key_${KEY}`, period: "day", cap: "10000000" });
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("7.98") + 1n]]);
    const resume = by(KEY, "10", { kind: "resumeJob", next: { untilMs: 3 * HOUR } });
    expect(ledger.refusal(resume).code).toBe("budget_exceeded");
    ledger.now = DAY;
    expect(ledger.run(resume).decision).toBe("continue");
  });

  it("charges a report that no hold pays, also above the cap, and counts it with the reporting key", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = 4 * HOUR;
    const late = ledger.run(by(KEY, "10", { kind: "finishJob", quantityMs: 4 * HOUR, end: "completed" }));
    expect(late).toMatchObject({ charged: String(usd("15.96")), flags: ["after_silence", "beyond_hold"] });
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("15.96")]]);
  });

  it("gives nothing back for a refund, counts without a limit if there is no cap, and allows an amount of zero", () => {
    const ledger = funded();
    const { charge } = ledger.run(by(KEY, "10", { kind: "charge", amount: usd("10") }));
    ledger.run(by(KEY, "10", { kind: "refundCharge", chargeId: charge, amount: usd("10") }));
    expect(usesOf(ledger)).toEqual([["key", KEY, 0, usd("10")]]);
    ledger.run(by(KEY, "10", { kind: "startJob", next: { untilMs: 0 } }));
    ledger.run(by(OTHER, null, { kind: "charge", amount: usd("100") }));
    expect(usesOf(ledger)).toContainEqual(["key", OTHER, 0, usd("100")]);
  });

  it("counts nothing for a key without a ceiling", () => {
    const ledger = funded();
    ledger.run({ kind: "placeHold", actor: { type: "service_key", id: KEY } });
    expect([...ledger.state.holds.values()]).toMatchObject([{ placedBy: null, placedAt: null }]);
    expect(usesOf(ledger)).toEqual([]);
  });
});

function funded(amount = "1000"): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.state.budgets = noBudgets();
  ledger.run({ kind: "issueGrant", amount: usd(amount) });
  return ledger;
}

function by<Kind extends CommandInput["kind"]>(
  ref: string,
  cap: string | null,
  input: CommandInput<Kind>,
): CommandInput<Kind> {
  const terms = {
    scope: "key",
    ref,
    period: "day",
    cap: cap === null ? null : usd(cap),
    mode: "hard",
    version: 1,
  } as const;
  return { actor: { type: "service_key", id: ref }, budgets: [terms], ...input };
}

function usesOf({ state }: LedgerInMemory): [BudgetUse["scope"], string, number, bigint][] {
  return [...(state.budgets?.uses.values() ?? [])].map(({ scope, ref, from, used }) => [scope, ref, from, used]);
}
