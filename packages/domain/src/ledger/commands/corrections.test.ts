import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, LedgerInMemory, ORG } from "../ledger-in-memory.test-support.ts";
import { canonicalEntry } from "../state/canonical.ts";
import { noCorrections, noteEntry } from "../state/corrections.ts";
import { causeId } from "../state/entry.ts";

const dollars = (micros: bigint | undefined): string => String(Number(micros ?? 0n) / 1e6);
/** The source and the available, spent and revoked dollars of each grant, in burn order. */
const counters = (ledger: LedgerInMemory) =>
  ledger
    .grants()
    .map((grant) => [grant?.source, dollars(grant?.avail), dollars(grant?.spent), dollars(grant?.revoked)]);

describe("a refund of a charge", () => {
  it("L19 makes one refund grant for each grant that paid, last in burn order first, with its kind and expiry", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", source: "plan", grantKind: "promotional", amount: usd("4"), expiresAt: 40 * DAY });
    ledger.run({ kind: "issueGrant", amount: usd("10") });
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("6") });
    const first = ledger.run({ kind: "refundCharge", chargeId, amount: usd("1.5") });
    expect(first).toMatchObject({ forgiven: "0", refunded: "1500000" });
    const second = ledger.run({ kind: "refundCharge", chargeId, amount: usd("4.5") });
    const terms = [...first.grants, ...second.grants].map((id) => ledger.state.grants.get(id));
    const refundOf = { type: "charge", id: chargeId };
    expect(terms).toMatchObject([
      { source: "refund", kind: "paid", amount: usd("1.5"), expiresAt: null, refundOf },
      { source: "refund", kind: "paid", amount: usd("0.5"), expiresAt: null, refundOf },
      { source: "refund", kind: "promotional", amount: usd("4"), expiresAt: 40 * DAY, refundOf },
    ]);
    expect(ledger.state.balance).toEqual({ available: usd("14"), reserved: 0n, owed: 0n });
    expect(ledger.refusal({ kind: "refundCharge", chargeId, amount: 1n })).toMatchObject({
      code: "beyond_charge",
      data: { charge: chargeId, refundable: "0", asked: "1" },
    });
  });

  it("L19 lasts 30 days if the credit that paid has expired", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("4"), expiresAt: 10 * DAY });
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("4") });
    ledger.now = 10 * DAY;
    const { grants } = ledger.run({ kind: "refundCharge", chargeId, amount: usd("1") });
    expect(ledger.state.grants.get(grants[0] ?? "")).toMatchObject({ effectiveAt: 10 * DAY, expiresAt: 40 * DAY });
  });

  it("L19 L31 first forgives the open debt of the charge, then pays other debts with the refunded credit", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("4") });
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("5"), onShortfall: "owe" });
    const { charge: later } = ledger.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    const answer = ledger.run({ kind: "refundCharge", chargeId, amount: usd("3") });
    expect(answer).toMatchObject({
      forgiven: "1000000",
      refunded: "2000000",
      balance: { available: "0", owed: "1000000" },
    });
    expect(ledger.state.debts.get(chargeId)).toMatchObject({ open: 0n, forgiven: usd("1") });
    expect(ledger.state.debts.get(later)).toMatchObject({ open: usd("1"), paid: usd("2") });
    expect(ledger.entries.slice(-2).map(({ kind, leg }) => [kind, leg])).toEqual([
      ["debt_forgiven", 1],
      ["grant_issued", 1],
    ]);
  });

  it("L19 refunds the grants that paid the charge's debt later, and the credit that a hold paid", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("2") });
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("2") });
    const { seq } = ledger.run({ kind: "settleHold", holdId, amount: usd("1.5"), close: true });
    const settled = ledger.entries.find((entry) => entry.seq === seq)?.cause;
    const settledId = settled?.type === "charge" ? settled.charge.id : "";
    expect(ledger.run({ kind: "refundCharge", chargeId: settledId, amount: usd("1.5") }).refunded).toBe("1500000");
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    const { grant } = ledger.run({ kind: "issueGrant", source: "code", grantKind: "promotional", amount: usd("9") });
    const { grants } = ledger.run({ kind: "refundCharge", chargeId, amount: usd("3") });
    const back = grants.map((id) => ledger.state.grants.get(id));
    // The purchase and its refund paid two dollars. The later grant paid one, and it is first in burn order.
    expect(back.map((each) => [each?.kind, dollars(each?.amount)])).toEqual([
      ["paid", "1.5"],
      ["paid", "0.5"],
      ["promotional", "1"],
    ]);
    expect(back[2]?.businessKey).toContain(grant);
  });

  it("refuses a charge that does not exist", () => {
    expect(new LedgerInMemory().refusal({ kind: "refundCharge", chargeId: ORG }).code).toBe("charge_not_found");
  });
});

describe("a revocation", () => {
  it("L23 L31 takes the grant's free credit; the used part becomes a debt, which other credit pays at once", () => {
    const ledger = new LedgerInMemory();
    const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("10") });
    ledger.run({ kind: "charge", amount: usd("7") });
    ledger.run({ kind: "issueGrant", amount: usd("2") });
    const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("8") });
    expect(answer).toMatchObject({ revoked: "3000000", paid: "2000000", becameOwed: "3000000" });
    expect(answer.balance).toEqual({ available: "0", reserved: "0", owed: "3000000" });
    expect(ledger.state.debts.get(answer.debt ?? "")).toMatchObject({
      reversalOf: grantId,
      amount: usd("5"),
      open: usd("3"),
    });
    expect(ledger.refusal({ kind: "revokeGrant", grantId, amount: usd("3") })).toMatchObject({
      code: "beyond_grant",
      data: { revocable: "2000000" },
    });
  });

  it("L23 leaves held credit to its hold: it is owed when the hold spends it, and revoked when it is released", () => {
    const ledger = new LedgerInMemory();
    const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("10") });
    const { hold: holdId } = ledger.run({ kind: "placeHold", amount: usd("6") });
    const answer = ledger.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    expect(answer).toMatchObject({ revoked: "4000000", held: "6000000", debt: null, balance: { reserved: "6000000" } });
    ledger.run({ kind: "settleHold", holdId, amount: usd("1") });
    expect(ledger.run({ kind: "voidHold", holdId }).balance).toEqual({
      available: "0",
      reserved: "0",
      owed: "1000000",
    });
  });

  it("L17 L23 makes no debt of expired credit, whether or not the sweeper ran", () => {
    const outcome = (sweep: boolean) => {
      const ledger = new LedgerInMemory();
      const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("10"), expiresAt: DAY });
      ledger.now = DAY;
      if (sweep) ledger.run({ kind: "expireGrant", grantId });
      const { revoked, becameOwed } = ledger.run({ kind: "revokeGrant", grantId, amount: usd("4") });
      return { revoked, becameOwed };
    };
    expect(outcome(true)).toEqual({ revoked: "0", becameOwed: "0" });
    expect(outcome(false)).toEqual(outcome(true));
  });
});

describe("a reinstatement", () => {
  it("L23 forgives the open debt, then returns the grant's credit, then the credit of other grants that paid", () => {
    const ledger = new LedgerInMemory();
    const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("10") });
    ledger.run({ kind: "charge", amount: usd("7") });
    ledger.run({ kind: "issueGrant", source: "code", grantKind: "promotional", amount: usd("2"), expiresAt: 9 * DAY });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    expect(ledger.state.balance).toMatchObject({ available: 0n, owed: usd("5") });
    const answer = ledger.run({ kind: "reinstateGrant", grantId, amount: usd("9") });
    expect(answer).toMatchObject({ forgiven: "5000000", reinstated: "3000000", refunded: "1000000" });
    expect(ledger.state.balance).toMatchObject({ available: usd("4"), owed: 0n });
    expect(counters(ledger)).toEqual([
      ["code", "0", "2", "0"],
      ["refund", "1", "0", "0"],
      ["purchase", "3", "7", "0"],
    ]);
    expect(ledger.refusal({ kind: "reinstateGrant", grantId, amount: usd("2") })).toMatchObject({
      code: "beyond_revoked",
      data: { revoked: "1000000" },
    });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("9") }).revoked).toBe("3000000");
  });

  it("L18 L23 of an expired grant expires at once, and returns no credit for forgiven debt", () => {
    const ledger = new LedgerInMemory();
    const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("10"), expiresAt: DAY });
    ledger.run({ kind: "charge", amount: usd("6") });
    const { debt } = ledger.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    ledger.run({ kind: "forgiveDebt", debtId: debt ?? "", amount: usd("6") });
    ledger.now = DAY;
    expect(ledger.refusal({ kind: "reinstateGrant", grantId, amount: usd("11") }).code).toBe("beyond_revoked");
    const answer = ledger.run({ kind: "reinstateGrant", grantId, amount: usd("10") });
    expect(answer).toMatchObject({ reinstated: "4000000", refunded: "0", balance: { available: "0", owed: "0" } });
    expect(ledger.entries.slice(-2).map(({ kind }) => kind)).toEqual(["grant_reinstated", "grant_expired"]);
  });
});

describe("revocations of an older form, which record no amount", () => {
  it("L23 count what they moved, and can be reinstated", () => {
    const ledger = new LedgerInMemory();
    const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("20") });
    ledger.run({ kind: "charge", amount: usd("15") });
    ledger.run({ kind: "revokeGrant", grantId, amount: usd("12") });
    ledger.run({ kind: "issueGrant", amount: usd("3") });
    ledger.run({ kind: "reinstateGrant", grantId, amount: usd("11") });
    const corrections = noCorrections();
    const { debts, charges } = ledger.state.corrections ?? corrections;
    for (const [id, debt] of debts) corrections.debts.set(id, debt);
    for (const [id, amount] of charges) corrections.charges.set(id, amount);
    for (const { kind, cause, postings } of ledger.entries) {
      const refundOf = cause.type === "grant" ? (cause.grant.refundOf ?? null) : null;
      const entry = { kind, causeType: cause.type, causeId: causeId(cause), refundOf, postings };
      noteEntry(corrections, entry, (id) => ledger.state.grants.get(id));
    }
    expect(corrections.takenBack.get(grantId)).toMatchObject({ amount: usd("1"), isRecorded: false });
    ledger.state.corrections = corrections;
    expect(ledger.refusal({ kind: "revokeGrant", grantId, amount: usd("19.000001") }).code).toBe("beyond_grant");
    expect(ledger.run({ kind: "reinstateGrant", grantId, amount: usd("1") }).refunded).toBe("1000000");
  });
});

describe("a debt", () => {
  it("L6 is forgiven in parts, each with its own entry", () => {
    const ledger = new LedgerInMemory();
    const { charge: debtId } = ledger.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    ledger.run({ kind: "forgiveDebt", debtId, amount: usd("1") });
    expect(ledger.refusal({ kind: "forgiveDebt", debtId, amount: usd("3") }).code).toBe("beyond_debt");
    expect(ledger.run({ kind: "forgiveDebt", debtId, amount: usd("2") })).toMatchObject({
      open: "0",
      balance: { owed: "0" },
    });
    expect(ledger.entries.slice(-2).map(({ leg, cause }) => [leg, cause])).toEqual(
      [1, 2].map((leg) => [
        leg,
        { type: "debt", debt: { id: debtId, chargeId: debtId, grantId: null, amount: usd("3") } },
      ]),
    );
    expect(ledger.refusal({ kind: "forgiveDebt", debtId, amount: 1n }).code).toBe("debt_not_open");
  });
});

it("L9 the hash of a refund grant's first entry covers the refunded row; its later entries hash as of any grant", () => {
  const ledger = new LedgerInMemory();
  ledger.run({ kind: "issueGrant", amount: usd("1"), expiresAt: DAY });
  const { charge: chargeId } = ledger.run({ kind: "charge", amount: usd("1") });
  const { grants } = ledger.run({ kind: "refundCharge", chargeId, amount: usd("1") });
  ledger.now = 30 * DAY;
  ledger.run({ kind: "expireGrant", grantId: grants[0] ?? "" });
  const causes = ledger.entries
    .slice(-2)
    .map((entry) => JSON.parse(canonicalEntry(ORG, entry, { at: 0, key: null, told: null }))[7]);
  expect(causes.map((cause) => cause.slice(8))).toEqual([[["charge", chargeId]], []]);
  expect(causes[0].slice(0, 8)).toEqual(causes[1]);
});

it("L9 the hash of a revocation and of a reinstatement covers the amount of the command, also if nothing moves", () => {
  const ledger = new LedgerInMemory();
  const { grant: grantId } = ledger.run({ kind: "issueGrant", amount: usd("1"), expiresAt: DAY });
  ledger.now = DAY;
  ledger.run({ kind: "revokeGrant", grantId, amount: usd("1") });
  ledger.run({ kind: "reinstateGrant", grantId, amount: usd("0.5") });
  const causes = ledger.entries
    .slice(-2)
    .map((entry) => JSON.parse(canonicalEntry(ORG, entry, { at: 0, key: null, told: null }))[7].slice(8));
  expect(causes).toEqual([[["asked", "1000000"]], [["asked", "500000"]]]);
});
