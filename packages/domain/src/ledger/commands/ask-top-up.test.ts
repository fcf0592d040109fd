import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, LedgerInMemory } from "../ledger-in-memory.test-support.ts";

/** An organization with $12 that never expires, whose automatic top-up waits for less than $10. */
function armed(): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.run({ kind: "issueGrant", amount: usd("12") });
  ledger.state.topUpBelow = usd("10");
  return ledger;
}

const asked = (ledger: LedgerInMemory) => ledger.state.topUpBelow === null;

describe("automatic top-up", () => {
  it("is asked by the command that leaves less than the threshold, and by none after it", () => {
    const ledger = armed();
    ledger.run({ kind: "charge", amount: usd("2") });
    expect(asked(ledger)).toBe(false);
    expect(ledger.submit({ kind: "charge", amount: 1n })).toMatchObject({
      changes: { asksTopUp: true, due: [{ kind: "start_topup", refId: ledger.state.orgId, dueAt: ledger.now }] },
    });
    expect(asked(ledger)).toBe(true);
    expect(ledger.submit({ kind: "charge", amount: 1n })).toMatchObject({ changes: { asksTopUp: false, due: [] } });
  });

  it("is asked by a hold, and by credit that lapses, as soon as a command makes an entry", () => {
    const held = armed();
    held.run({ kind: "placeHold", amount: usd("3") });
    expect(asked(held)).toBe(true);
    const lapsing = armed();
    lapsing.run({ kind: "charge", amount: usd("12") });
    lapsing.state.topUpBelow = null;
    lapsing.run({ kind: "issueGrant", amount: usd("20"), expiresAt: DAY });
    lapsing.state.topUpBelow = usd("10");
    lapsing.now = DAY;
    lapsing.run({ kind: "charge", amount: 0n, onShortfall: "owe" });
    expect(asked(lapsing)).toBe(false);
    lapsing.run({ kind: "charge", amount: 1n, onShortfall: "owe" });
    expect(asked(lapsing)).toBe(true);
  });

  it("is not asked by a refused command", () => {
    const ledger = armed();
    expect(ledger.refusal({ kind: "charge", amount: usd("13") })).toMatchObject({ code: "insufficient_credit" });
    expect(asked(ledger)).toBe(false);
  });
});
