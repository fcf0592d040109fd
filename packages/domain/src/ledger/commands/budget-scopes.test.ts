import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { type CommandInput, DAY, HOUR, LedgerInMemory, ORG } from "../ledger-in-memory.test-support.ts";
import { type Budget, type BudgetKey, budgetName, noBudgets, useName } from "../state/budget.ts";
import { windowOf } from "../state/budget-window.ts";

const KEY = "00000000-0000-7000-8000-00000000000a";
/** The price of one H100 for an hour is $3.99, so this is about $2. */
const TWO_DOLLARS = { resource: "gpu.h100-80gb", mode: "epochs", next: { untilMs: HOUR / 2 } } as const;

describe("L33 the cap of a project for each day", () => {
  it("of 10 starts of $2 the first 5 pass; a hold that times out lets a sixth pass; after midnight (UTC) $10 again", () => {
    const { ledger, start, usedToday } = aProjectOfTenDollarsADay();
    const holds = [1, 2, 3, 4, 5].map((n) => start(n));
    for (const n of [6, 7, 8, 9, 10])
      expect(ledger.refusal(startOf(n))).toMatchObject({
        code: "budget_exceeded",
        data: { scope: "project", id: "apollo", period: "day", window: 19 * DAY, cap: "10000000", used: "9975000" },
      });
    expect(holds.every(({ decision }) => decision === "continue")).toBe(true);

    const first = ledger.state.jobs.get(holds[0]?.job ?? "");
    const hold = ledger.state.holds.get(first?.holdId ?? "");
    ledger.now = hold?.silentAt ?? 0;
    ledger.run({ kind: "expireHold", holdId: hold?.id ?? "" });
    expect(usedToday()).toBe(usd("7.98"));
    start(11);
    expect(ledger.refusal(startOf(12)).code).toBe("budget_exceeded");

    ledger.now = 20 * DAY;
    start(13);
    expect(usedToday()).toBe(usd("1.995"));
  });

  it("a job that used more than it held takes the use above the cap, and the next start is refused", () => {
    const { ledger, start, usedToday } = aProjectOfTenDollarsADay();
    for (const n of [1, 2, 3, 4, 5]) start(n);
    ledger.now += (HOUR * 3) / 4;
    ledger.run({ kind: "finishJob", ref: "job 1", quantityMs: (HOUR * 3) / 4, end: "completed" });
    // 4 holds of $1.995 and a charge of $2.9925.
    expect(usedToday()).toBe(usd("10.9725"));
    expect(ledger.refusal(startOf(6))).toMatchObject({ code: "budget_exceeded", data: { used: "10972500" } });
  });

  it("never refuses another project, nor work without one", () => {
    const { ledger, start } = aProjectOfTenDollarsADay();
    for (const n of [1, 2, 3, 4, 5]) start(n);
    for (const n of [6, 7, 8]) ledger.run({ ...startOf(n), project: "gemini" });
    for (const n of [9, 10]) ledger.run({ ...startOf(n), project: null });
    ledger.run({ kind: "charge", amount: usd("100"), project: "gemini" });
    expect(ledger.refusal({ kind: "charge", amount: usd("0.03"), project: "apollo" }).code).toBe("budget_exceeded");
  });
});

describe("L33 budgets of every scope and period", () => {
  it("count one charge each, and a refusal names the narrowest and shortest that has no room", () => {
    const ledger = funded();
    const budgets = [
      put(ledger, { scope: "organization", ref: "", period: "all" }, "6"),
      put(ledger, { scope: "organization", ref: "", period: "month" }, "6"),
      put(ledger, { scope: "project", ref: "apollo", period: "month" }, "5"),
      put(ledger, { scope: "member", ref: "ada", period: "all" }, "5"),
      put(ledger, { scope: "key", ref: KEY, period: "month" }, "5"),
    ];
    ledger.run(charge("4"));
    expect(budgets.map((budget) => used(ledger, budget))).toEqual(Array.from({ length: 5 }, () => usd("4")));
    const scopeOf = (change: Partial<CommandInput<"charge">>) => {
      const { message, ...refusal } = ledger.refusal({ ...charge("3"), ...change });
      if (refusal.code !== "budget_exceeded") throw new Error(`refused with ${refusal.code}`);
      const { scope, id, period } = refusal.data;
      return { message, scope, id, period };
    };
    expect(scopeOf({})).toMatchObject({ scope: "key", id: `key_${KEY}`, period: "month" });
    const noKey = { actor: { type: "system", id: null } } as const;
    expect(scopeOf(noKey)).toMatchObject({ scope: "member", id: "ada", period: "all" });
    expect(scopeOf({ ...noKey, member: null })).toEqual({
      scope: "project",
      id: "apollo",
      period: "month",
      message:
        'The budget of the project "apollo" is $5.00 a month: $4.00 is used, and $3.00 more is needed. ' +
        "Try again with a new idempotency key in the next month (UTC), or with a higher cap.",
    });
    expect(scopeOf({ ...noKey, member: null, project: null })).toMatchObject({
      scope: "organization",
      id: `org_${ORG}`,
      period: "month",
    });
  });

  it("L33 keep a hold and all its settles in the month in which it was placed", () => {
    const ledger = funded();
    const month = put(ledger, { scope: "organization", ref: "", period: "month" }, "10");
    const all = put(ledger, { scope: "organization", ref: "", period: "all" }, "100");
    ledger.now = 31 * DAY - 1;
    const { hold } = ledger.run({ kind: "placeHold", amount: usd("8") });
    ledger.now = 31 * DAY;
    ledger.run({ kind: "settleHold", holdId: hold, amount: usd("3"), close: true });
    ledger.run({ kind: "charge", amount: usd("10") });
    expect([used(ledger, month, 0), used(ledger, month), used(ledger, all)]).toEqual([usd("3"), usd("10"), usd("13")]);
  });

  it("a budget counts nothing in windows before its own: a hold of yesterday gives nothing back", () => {
    const ledger = funded();
    const { hold } = ledger.run({ kind: "placeHold", amount: usd("8") });
    ledger.now = DAY;
    const day = put(ledger, { scope: "organization", ref: "", period: "day" }, "1");
    ledger.run({ kind: "voidHold", holdId: hold });
    expect([used(ledger, day, 0), used(ledger, day)]).toEqual([0n, 0n]);
  });

  it("an alert budget counts and never refuses; the hard one beside it counts too", () => {
    const ledger = funded();
    const alert = put(ledger, { scope: "project", ref: "apollo", period: "day" }, "5", "alert");
    const hard = put(ledger, { scope: "organization", ref: "", period: "day" }, "20");
    ledger.run(charge("12"));
    expect(used(ledger, alert)).toBe(usd("12"));
    expect(used(ledger, hard)).toBe(usd("12"));
  });
});

function aProjectOfTenDollarsADay() {
  const ledger = funded();
  ledger.now = 19 * DAY + HOUR;
  const budget = put(ledger, { scope: "project", ref: "apollo", period: "day" }, "10");
  return {
    ledger,
    start: (n: number) => ledger.run<"startJob">(startOf(n)),
    usedToday: () => used(ledger, budget),
  };
}

const startOf = (n: number): CommandInput<"startJob"> => ({
  kind: "startJob",
  ref: `job ${n}`,
  project: "apollo",
  ...TWO_DOLLARS,
});

const charge = (amount: string): CommandInput<"charge"> => ({
  kind: "charge",
  amount: usd(amount),
  project: "apollo",
  member: "ada",
  actor: { type: "service_key", id: KEY },
});

function funded(): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.state.budgets = noBudgets(true);
  ledger.run({ kind: "issueGrant", amount: usd("1000") });
  return ledger;
}

function put(ledger: LedgerInMemory, key: BudgetKey, cap: string, mode: Budget["mode"] = "hard"): Budget {
  const budget = { ...key, cap: usd(cap), mode, version: 1, createdAt: ledger.now };
  ledger.state.budgets?.terms.set(budgetName(budget), budget);
  return budget;
}

function used(ledger: LedgerInMemory, { scope, ref, period }: Budget, at = ledger.now): bigint {
  const { from } = windowOf(period, at);
  return ledger.state.budgets?.uses.get(useName({ scope, ref, period, from }))?.used ?? 0n;
}
