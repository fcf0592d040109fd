import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, Play } from "../ledger-in-memory.test-support.ts";

describe("burn order and expiry", () => {
  it("L16 a grant of 5 that expires tomorrow is spent before one of 20 that never does", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("20") });
    play.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    play.run({ kind: "charge", amount: usd("6") });
    expect(play.grantsNow()).toMatchObject([
      { amount: usd("5"), avail: 0n, spent: usd("5") },
      { amount: usd("20"), avail: usd("19"), spent: usd("1") },
    ]);
  });

  it("C12 a hold placed before the expiry settles after it; what is released of it expires visibly (L18)", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("20") });
    const grantId = play.nextId;
    play.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    const { hold } = play.run({ kind: "placeHold", amount: usd("4") });
    play.now = DAY;
    expect(play.run({ kind: "expireGrant", grantId })).toMatchObject({
      done: true,
      balance: { available: "20000000" },
    });
    const settled = play.run({ kind: "settleHold", holdId: hold, amount: usd("3"), close: true });
    expect(settled).toMatchObject({ charged: "3000000", released: "1000000", state: "settled" });
    const [settle, expiry] = play.entries.slice(-2);
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
    expect(play.ledger.grants.get(grantId)).toMatchObject({ avail: 0n, held: 0n, spent: usd("3"), expired: usd("2") });
  });

  it("C13 L17 the interval is half-open: spendable to its last millisecond, then not, swept or not", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("5"), expiresAt: DAY });
    play.now = DAY - 1;
    expect(play.run({ kind: "charge", amount: usd("4") }).balance.available).toBe("1000000");
    play.now = DAY;
    expect(play.refusal({ kind: "charge", amount: 1n }).data).toMatchObject({ spendable: "0" });
  });

  it("a future grant is a scheduled row, is issued at its moment and not before", () => {
    const play = new Play();
    const grantId = play.nextId;
    const answer = play.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, expiresAt: 31 * DAY });
    expect(answer).toMatchObject({ state: "scheduled", seq: null, balance: { available: "0" } });
    play.now = DAY - 1;
    expect(play.run({ kind: "issueScheduled", grantId }).done).toBe(false);
    play.now = DAY;
    expect(play.run({ kind: "issueScheduled", grantId })).toMatchObject({
      done: true,
      balance: { available: "20000000" },
    });
    expect(play.run({ kind: "issueScheduled", grantId })).toMatchObject({ done: false });
  });

  it("D10 a scheduled grant that lapsed while nobody swept is issued, expires at once and pays no debt", () => {
    const play = new Play();
    play.run({ kind: "charge", amount: usd("1"), onShortfall: "owe" });
    const grantId = play.nextId;
    play.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, expiresAt: 2 * DAY });
    play.now = 3 * DAY;
    play.run({ kind: "issueScheduled", grantId });
    expect(play.entries.slice(-2).map((entry) => entry.kind)).toEqual(["grant_issued", "grant_expired"]);
    expect(play.ledger.balance).toEqual({ available: 0n, reserved: 0n, owed: usd("1") });
  });
});

describe("debts", () => {
  it("L6 are paid first in, first out, and by released credit too (L31)", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("10") });
    const { hold } = play.run({ kind: "placeHold", amount: usd("10") });
    play.run({ kind: "charge", amount: usd("3"), onShortfall: "owe" });
    play.run({ kind: "charge", amount: usd("4"), onShortfall: "owe" });
    play.run({ kind: "releaseHold", holdId: hold, amount: usd("5") });
    expect([...play.ledger.debts.values()]).toMatchObject([
      { open: 0n, paid: usd("3") },
      { open: usd("2"), paid: usd("2") },
    ]);
    expect(play.ledger.balance).toEqual({ available: 0n, reserved: usd("5"), owed: usd("2") });
  });
});

describe("holds", () => {
  const held = () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("20") });
    return { play, hold: play.run({ kind: "placeHold", amount: usd("10"), ttlMs: HOUR }).hold };
  };

  it("settle in parts, release in part, and end once", () => {
    const { play, hold } = held();
    expect(play.run({ kind: "settleHold", holdId: hold, amount: usd("4") })).toMatchObject({
      open: "6000000",
      state: "open",
    });
    expect(play.run({ kind: "releaseHold", holdId: hold, amount: usd("1") })).toMatchObject({ open: "5000000" });
    expect(play.run({ kind: "settleHold", holdId: hold, amount: usd("5") })).toMatchObject({
      open: "0",
      state: "settled",
    });
    for (const kind of ["settleHold", "releaseHold", "voidHold"] as const)
      expect(play.refusal({ kind, holdId: hold, amount: 1n })).toMatchObject({
        code: "hold_closed",
        data: { state: "settled" },
      });
    expect(play.ledger.balance).toEqual({ available: usd("11"), reserved: 0n, owed: 0n });
  });

  it("a settle or release beyond the hold is refused with what is open", () => {
    const { play, hold } = held();
    const refused = { code: "beyond_hold", data: { hold, open: "10000000", asked: "10000001" } };
    expect(play.refusal({ kind: "settleHold", holdId: hold, amount: usd("10.000001") })).toMatchObject(refused);
    expect(play.refusal({ kind: "releaseHold", holdId: hold, amount: usd("10.000001") })).toMatchObject(refused);
  });

  it("C7 expire by their time to live, credit back, once", () => {
    const { play, hold } = held();
    play.now = HOUR;
    expect(play.run({ kind: "expireHold", holdId: hold }).done).toBe(true);
    expect(play.run({ kind: "expireHold", holdId: hold }).done).toBe(false);
    expect(play.ledger.balance).toEqual({ available: usd("20"), reserved: 0n, owed: 0n });
  });

  it("of a job belong to its own commands", () => {
    const { play } = held();
    play.run({ kind: "startJob" });
    const holdId = [...play.ledger.holds.values()].find((hold) => hold.jobId !== null)?.id ?? "";
    expect(play.refusal({ kind: "settleHold", holdId, amount: 1n }).code).toBe("hold_belongs_to_job");
  });
});

describe("grants by business key", () => {
  it("the same terms give the earlier grant, other terms are refused, and nothing is written twice", () => {
    const play = new Play();
    const first = play.run({ kind: "issueGrant", amount: usd("20"), businessKey: "stripe:1" });
    const again = play.run({ kind: "issueGrant", amount: usd("20"), businessKey: "stripe:1" });
    expect(again).toMatchObject({ state: "existing", grant: first.grant, seq: null });
    const refused = play.refusal({ kind: "issueGrant", amount: usd("21"), businessKey: "stripe:1" });
    expect(refused).toMatchObject({ code: "business_key_taken", data: { grant: first.grant } });
    expect(play.entries).toHaveLength(1);
  });

  it("an interval that is empty or over is refused", () => {
    const play = new Play();
    play.now = DAY;
    expect(play.refusal({ kind: "issueGrant", effectiveAt: 0, expiresAt: HOUR }).code).toBe("grant_already_lapsed");
    expect(play.refusal({ kind: "issueGrant", expiresAt: DAY }).code).toBe("grant_interval_empty");
  });
});
