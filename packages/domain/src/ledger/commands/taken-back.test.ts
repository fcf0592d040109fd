import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import type { Entry } from "../state/entry.ts";

/** A purchase of $20 that ends on day 30. */
function purchase(ledger: LedgerInMemory, amount = "20"): string {
  return ledger.run({ kind: "issueGrant", amount: usd(amount), expiresAt: 30 * DAY }).grant;
}

const dollars = (micros: bigint | undefined): number => Number(micros ?? 0n) / 1e6;
const balance = ({ state: { balance } }: LedgerInMemory) => ({
  available: dollars(balance.available),
  reserved: dollars(balance.reserved),
  owed: dollars(balance.owed),
});
const counters = ({ state }: LedgerInMemory, id: string) => {
  const grant = state.grants.get(id);
  const names = ["avail", "held", "spent", "expired", "revoked", "toRevoke"] as const;
  return Object.fromEntries(names.flatMap((name) => (grant?.[name] ? [[name, dollars(grant[name])]] : [])));
};

const movesOf = (entry: Entry | undefined) =>
  entry?.postings.map(({ from, to, amount }) => `${entry.kind}: ${from}->${to} ${dollars(amount)}`);

describe("credit that lapsed unused", () => {
  it.each([
    { at: 30 * DAY - 1, swept: false },
    { at: 40 * DAY, swept: false },
    { at: 40 * DAY, swept: true },
  ])(
    "L23 is not owed: of 20 dollars until day 30, 3 are used; taken back at $at ms (swept: $swept), 3 are owed",
    (when) => {
      const ledger = new LedgerInMemory();
      const grantId = purchase(ledger);
      ledger.run({ kind: "charge", amount: usd("3") });
      ledger.now = when.at;
      if (when.swept) ledger.run({ kind: "expireGrant", grantId });
      const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
      expect(answer.balance).toMatchObject({ available: "0", owed: "3000000" });
      const lapsed = when.at < 30 * DAY ? "0" : "17000000";
      expect(answer).toMatchObject({ lapsed, held: "0", becameOwed: "3000000" });
    },
  );

  it("L18 L23 is revoked if it was on hold: $20 held, taken back, lapsed, hold voided; nothing is owed", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("20") });
    const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    expect(answer).toMatchObject({ revoked: "0", held: "20000000", debt: null, balance: { owed: "0" } });
    ledger.now = 40 * DAY;
    ledger.run({ kind: "voidHold", holdId });
    expect(counters(ledger, grantId)).toEqual({ revoked: 20 });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 0, owed: 0 });
    expect(ledger.entries.slice(-2).map(({ kind }) => kind)).toEqual(["grant_revoked", "grant_revoked"]);
  });

  it("L23 costs later credit nothing: nothing used, lapsed, $25 bought, the old payment taken back; $25 is left", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    ledger.now = 40 * DAY;
    ledger.run({ kind: "issueGrant", amount: usd("25") });
    const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    expect(answer).toMatchObject({ lapsed: "20000000", balance: { available: "25000000", owed: "0" } });
    // The entry moves nothing. It records what was taken back, so that no more than the payment can be.
    expect(ledger.entries.at(-1)).toMatchObject({ kind: "grant_revoked", asked: usd("20"), postings: [] });
    expect(ledger.refusal({ kind: "revokeGrant", grantId, amount: 1n }).code).toBe("beyond_grant");
  });
});

describe("credit that is on hold when it is taken back", () => {
  it("L23 is owed when it is spent, in the entry of the settle, and other free credit pays it at once", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("20") });
    ledger.run({ kind: "issueGrant", amount: usd("2") });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    expect(balance(ledger)).toEqual({ available: 2, reserved: 20, owed: 0 });
    ledger.run({ kind: "settleHold", holdId, amount: usd("5") });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 15, owed: 3 });
    ledger.run({ kind: "settleHold", holdId, amount: usd("1"), close: true });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 0, owed: 4 });
    expect(counters(ledger, grantId)).toEqual({ spent: 6, revoked: 14 });
    const [settled, revoked] = ledger.entries.slice(-2);
    expect(movesOf(settled)).toEqual(["settled: held->spent 1", "settled: reversal->owed 1"]);
    expect(movesOf(revoked)).toEqual(["grant_revoked: held->avail 14", "grant_revoked: avail->revoked 14"]);
  });

  it("L23 is taken before used credit: a hold that spends and releases a part leaves no debt where enough is released", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    ledger.run({ kind: "charge", amount: usd("4") });
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("10") });
    const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("11") });
    expect(answer).toMatchObject({ revoked: "6000000", held: "5000000", debt: null });
    ledger.run({ kind: "settleHold", holdId, amount: usd("4") });
    expect(counters(ledger, grantId)).toEqual({ held: 6, spent: 8, revoked: 6, toRevoke: 5 });
    ledger.now = 40 * DAY;
    ledger.run({ kind: "voidHold", holdId });
    expect(counters(ledger, grantId)).toEqual({ spent: 8, expired: 1, revoked: 11 });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 0, owed: 0 });
    expect(ledger.entries.slice(-3).map(({ kind }) => kind)).toEqual(["hold_voided", "grant_revoked", "grant_expired"]);
  });

  it("L23 is counted once over several revocations and holds", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    const first = ledger.run({ kind: "placeHold", amount: usd("8") }).hold;
    const second = ledger.run({ kind: "placeHold", amount: usd("7") }).hold;
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("9") })).toMatchObject({
      revoked: "5000000",
      held: "4000000",
    });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("6") })).toMatchObject({
      revoked: "0",
      held: "6000000",
    });
    ledger.run({ kind: "voidHold", holdId: first });
    expect(counters(ledger, grantId)).toEqual({ held: 7, revoked: 13, toRevoke: 2 });
    ledger.run({ kind: "settleHold", holdId: second, amount: usd("6") });
    expect(counters(ledger, grantId)).toEqual({ held: 1, spent: 6, revoked: 13, toRevoke: 1 });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 1, owed: 1 });
    ledger.run({ kind: "voidHold", holdId: second });
    expect(counters(ledger, grantId)).toEqual({ spent: 6, revoked: 14 });
  });

  it("L23 L31 of a job is owed by the epoch that spends it, and other free credit pays before the hold grows", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    ledger.run({ kind: "startJob", next: { untilMs: 3_600_000 } });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    ledger.run({ kind: "issueGrant", amount: usd("10") });
    ledger.now = 3_600_000;
    const answer = ledger.run({ kind: "settleEpoch", quantityMs: 3_600_000, next: { untilMs: 7_200_000 } });
    // The epoch cost $3.99 of taken-back credit. The other grant pays that debt, then holds $3.99 for the next epoch.
    expect(answer).toMatchObject({
      decision: "continue",
      held: "3990000",
      balance: { available: "2020000", owed: "0" },
    });
    expect(counters(ledger, grantId)).toEqual({ spent: 3.99, revoked: 16.01 });
  });
});

describe("a dispute that is won", () => {
  it("L23 reinstates what still stands of a debt that was forgiven in part", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    ledger.run({ kind: "charge", amount: usd("20") });
    const { debt } = ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    ledger.run({ kind: "forgiveDebt", debtId: debt ?? "", amount: usd("5") });
    const answer = ledger.run({ kind: "reinstateGrant", grantId, amount: usd("20") });
    expect(answer).toMatchObject({ forgiven: "15000000", reinstated: "0", refunded: "0", balance: { owed: "0" } });
    expect(ledger.refusal({ kind: "reinstateGrant", grantId, amount: 1n })).toMatchObject({
      code: "beyond_revoked",
      data: { revoked: "0" },
    });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") }).becameOwed).toBe("20000000");
  });

  it("L23 forgives open debt first; then held credit is no longer to be revoked", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("15") });
    ledger.run({ kind: "charge", amount: usd("5") });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") })).toMatchObject({
      held: "15000000",
      becameOwed: "5000000",
    });
    const answer = ledger.run({ kind: "reinstateGrant", grantId, amount: usd("12") });
    expect(answer).toMatchObject({ forgiven: "5000000", held: "7000000", reinstated: "0", balance: { owed: "0" } });
    expect(ledger.run({ kind: "voidHold", holdId }).balance).toMatchObject({ available: "7000000", owed: "0" });
    expect(counters(ledger, grantId)).toEqual({ avail: 7, spent: 5, revoked: 8 });
  });

  it("L23 gives nothing back where another dispute still concerns all that was used", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    ledger.run({ kind: "charge", amount: usd("3") });
    ledger.now = 40 * DAY;
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("10") }).lapsed).toBe("10000000");
    ledger.run({ kind: "reinstateGrant", grantId, amount: usd("10") });
    expect(balance(ledger).owed).toBe(3);
    ledger.run({ kind: "reinstateGrant", grantId, amount: usd("10") });
    expect(balance(ledger).owed).toBe(0);
  });
});

describe("a refund of a charge that taken-back credit paid", () => {
  it("L23 L31 pays the debt of the revocation, and changes nothing of the grant", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger);
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("20") });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("20") });
    ledger.run({ kind: "refundCharge", chargeId, amount: usd("20") });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 0, owed: 0 });
    expect(counters(ledger, grantId)).toEqual({ spent: 20 });
  });
});

describe("refunded credit", () => {
  it.each([
    { refundedAt: 30 * DAY - 1, expiresAt: 60 * DAY - 1 },
    { refundedAt: 30 * DAY, expiresAt: 60 * DAY },
    { refundedAt: 1, expiresAt: 30 * DAY + 1 },
    { refundedAt: 0, expiresAt: 30 * DAY },
  ])(
    "L19 lives to the later of the payer's end and 30 days: refunded at $refundedAt ms",
    ({ refundedAt, expiresAt }) => {
      const ledger = new LedgerInMemory();
      purchase(ledger);
      const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("4") });
      ledger.now = refundedAt;
      const { grants } = ledger.run({ kind: "refundCharge", chargeId, amount: usd("1") });
      expect(ledger.state.grants.get(grants[0] ?? "")).toMatchObject({ effectiveAt: refundedAt, expiresAt });
    },
  );

  it("L19 never expires if the payer never does", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("4") });
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("4") });
    const { grants } = ledger.run({ kind: "refundCharge", chargeId, amount: usd("1") });
    expect(ledger.state.grants.get(grants[0] ?? "")?.expiresAt).toBeNull();
  });
});

describe("a job whose hold spends taken-back credit", () => {
  const settle = { kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } } as const;

  it("goes on if other credit pays the reversal and covers the next epoch", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger, "4.788");
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("4.788") });
    ledger.run({ kind: "issueGrant", amount: usd("20") });
    ledger.now = HOUR;
    // $3.99 are charged and $3.99 owed for the reversal, which the $20 pay; $3.99 are held for the next epoch.
    expect(ledger.run(settle)).toMatchObject({ decision: "continue", missing: null, held: "3990000" });
    expect(balance(ledger)).toEqual({ available: 12.02, reserved: 3.99, owed: 0 });
  });

  it("pauses with what is missing after the reversal if other credit does not cover both", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger, "4.788");
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("4.788") });
    ledger.run({ kind: "issueGrant", amount: usd("5") });
    ledger.now = HOUR;
    // $1.01 are left of the $5; $2.98 are missing for the next $3.99.
    expect(ledger.run(settle)).toMatchObject({ decision: "pause", missing: "2980000", becameOwed: "0" });
    expect(balance(ledger)).toEqual({ available: 1.01, reserved: 0, owed: 0 });
  });

  it("pauses with the rest of the reversal in what is missing", () => {
    const ledger = new LedgerInMemory();
    const grantId = purchase(ledger, "4.788");
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("4.788") });
    ledger.run({ kind: "issueGrant", amount: usd("1") });
    ledger.now = HOUR;
    // $2.99 stay owed, and the next epoch needs $3.99.
    expect(ledger.run(settle)).toMatchObject({ decision: "pause", missing: "6980000" });
    expect(balance(ledger)).toEqual({ available: 0, reserved: 0, owed: 2.99 });
  });
});
