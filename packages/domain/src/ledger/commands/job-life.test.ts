import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, Play } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";
import type { PriceBook } from "../state/terms.ts";

/** One GPU of $3.99 an hour for 10,000,001 ms: 3.99 x 10,000,001 / 3,600,000 = $11.083334441… */
const LENGTH_MS = 10_000_001;
const PRICE = 11_083_334n;

/** Runs a job of `LENGTH_MS` in `epochs` equal epochs, the last one taking the rest. */
function runInEpochs(play: Play, epochs: number, end: "completed" | "cancelled" | "failed" = "completed"): bigint {
  const epochMs = Math.floor(LENGTH_MS / epochs);
  const until = (k: number) => (k === epochs ? LENGTH_MS : k * epochMs);
  const start = play.now;
  play.run({ kind: "startJob", next: { untilMs: until(1) } });
  for (let k = 1; k < epochs; k += 1) {
    play.now = start + until(k);
    const { decision } = play.run({ kind: "settleEpoch", quantityMs: until(k), next: { untilMs: until(k + 1) } });
    expect(decision).toBe("continue");
  }
  play.now = start + LENGTH_MS;
  return BigInt(play.run({ kind: "finishJob", quantityMs: LENGTH_MS, end }).chargedTotal);
}

function funded(book?: PriceBook): Play {
  const play = new Play(book);
  play.run({ kind: "issueGrant", amount: usd("1000") });
  return play;
}

describe("L19 any split of a run costs the same", () => {
  it.each([1, 7, 50])("%i epochs", (epochs) => {
    const play = funded();
    expect(runInEpochs(play, epochs)).toBe(PRICE);
    expect(play.ledger.balance).toEqual({ available: usd("1000") - PRICE, reserved: 0n, owed: 0n });
    expect(play.charges.map((charge) => charge.leg)).toEqual(Array.from({ length: epochs }, (_, k) => k + 1));
  });
});

describe("what each end charges", () => {
  it("cancelled in the middle of an epoch: all time up to it", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = HOUR;
    play.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    play.now = HOUR + 600_000;
    const answer = play.run({ kind: "finishJob", end: "cancelled", quantityMs: HOUR + 600_000 });
    // $3.99 and a sixth of it.
    expect(answer).toMatchObject({ state: "cancelled", decision: "stop", charged: "665000", chargedTotal: "4655000" });
    expect(play.ledger.balance).toEqual({ available: 995_345_000n, reserved: 0n, owed: 0n });
  });

  it("failed by the user's fault: all time up to it", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = 600_000;
    const answer = play.run({ kind: "finishJob", end: "failed", fault: "user", quantityMs: 600_000 });
    expect(answer.chargedTotal).toBe("665000");
  });

  it("failed by the platform: completed epochs only, and both quantities on record", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = HOUR;
    play.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    play.now = HOUR + 600_000;
    const answer = play.run({ kind: "finishJob", end: "failed", fault: "platform", quantityMs: HOUR + 600_000 });
    expect(answer).toMatchObject({ charged: "0", chargedTotal: "3990000", held: "0" });
    expect(play.charges.at(-1)).toMatchObject({ amount: 0n, reportedMs: HOUR + 600_000, chargeableMs: HOUR });
    expect(play.ledger.balance).toEqual({ available: 996_010_000n, reserved: 0n, owed: 0n });
  });

  it("timed, failed by the platform: nothing", () => {
    const play = funded();
    play.run({ kind: "startJob", mode: "timed", next: null, estimateMs: HOUR });
    play.now = HOUR / 2;
    const answer = play.run({ kind: "finishJob", end: "failed", fault: "platform", quantityMs: HOUR / 2 });
    expect(answer.chargedTotal).toBe("0");
    expect(play.ledger.balance.available).toBe(usd("1000"));
  });

  it("shorter than its number of epochs: 3 ms in 7 epochs are 3 epochs of 1 ms", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: 1 } });
    for (const done of [1, 2]) {
      play.now = done;
      play.run({ kind: "settleEpoch", quantityMs: done, next: { untilMs: done + 1 } });
    }
    play.now = 3;
    // floor(3.99 x 3 / 3.6) = 3 micro-dollars; each epoch alone would be 1.
    expect(play.run({ kind: "finishJob", quantityMs: 3 }).chargedTotal).toBe("3");
  });

  it("a job of no length costs nothing and leaves no entry", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: 0 } });
    expect(play.run({ kind: "finishJob", quantityMs: 0 })).toMatchObject({ chargedTotal: "0", seq: null });
    expect(play.entries).toHaveLength(1);
    expect(play.charges).toMatchObject([{ amount: 0n, reportedMs: 0 }]);
  });

  it("timed: held whole, charged once, the unused part released", () => {
    const play = funded();
    const started = play.run({ kind: "startJob", mode: "timed", next: null, estimateMs: 2 * HOUR });
    expect(started.held).toBe("7980000");
    play.now = HOUR;
    expect(play.refusal({ kind: "settleEpoch", quantityMs: HOUR }).code).toBe("job_not_in_epochs");
    expect(play.run({ kind: "finishJob", quantityMs: HOUR })).toMatchObject({ charged: "3990000", held: "0" });
    expect(play.ledger.balance).toEqual({ available: 996_010_000n, reserved: 0n, owed: 0n });
  });
});

describe("pause and resume", () => {
  it("a pause does not count, and the total is that of the time run", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = HOUR;
    const paused = play.run({ kind: "settleEpoch", quantityMs: HOUR, next: null });
    expect(paused).toMatchObject({ decision: "pause", reason: "asked", state: "paused", held: "0" });
    play.now = 5 * HOUR;
    expect(play.refusal({ kind: "finishJob", quantityMs: HOUR + 1 }).code).toBe("quantity_ahead_of_time");
    const resumed = play.run({ kind: "resumeJob", next: { untilMs: 2 * HOUR } });
    expect(resumed).toMatchObject({ decision: "continue", held: "3990000", state: "running" });
    play.now = 6 * HOUR;
    expect(play.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("7980000");
    expect(play.ledger.balance).toEqual({ available: 992_020_000n, reserved: 0n, owed: 0n });
  });

  it("pauses where credit does not reach the next epoch, and says what is missing", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("5") });
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = HOUR;
    const answer = play.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(answer).toMatchObject({
      decision: "pause",
      reason: "insufficient_credit",
      missing: "2980000",
      charged: "3990000",
      held: "0",
      state: "paused",
      balance: { available: "1010000", reserved: "0", owed: "0" },
    });
    expect(play.refusal({ kind: "resumeJob" })).toMatchObject({
      code: "insufficient_credit",
      data: { required: "4788000", spendable: "1010000", missing: "3778000" },
    });
  });

  it("resume of a running job, and of one that ended, is refused", () => {
    const play = funded();
    play.run({ kind: "startJob" });
    expect(play.refusal({ kind: "resumeJob" }).code).toBe("job_running");
    play.run({ kind: "finishJob", quantityMs: 0 });
    expect(play.refusal({ kind: "resumeJob" }).code).toBe("job_closed");
  });
});

describe("admission", () => {
  it("asks for 1.2 x the first epoch, rounded up, and holds the exact price", () => {
    // 1 ms of $3.99 an hour: 1.108 micro-dollars, held as 1, asked for as ceil(1.2) = 2.
    const play = new Play();
    play.run({ kind: "issueGrant", amount: 1n });
    expect(play.refusal({ kind: "startJob", next: { untilMs: 1 } }).data).toEqual({
      required: "2",
      spendable: "1",
      missing: "1",
    });
    play.run({ kind: "issueGrant", amount: 1n });
    expect(play.run({ kind: "startJob", next: { untilMs: 1 } })).toMatchObject({ held: "1" });
  });

  it("grows by the exact difference, without the margin", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: 7_980_000n });
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = HOUR;
    const answer = play.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(answer).toMatchObject({ decision: "continue", held: "3990000", balance: { available: "0" } });
  });

  it("a next epoch that is shorter gives the rest of the hold back", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: 2 * HOUR } });
    play.now = HOUR;
    const answer = play.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: HOUR + HOUR / 2 } });
    expect(answer).toMatchObject({ charged: "3990000", held: "1995000" });
  });
});

describe("a job that falls silent", () => {
  it("C7 C11 gives its credit back; a late settle charges, is flagged and answers pause", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    const holdId = [...play.ledger.holds.keys()][0] ?? "";
    play.now = HOUR + 30 * 60_000 - 1;
    expect(play.run({ kind: "expireHold", holdId }).done).toBe(false);
    play.now += 1;
    expect(play.run({ kind: "expireHold", holdId })).toMatchObject({
      done: true,
      balance: { available: "1000000000" },
    });
    expect(play.entries.at(-1)?.kind).toBe("hold_expired");
    play.now += HOUR;
    const late = play.run({ kind: "settleEpoch", quantityMs: 2 * HOUR, next: { untilMs: 3 * HOUR } });
    expect(late).toMatchObject({ decision: "pause", reason: "silent", charged: "7980000", state: "paused" });
    expect(late.flags).toEqual(["after_silence", "beyond_hold"]);
    play.run({ kind: "resumeJob", next: { untilMs: 3 * HOUR } });
    expect(play.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("7980000");
  });

  it("a settle keeps it alive, and the due row moves only when it is looked at", () => {
    const play = funded();
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    const holdId = [...play.ledger.holds.keys()][0] ?? "";
    play.now = HOUR;
    const settled = play.try({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(settled.ok && settled.changes.due).toEqual([]);
    play.now = HOUR + 30 * 60_000;
    const looked = play.try({ kind: "expireHold", holdId });
    const dueAt = 2 * HOUR + 30 * 60_000;
    expect(looked.ok && looked.changes.due).toEqual([{ kind: "expire_hold", refId: holdId, dueAt }]);
  });

  it("one that ended by its owner is refused", () => {
    const play = funded();
    play.run({ kind: "startJob" });
    play.run({ kind: "finishJob", quantityMs: 0, end: "cancelled" });
    expect(play.refusal({ kind: "settleEpoch", quantityMs: 0 })).toMatchObject({
      code: "job_closed",
      data: { job: "job", state: "cancelled" },
    });
  });
});

describe("C9 a job above its hold", () => {
  it("takes the excess from free credit, then owes it, flagged; new credit pays first (L31)", () => {
    const play = new Play();
    play.run({ kind: "issueGrant", amount: usd("5") });
    play.run({ kind: "startJob", next: { untilMs: HOUR } });
    play.now = 2 * HOUR;
    const answer = play.run({ kind: "finishJob", quantityMs: 2 * HOUR });
    expect(answer).toMatchObject({ charged: "7980000", becameOwed: "2980000", flags: ["beyond_hold"] });
    expect(play.ledger.balance).toEqual({ available: 0n, reserved: 0n, owed: 2_980_000n });
    expect(play.refusal({ kind: "placeHold", amount: 1n }).code).toBe("insufficient_credit");
    const topUp = play.run({ kind: "issueGrant", amount: usd("3") });
    expect(topUp).toMatchObject({ paidDebt: "2980000", balance: { available: "20000", owed: "0" } });
    expect(play.entries.at(-1)?.postings).toMatchObject([
      { from: "issued", to: "avail", amount: usd("3") },
      { from: "avail", to: "spent", amount: 2_980_000n },
      { from: "owed", to: "paid", amount: 2_980_000n },
    ]);
  });

  it("capped at the estimate where the policy says so: both quantities on record", () => {
    const capped = JSON.parse(JSON.stringify(tiered)) as { policies: { training: { capAtEstimate: boolean } } };
    capped.policies.training.capAtEstimate = true;
    const play = funded(priceBook(1, capped as unknown as typeof tiered));
    play.run({ kind: "startJob", estimateMs: HOUR, next: { untilMs: HOUR } });
    play.now = 2 * HOUR;
    expect(play.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("3990000");
    expect(play.charges).toMatchObject([{ reportedMs: 2 * HOUR, chargeableMs: HOUR }]);
  });
});

it("a start far beyond what can be counted is refused with the limit", () => {
  const play = funded();
  const refused = play.refusal({ kind: "startJob", unitsMilli: 1_000_000_000, next: { untilMs: 36_500 * DAY } });
  expect(refused.code).toBe("price_above_limit");
});
