import { describe, expect, it } from "vitest";
import { usd } from "../money/index.ts";
import { type BalanceState, balanceAlert, balanceStateAfter, budgetLevel, enoughFrom, isRunwayShort } from "./index.ts";

const TEN = usd("10.00");
const NONE = "-";

/** The alerts of a life: amounts in dollars, below zero for debt. */
function alertsOf(life: readonly string[], below: bigint | null = TEN, from: BalanceState = "new"): string[] {
  let state = from;
  return life.map((dollars) => {
    const isDebt = dollars.startsWith("-");
    const amount = dollars === "0" ? 0n : usd(dollars.replace("-", ""));
    const facts = { spendable: isDebt ? 0n : amount, owed: isDebt ? amount : 0n };
    const after = balanceStateAfter(state, facts, below);
    const alert = balanceAlert(state, after);
    state = after;
    return alert?.replace("balance.", "") ?? NONE;
  });
}

describe("alerts of the balance", () => {
  it.each([
    ["a first credit above or below the threshold is no news", ["5", "4", "3"], [NONE, NONE, NONE]],
    [
      "it is low once, however long it moves around the threshold",
      ["12", "9.99", "10.50", "9.90", "10.99", "9"],
      [NONE, "low", NONE, NONE, NONE, NONE],
    ],
    ["it is low again after it was enough again", ["12", "9", "11", "10", "9.99"], [NONE, "low", NONE, NONE, "low"]],
    ["the threshold itself is not low", ["12", "10"], [NONE, NONE]],
    ["without credit it is exhausted, without a notice that it is low", ["12", "0", "-3"], [NONE, "exhausted", NONE]],
    ["a debt alone is exhausted, also before the first credit", ["-1"], ["exhausted"]],
    ["nothing before the first credit is no news", ["0", "0"], [NONE, NONE]],
    ["a little credit does not restore it", ["12", "0", "0.99", "0", "1"], [NONE, "exhausted", NONE, NONE, "restored"]],
    [
      "restored below the threshold, it is not low as well",
      ["12", "0", "5", "4", "0"],
      [NONE, "exhausted", "restored", NONE, "exhausted"],
    ],
    ["restored to enough, it can be low again", ["12", "0", "20", "9"], [NONE, "exhausted", "restored", "low"]],
  ])("%s", (_rule, life, alerts) => {
    expect(alertsOf(life)).toEqual(alerts);
  });

  it("without a threshold it is exhausted and restored only", () => {
    expect(alertsOf(["12", "0.01", "0", "2"], null)).toEqual([NONE, NONE, "exhausted", "restored"]);
  });

  it("a threshold that moves decides with the next command", () => {
    const facts = { spendable: usd("30.00"), owed: 0n };
    expect(balanceStateAfter("enough", facts, usd("50.00"))).toBe("low");
    expect(balanceStateAfter("low", facts, TEN)).toBe("enough");
  });

  it("is enough again a tenth above the threshold, and at least a dollar above", () => {
    expect([enoughFrom(usd("100.00")), enoughFrom(TEN), enoughFrom(usd("1.00"))]).toEqual([
      usd("110.00"),
      usd("11.00"),
      usd("2.00"),
    ]);
  });
});

it("a budget has the highest level that its use reaches; one without a cap has none", () => {
  const cap = usd("10.00");
  const used = ["4.999999", "5.00", "7.999999", "8.00", "9.999999", "10.00", "12.00"].map(usd);
  expect(used.map((each) => budgetLevel(each, cap))).toEqual([0, 50, 50, 80, 80, 100, 100]);
  expect([budgetLevel(cap, null), budgetLevel(cap, 0n)]).toEqual([0, 0]);
});

it("a runway is short within its hours, until it is half as long again; a pause is no news", () => {
  const HOUR = 3_600_000;
  const ends = (hours: number) => ({ state: "ends", at: hours * HOUR }) as const;
  const IDLE = { state: "idle", at: null } as const;
  const LASTS = { state: "lasts", at: null } as const;
  const life = [ends(25), ends(24), ends(35), IDLE, ends(20), ends(36), ends(25), ends(23), LASTS, IDLE];
  let isShort = false;
  const states = life.map((runway) => {
    isShort = isRunwayShort(isShort, runway, { now: 0, hours: 24 });
    return isShort;
  });
  expect(states).toEqual([false, true, true, true, true, false, false, true, false, false]);
  expect(isRunwayShort(true, ends(1), { now: 0, hours: null })).toBe(false);
});
