import { describe, expect, it } from "vitest";
import { usd } from "../money/index.ts";
import { creditExpiry, type LedgerAct, needsApproval, staffCommand } from "./staff-act.ts";

const LIMIT = usd("100.00");

describe("G17 an act of an operator", () => {
  it.each([
    ["100.00", "0.00", false],
    ["100.000001", "0.00", true],
    ["50.00", "50.00", false],
    ["50.00", "50.000001", true],
    ["0.01", "100.00", true],
  ])("of $%s after $%s alone on the same day needs approval: %s", (amount, before, expected) => {
    const micros = before === "0.00" ? 0n : usd(before);
    expect(needsApproval(usd(amount), micros, LIMIT)).toBe(expected);
  });

  const frame = { orgId: "org", id: "act", operator: "ada", expiresAt: 7 };

  it.each<[LedgerAct["kind"], LedgerAct, object]>([
    [
      "grant",
      { kind: "grant", amount: 5n, grantKind: "paid", days: 1 },
      { source: "adjustment", grantKind: "paid", effectiveAt: null, expiresAt: 7, businessKey: null },
    ],
    ["revoke", { kind: "revoke", amount: 5n, grantId: "grant" }, { grantId: "grant" }],
    ["forgive", { kind: "forgive", amount: 5n, debtId: "debt" }, { debtId: "debt" }],
    ["refund", { kind: "refund", amount: 5n, chargeId: "charge" }, { chargeId: "charge" }],
  ])("of the kind %s becomes a command whose actor is the operator", (kind, act, terms) => {
    const commands = { grant: "issueGrant", revoke: "revokeGrant", forgive: "forgiveDebt", refund: "refundCharge" };
    const base = { orgId: "org", id: "act", amount: 5n, actor: { type: "operator", id: "ada" } };
    expect(staffCommand(act, frame)).toEqual({ ...base, kind: commands[kind], ...terms });
  });

  it("adds credit that expires whole days after it is issued", () => {
    const now = Date.UTC(2026, 0, 1);
    const grant = { kind: "grant", amount: 5n, grantKind: "promotional" } as const;
    expect(creditExpiry({ ...grant, days: 30 }, now)).toBe(Date.UTC(2026, 0, 31));
    expect(creditExpiry({ ...grant, days: null }, now)).toBeNull();
    expect(creditExpiry({ kind: "revoke", amount: 5n, grantId: "grant" }, now)).toBeNull();
  });
});
