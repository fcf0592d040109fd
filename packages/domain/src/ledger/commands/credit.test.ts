import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { callersKey } from "../state/business-key.ts";

describe("burn order and expiry", () => {
  it("L16 a grant of 5 that expires tomorrow is spent before one of 20 that never does", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("20") });
    ledger.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    ledger.run({ kind: "charge", amount: usd("6") });
    expect(ledger.grants()).toMatchObject([
      { amount: usd("5"), avail: 0n, spent: usd("5") },
      { amount: usd("20"), avail: usd("19"), spent: usd("1") },
    ]);
  });

  it("C12 a hold placed before the expiry settles after it; its released part expires in an entry (L18)", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("20") });
    const grantId = ledger.nextId;
    ledger.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    const { hold } = ledger.run({ kind: "placeHold", amount: usd("4") });
    ledger.now = DAY;
    expect(ledger.run({ kind: "expireGrant", grantId })).toMatchObject({
      done: true,
      balance: { available: "20000000" },
    });
    const settled = ledger.run({ kind: "settleHold", holdId: hold, amount: usd("3"), close: true });
    expect(settled).toMatchObject({ charged: "3000000", released: "1000000", state: "settled" });
    const [settle, expiry] = ledger.entries.slice(-2);
    expect(settle).toMatchObject({
      kind: "settled",
      postings: [
        { from: "held", to: "spent" },
        { from: "held", to: "avail" },
      ],
    });
    expect(expiry).toMatchObject({
      kind: "grant_expired",
      leg: 3,
      postings: [{ from: "avail", to: "expired", amount: usd("1") }],
      after: { available: usd("20"), reserved: 0n },
    });
    expect(ledger.state.grants.get(grantId)).toMatchObject({ avail: 0n, held: 0n, spent: usd("3"), expired: usd("2") });
  });

  it("C13 L17 the interval is half-open: credit is spendable until its last millisecond, swept or not", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    ledger.now = DAY - 1;
    expect(ledger.run({ kind: "charge", amount: usd("4") }).balance.available).toBe("1000000");
    ledger.now = DAY;
    expect(ledger.refusal({ kind: "charge", amount: 1n }).data).toMatchObject({ spendable: "0" });
  });

  it("a future grant is a scheduled row, which is issued at its time and not before", () => {
    const ledger = new LedgerInMemory();
    const grantId = ledger.nextId;
    const answer = ledger.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, expiresAt: 31 * DAY });
    expect(answer).toMatchObject({ state: "scheduled", seq: 1, balance: { available: "0" } });
    ledger.now = DAY - 1;
    expect(ledger.run({ kind: "issueScheduled", grantId }).done).toBe(false);
    ledger.now = DAY;
    expect(ledger.run({ kind: "issueScheduled", grantId })).toMatchObject({
      done: true,
      balance: { available: "20000000" },
    });
    expect(ledger.run({ kind: "issueScheduled", grantId })).toMatchObject({ done: false });
  });

  it("L14 scheduling and cancelling make entries that move nothing and name the terms", () => {
    const ledger = new LedgerInMemory();
    const grantId = ledger.nextId;
    ledger.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, businessKey: "monthly" });
    expect(ledger.run({ kind: "cancelScheduled", grantId })).toMatchObject({ amount: "20000000", seq: 2 });
    expect(ledger.entries).toMatchObject(
      (["grant_scheduled", "grant_cancelled"] as const).map((kind, index) => ({
        kind,
        leg: index + 1,
        cause: { type: "scheduled", grant: { id: grantId, amount: usd("20"), effectiveAt: DAY } },
        postings: [],
        after: { available: 0n, reserved: 0n, owed: 0n },
      })),
    );
    ledger.now = DAY;
    expect(ledger.run({ kind: "issueScheduled", grantId })).toMatchObject({ done: false, seq: null });
    expect(ledger.refusal({ kind: "cancelScheduled", grantId })).toMatchObject({ code: "grant_not_scheduled" });
    const again = { kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, businessKey: "monthly" } as const;
    expect(ledger.refusal(again)).toMatchObject({ code: "business_key_taken", data: { grant: grantId } });
  });

  it("a scheduled grant can be cancelled until its time, swept or not", () => {
    const ledger = new LedgerInMemory();
    const grantId = ledger.nextId;
    ledger.run({ kind: "issueGrant", effectiveAt: DAY });
    ledger.now = DAY;
    const refusal = { code: "grant_not_scheduled", data: { grant: grantId, state: "issued" } };
    expect(ledger.refusal({ kind: "cancelScheduled", grantId })).toMatchObject(refusal);
    ledger.run({ kind: "issueScheduled", grantId });
    expect(ledger.refusal({ kind: "cancelScheduled", grantId })).toMatchObject(refusal);
    const other = ledger.nextId;
    ledger.run({ kind: "issueGrant", effectiveAt: 2 * DAY });
    ledger.now = 2 * DAY - 1;
    ledger.run({ kind: "cancelScheduled", grantId: other });
    expect(ledger.refusal({ kind: "cancelScheduled", grantId: other }).data).toMatchObject({ state: "cancelled" });
    expect(ledger.refusal({ kind: "cancelScheduled", grantId: ledger.nextId })).toMatchObject({
      code: "grant_not_found",
    });
  });

  it("D10 a scheduled grant that lapsed before a sweep is issued, expires at once and pays no debt", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "charge", amount: usd("1"), onShortfall: "owe" });
    const grantId = ledger.nextId;
    ledger.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, expiresAt: 2 * DAY });
    ledger.now = 3 * DAY;
    ledger.run({ kind: "issueScheduled", grantId });
    expect(ledger.entries.slice(-2).map((entry) => entry.kind)).toEqual(["grant_issued", "grant_expired"]);
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: usd("1") });
  });
});

describe("debts", () => {
  it("L6 are paid first in, first out, also by released credit (L31)", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("10") });
    const { hold } = ledger.run({ kind: "placeHold", amount: usd("10") });
    ledger.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    ledger.run({ kind: "charge", amount: usd("4"), onShortfall: "owe" });
    ledger.run({ kind: "releaseHold", holdId: hold, amount: usd("5") });
    expect([...ledger.state.debts.values()]).toMatchObject([
      { open: 0n, paid: usd("3") },
      { open: usd("2"), paid: usd("2") },
    ]);
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: usd("5"), owed: usd("2") });
  });
});

describe("holds", () => {
  const held = () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("20") });
    return { ledger, hold: ledger.run({ kind: "placeHold", amount: usd("10"), ttlMs: HOUR }).hold };
  };

  it("settle in parts, release in parts, and end once", () => {
    const { ledger, hold } = held();
    expect(ledger.run({ kind: "settleHold", holdId: hold, amount: usd("4") })).toMatchObject({
      open: "6000000",
      state: "open",
    });
    expect(ledger.run({ kind: "releaseHold", holdId: hold, amount: usd("1") })).toMatchObject({ open: "5000000" });
    expect(ledger.run({ kind: "settleHold", holdId: hold, amount: usd("5") })).toMatchObject({
      open: "0",
      state: "settled",
    });
    for (const kind of ["settleHold", "releaseHold", "voidHold"] as const)
      expect(ledger.refusal({ kind, holdId: hold, amount: 1n })).toMatchObject({
        code: "hold_closed",
        data: { state: "settled" },
      });
    expect(ledger.state.balance).toEqual({ available: usd("11"), reserved: 0n, owed: 0n });
  });

  it("refuse a settle or release above the open amount, and name that amount", () => {
    const { ledger, hold } = held();
    const refused = { code: "beyond_hold", data: { hold, open: "10000000", asked: "10000001" } };
    expect(ledger.refusal({ kind: "settleHold", holdId: hold, amount: usd("10.000001") })).toMatchObject(refused);
    expect(ledger.refusal({ kind: "releaseHold", holdId: hold, amount: usd("10.000001") })).toMatchObject(refused);
  });

  it("C7 expire once after their time to live, and release their credit", () => {
    const { ledger, hold } = held();
    ledger.now = HOUR;
    expect(ledger.run({ kind: "expireHold", holdId: hold }).done).toBe(true);
    expect(ledger.run({ kind: "expireHold", holdId: hold }).done).toBe(false);
    expect(ledger.state.balance).toEqual({ available: usd("20"), reserved: 0n, owed: 0n });
  });

  it("of a job accept only the job's own commands", () => {
    const { ledger } = held();
    ledger.run({ kind: "startJob" });
    const holdId = [...ledger.state.holds.values()].find((hold) => hold.jobId !== null)?.id ?? "";
    expect(ledger.refusal({ kind: "settleHold", holdId, amount: 1n }).code).toBe("hold_belongs_to_job");
  });
});

describe("grants by business key", () => {
  it("the same amount returns the earlier grant with its terms, whatever else has changed", () => {
    const ledger = new LedgerInMemory();
    const terms = { kind: "issueGrant", amount: usd("20"), businessKey: "external:period" } as const;
    const first = ledger.run({ ...terms, expiresAt: 30 * DAY });
    expect(first.terms).toBeNull();
    ledger.now = 250;
    const again = ledger.run({ ...terms, expiresAt: 30 * DAY + 250, source: "code", grantKind: "promotional" });
    expect(again).toMatchObject({ state: "existing", grant: first.grant, seq: null });
    expect(again.terms).toEqual({ source: "purchase", kind: "paid", effectiveAt: 0, expiresAt: 30 * DAY });
    expect(ledger.state.balance.available).toBe(usd("20"));
    const refused = ledger.refusal({ ...terms, amount: usd("21") });
    expect(refused.message).toContain('"period"');
    expect(refused).toMatchObject({ code: "business_key_taken", data: { businessKey: "period" } });
  });

  it("a grant without a business key has its own id as its key, and takes no key of a caller", () => {
    const ledger = new LedgerInMemory();
    const { grant } = ledger.run({ kind: "issueGrant", amount: usd("5"), businessKey: null });
    expect(ledger.state.grants.get(grant)?.businessKey).toBe(grant);
    const named = ledger.run({ kind: "issueGrant", amount: usd("5"), businessKey: callersKey(grant) });
    expect(named.state).toBe("issued");
  });

  it("the same terms return the earlier grant, another amount is refused, and no grant is issued twice", () => {
    const ledger = new LedgerInMemory();
    const first = ledger.run({ kind: "issueGrant", amount: usd("20"), businessKey: "stripe:1" });
    const again = ledger.run({ kind: "issueGrant", amount: usd("20"), businessKey: "stripe:1" });
    expect(again).toMatchObject({ state: "existing", grant: first.grant, seq: null });
    const refused = ledger.refusal({ kind: "issueGrant", amount: usd("21"), businessKey: "stripe:1" });
    expect(refused).toMatchObject({ code: "business_key_taken", data: { grant: first.grant } });
    expect(ledger.entries).toHaveLength(1);
  });

  it("an empty or past interval is refused", () => {
    const ledger = new LedgerInMemory();
    ledger.now = DAY;
    expect(ledger.refusal({ kind: "issueGrant", effectiveAt: 0, expiresAt: HOUR }).code).toBe("grant_already_lapsed");
    expect(ledger.refusal({ kind: "issueGrant", expiresAt: DAY }).code).toBe("grant_interval_empty");
  });
});
