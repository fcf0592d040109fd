import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, ORG, Play } from "../ledger-in-memory.test-support.ts";
import { canonicalEntry } from "../state/canonical.ts";

const dollars = (micros: bigint | undefined): string => String(Number(micros ?? 0n) / 1e6);
/** What the grants have: available, spent and revoked, in burn order. */
const counters = (play: Play) =>
  play
    .grantsNow()
    .map((grant) => [grant?.source, dollars(grant?.avail), dollars(grant?.spent), dollars(grant?.revoked)]);

describe("a refund of a charge", () => {
  it("L19 comes back as a grant for each grant that paid, the last in burn order first, of its kind and expiry", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", source: "plan", grantKind: "promotional", amount: usd("4"), expiresAt: 40 * DAY });
    play.run({ kind: "issueGrant", amount: usd("10") });
    const { charge: chargeId } = play.run({ kind: "charge", amount: usd("6") });
    const first = play.run({ kind: "refundCharge", chargeId, amount: usd("1.5") });
    expect(first).toMatchObject({ forgiven: "0", refunded: "1500000" });
    const second = play.run({ kind: "refundCharge", chargeId, amount: usd("4.5") });
    const terms = [...first.grants, ...second.grants].map((id) => play.ledger.grants.get(id));
    const refundOf = { type: "charge", id: chargeId };
    expect(terms).toMatchObject([
      { source: "refund", kind: "paid", amount: usd("1.5"), expiresAt: null, refundOf },
      { source: "refund", kind: "paid", amount: usd("0.5"), expiresAt: null, refundOf },
      { source: "refund", kind: "promotional", amount: usd("4"), expiresAt: 40 * DAY, refundOf },
    ]);
    expect(play.ledger.balance).toEqual({ available: usd("14"), reserved: 0n, owed: 0n });
    expect(play.refusal({ kind: "refundCharge", chargeId, amount: 1n })).toMatchObject({
      code: "beyond_charge",
      data: { charge: chargeId, refundable: "0", asked: "1" },
    });
  });

  it("L19 lasts 30 days where the credit that paid has expired", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("4"), expiresAt: 10 * DAY });
    const { charge: chargeId } = play.run({ kind: "charge", amount: usd("4") });
    play.now = 10 * DAY;
    const { grants } = play.run({ kind: "refundCharge", chargeId, amount: usd("1") });
    expect(play.ledger.grants.get(grants[0] ?? "")).toMatchObject({ effectiveAt: 10 * DAY, expiresAt: 40 * DAY });
  });

  it("L19 L31 forgives what is owed of the charge first, and pays other debts with what comes back", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("4") });
    const { charge: chargeId } = play.run({ kind: "charge", amount: usd("5"), onShortfall: "owe" });
    const { charge: later } = play.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    const answer = play.run({ kind: "refundCharge", chargeId, amount: usd("3") });
    expect(answer).toMatchObject({
      forgiven: "1000000",
      refunded: "2000000",
      balance: { available: "0", owed: "1000000" },
    });
    expect(play.ledger.debts.get(chargeId)).toMatchObject({ open: 0n, forgiven: usd("1") });
    expect(play.ledger.debts.get(later)).toMatchObject({ open: usd("1"), paid: usd("2") });
    expect(play.entries.slice(-2).map(({ kind, leg }) => [kind, leg])).toEqual([
      ["debt_forgiven", 1],
      ["grant_issued", 1],
    ]);
  });

  it("L19 goes to who paid the charge's debt later, and to what a hold had paid", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("2") });
    const { hold: holdId } = play.run({ kind: "placeHold", amount: usd("2") });
    const { seq } = play.run({ kind: "settleHold", holdId, amount: usd("1.5"), close: true });
    const settled = play.entries.find((entry) => entry.seq === seq)?.cause;
    const settledId = settled?.type === "charge" ? settled.charge.id : "";
    expect(play.run({ kind: "refundCharge", chargeId: settledId, amount: usd("1.5") }).refunded).toBe("1500000");
    const { charge: chargeId } = play.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    const { grant } = play.run({ kind: "issueGrant", source: "code", grantKind: "promotional", amount: usd("9") });
    const { grants } = play.run({ kind: "refundCharge", chargeId, amount: usd("3") });
    const back = grants.map((id) => play.ledger.grants.get(id));
    // The purchase and its refund paid two dollars; of what came later, one, and it is the first in burn order.
    expect(back.map((each) => [each?.kind, dollars(each?.amount)])).toEqual([
      ["paid", "1.5"],
      ["paid", "0.5"],
      ["promotional", "1"],
    ]);
    expect(back[2]?.businessKey).toContain(grant);
  });

  it("refuses a charge that is not there", () => {
    expect(new Play().refusal({ kind: "refundCharge", chargeId: ORG }).code).toBe("charge_not_found");
  });
});

describe("a revocation", () => {
  it("L23 L31 takes what the grant has, and owes what was used, which other credit pays at once", () => {
    const play = new Play();
    const { grant: grantId } = play.run({ kind: "issueGrant", amount: usd("10") });
    play.run({ kind: "charge", amount: usd("7") });
    play.run({ kind: "issueGrant", amount: usd("2") });
    const answer = play.run({ kind: "revokeGrant", grantId, amount: usd("8") });
    expect(answer).toMatchObject({ revoked: "3000000", paid: "2000000", becameOwed: "3000000" });
    expect(answer.balance).toEqual({ available: "0", reserved: "0", owed: "3000000" });
    expect(play.ledger.debts.get(answer.debt ?? "")).toMatchObject({
      reversalOf: grantId,
      amount: usd("5"),
      open: usd("3"),
    });
    expect(play.refusal({ kind: "revokeGrant", grantId, amount: usd("3") })).toMatchObject({
      code: "beyond_grant",
      data: { revocable: "2000000" },
    });
  });

  it("L23 leaves held credit to its hold: it is owed, and paid when it comes back", () => {
    const play = new Play();
    const { grant: grantId } = play.run({ kind: "issueGrant", amount: usd("10") });
    const { hold: holdId } = play.run({ kind: "placeHold", amount: usd("6") });
    const answer = play.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    expect(answer).toMatchObject({ revoked: "4000000", becameOwed: "6000000", balance: { reserved: "6000000" } });
    play.run({ kind: "settleHold", holdId, amount: usd("1") });
    expect(play.run({ kind: "voidHold", holdId }).balance).toEqual({ available: "0", reserved: "0", owed: "1000000" });
  });

  it("L17 owes what has expired, whether or not the sweeper ran", () => {
    const outcome = (sweep: boolean) => {
      const play = new Play();
      const { grant: grantId } = play.run({ kind: "issueGrant", amount: usd("10"), expiresAt: DAY });
      play.now = DAY;
      if (sweep) play.run({ kind: "expireGrant", grantId });
      const { revoked, becameOwed } = play.run({ kind: "revokeGrant", grantId, amount: usd("4") });
      return { revoked, becameOwed };
    };
    expect(outcome(true)).toEqual({ revoked: "0", becameOwed: "4000000" });
    expect(outcome(false)).toEqual(outcome(true));
  });
});

describe("a reinstatement", () => {
  it("L23 forgives what is owed, gives the grant its credit again, and then what other credit had paid", () => {
    const play = new Play();
    const { grant: grantId } = play.run({ kind: "issueGrant", amount: usd("10") });
    play.run({ kind: "charge", amount: usd("7") });
    play.run({ kind: "issueGrant", source: "code", grantKind: "promotional", amount: usd("2"), expiresAt: 9 * DAY });
    play.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    expect(play.ledger.balance).toMatchObject({ available: 0n, owed: usd("5") });
    const answer = play.run({ kind: "reinstateGrant", grantId, amount: usd("9") });
    expect(answer).toMatchObject({ forgiven: "5000000", reinstated: "3000000", refunded: "1000000" });
    expect(play.ledger.balance).toMatchObject({ available: usd("4"), owed: 0n });
    expect(counters(play)).toEqual([
      ["code", "0", "2", "0"],
      ["refund", "1", "0", "0"],
      ["purchase", "3", "7", "0"],
    ]);
    expect(play.refusal({ kind: "reinstateGrant", grantId, amount: usd("2") })).toMatchObject({
      code: "beyond_revoked",
      data: { revoked: "1000000" },
    });
    expect(play.run({ kind: "revokeGrant", grantId, amount: usd("9") }).revoked).toBe("3000000");
  });

  it("L18 L23 of a grant that has expired expires at once; what was written off is not given", () => {
    const play = new Play();
    const { grant: grantId } = play.run({ kind: "issueGrant", amount: usd("10"), expiresAt: DAY });
    play.run({ kind: "charge", amount: usd("6") });
    const { debt } = play.run({ kind: "revokeGrant", grantId, amount: usd("10") });
    play.run({ kind: "forgiveDebt", debtId: debt ?? "", amount: usd("6") });
    play.now = DAY;
    expect(play.refusal({ kind: "reinstateGrant", grantId, amount: usd("5") }).code).toBe("beyond_revoked");
    const answer = play.run({ kind: "reinstateGrant", grantId, amount: usd("4") });
    expect(answer).toMatchObject({ reinstated: "4000000", balance: { available: "0", owed: "0" } });
    expect(play.entries.slice(-2).map(({ kind }) => kind)).toEqual(["grant_reinstated", "grant_expired"]);
  });
});

describe("a debt", () => {
  it("L6 is written off in parts, each an entry of its own", () => {
    const play = new Play();
    const { charge: debtId } = play.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    play.run({ kind: "forgiveDebt", debtId, amount: usd("1") });
    expect(play.refusal({ kind: "forgiveDebt", debtId, amount: usd("3") }).code).toBe("beyond_debt");
    expect(play.run({ kind: "forgiveDebt", debtId, amount: usd("2") })).toMatchObject({
      open: "0",
      balance: { owed: "0" },
    });
    expect(play.entries.slice(-2).map(({ leg, cause }) => [leg, cause])).toEqual(
      [1, 2].map((leg) => [
        leg,
        { type: "debt", debt: { id: debtId, chargeId: debtId, grantId: null, amount: usd("3") } },
      ]),
    );
    expect(play.refusal({ kind: "forgiveDebt", debtId, amount: 1n }).code).toBe("debt_not_open");
  });
});

it("L9 the hash of a refund grant's first entry covers what it refunds; that of its expiry is as of any grant", () => {
  const play = new Play();
  play.run({ kind: "issueGrant", amount: usd("1"), expiresAt: DAY });
  const { charge: chargeId } = play.run({ kind: "charge", amount: usd("1") });
  const { grants } = play.run({ kind: "refundCharge", chargeId, amount: usd("1") });
  play.now = DAY;
  play.run({ kind: "expireGrant", grantId: grants[0] ?? "" });
  const causes = play.entries.slice(-2).map((entry) => JSON.parse(canonicalEntry(ORG, entry, 0))[7]);
  expect(causes.map((cause) => cause.slice(8))).toEqual([[["charge", chargeId]], []]);
  expect(causes[0].slice(0, 8)).toEqual(causes[1]);
});
