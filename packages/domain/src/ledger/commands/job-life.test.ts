import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";
import type { PriceBook } from "../state/terms.ts";

/** One GPU at $3.99 an hour for 10,000,001 ms costs 3.99 x 10,000,001 / 3,600,000 = $11.083334441… */
const LENGTH_MS = 10_000_001;
const PRICE = 11_083_334n;

/** Runs a job of `LENGTH_MS` in `epochs` equal epochs; the last epoch takes the rest. */
function runInEpochs(
  ledger: LedgerInMemory,
  epochs: number,
  end: "completed" | "cancelled" | "failed" = "completed",
): bigint {
  const epochMs = Math.floor(LENGTH_MS / epochs);
  const until = (k: number) => (k === epochs ? LENGTH_MS : k * epochMs);
  const start = ledger.now;
  ledger.run({ kind: "startJob", next: { untilMs: until(1) } });
  for (let k = 1; k < epochs; k += 1) {
    ledger.now = start + until(k);
    const { decision } = ledger.run({ kind: "settleEpoch", quantityMs: until(k), next: { untilMs: until(k + 1) } });
    expect(decision).toBe("continue");
  }
  ledger.now = start + LENGTH_MS;
  return BigInt(ledger.run({ kind: "finishJob", quantityMs: LENGTH_MS, end }).chargedTotal);
}

function funded(book?: PriceBook): LedgerInMemory {
  const ledger = new LedgerInMemory(book);
  ledger.run({ kind: "issueGrant", amount: usd("1000") });
  return ledger;
}

describe("L19 any split of a run costs the same", () => {
  it.each([1, 7, 50])("%i epochs", (epochs) => {
    const ledger = funded();
    expect(runInEpochs(ledger, epochs)).toBe(PRICE);
    expect(ledger.state.balance).toEqual({ available: usd("1000") - PRICE, reserved: 0n, owed: 0n });
    expect(ledger.charges.map((charge) => charge.leg)).toEqual(Array.from({ length: epochs }, (_, k) => k + 1));
  });
});

describe("the charge of each end state", () => {
  it("cancelled in the middle of an epoch: all time up to that moment", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    ledger.now = HOUR + 600_000;
    const answer = ledger.run({ kind: "finishJob", end: "cancelled", quantityMs: HOUR + 600_000 });
    // $3.99 plus one sixth of it.
    expect(answer).toMatchObject({ state: "cancelled", decision: "stop", charged: "665000", chargedTotal: "4655000" });
    expect(ledger.state.balance).toEqual({ available: 995_345_000n, reserved: 0n, owed: 0n });
  });

  it("failed by the user's fault: all time up to that moment", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = 600_000;
    const answer = ledger.run({ kind: "finishJob", end: "failed", fault: "user", quantityMs: 600_000 });
    expect(answer).toMatchObject({ chargedTotal: "665000", decision: "stop", reason: "user_fault" });
  });

  it("failed by the platform: completed epochs only, and both quantities are recorded", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    ledger.now = HOUR + 600_000;
    const answer = ledger.run({ kind: "finishJob", end: "failed", fault: "platform", quantityMs: HOUR + 600_000 });
    expect(answer).toMatchObject({ charged: "0", chargedTotal: "3990000", held: "0", reason: "platform_fault" });
    expect(ledger.charges.at(-1)).toMatchObject({ amount: 0n, reportedMs: HOUR + 600_000, chargeableMs: HOUR });
    expect(ledger.state.balance).toEqual({ available: 996_010_000n, reserved: 0n, owed: 0n });
  });

  it("timed, failed by the platform: nothing", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", mode: "timed", next: null, estimateMs: HOUR });
    ledger.now = HOUR / 2;
    const answer = ledger.run({ kind: "finishJob", end: "failed", fault: "platform", quantityMs: HOUR / 2 });
    expect(answer.chargedTotal).toBe("0");
    expect(ledger.state.balance.available).toBe(usd("1000"));
  });

  it("a job with fewer milliseconds than epochs: 3 ms in 7 epochs are 3 epochs of 1 ms", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: 1 } });
    for (const done of [1, 2]) {
      ledger.now = done;
      ledger.run({ kind: "settleEpoch", quantityMs: done, next: { untilMs: done + 1 } });
    }
    ledger.now = 3;
    // floor(3.99 x 3 / 3.6) = 3 micro-dollars; each epoch alone would be 1.
    expect(ledger.run({ kind: "finishJob", quantityMs: 3 }).chargedTotal).toBe("3");
  });

  it("a job of zero length costs nothing and makes no entry", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: 0 } });
    expect(ledger.run({ kind: "finishJob", quantityMs: 0 })).toMatchObject({ chargedTotal: "0", seq: null });
    expect(ledger.entries).toHaveLength(1);
    expect(ledger.charges).toMatchObject([{ amount: 0n, reportedMs: 0 }]);
  });

  it("timed: the whole price is held, charged once, and the unused part released", () => {
    const ledger = funded();
    const started = ledger.run({ kind: "startJob", mode: "timed", next: null, estimateMs: 2 * HOUR });
    expect(started.held).toBe("7980000");
    ledger.now = HOUR;
    expect(ledger.refusal({ kind: "settleEpoch", quantityMs: HOUR }).code).toBe("job_not_in_epochs");
    expect(ledger.run({ kind: "finishJob", quantityMs: HOUR })).toMatchObject({ charged: "3990000", held: "0" });
    expect(ledger.state.balance).toEqual({ available: 996_010_000n, reserved: 0n, owed: 0n });
  });
});

describe("pause and resume", () => {
  it("a pause does not count, and the total covers only running time", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    const paused = ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: null });
    expect(paused).toMatchObject({ decision: "pause", reason: "asked", state: "paused", held: "0" });
    ledger.now = 5 * HOUR;
    expect(ledger.refusal({ kind: "finishJob", quantityMs: HOUR + 5_001 }).code).toBe("quantity_ahead_of_time");
    const resumed = ledger.run({ kind: "resumeJob", next: { untilMs: 2 * HOUR } });
    expect(resumed).toMatchObject({ decision: "continue", held: "3990000", state: "running" });
    ledger.now = 6 * HOUR;
    expect(ledger.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("7980000");
    expect(ledger.state.balance).toEqual({ available: 992_020_000n, reserved: 0n, owed: 0n });
  });

  it("a job pauses if credit does not cover the next epoch, and the answer names the missing amount", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("5") });
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    const answer = ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(answer).toMatchObject({
      decision: "pause",
      reason: "insufficient_credit",
      missing: "2980000",
      charged: "3990000",
      held: "0",
      state: "paused",
      balance: { available: "1010000", reserved: "0", owed: "0" },
    });
    expect(ledger.refusal({ kind: "resumeJob" })).toMatchObject({
      code: "insufficient_credit",
      data: { required: "4788000", spendable: "1010000", missing: "3778000" },
    });
  });

  it("resuming a running or an ended job is refused", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob" });
    expect(ledger.refusal({ kind: "resumeJob" }).code).toBe("job_running");
    ledger.run({ kind: "finishJob", quantityMs: 0 });
    expect(ledger.refusal({ kind: "resumeJob" }).code).toBe("job_closed");
  });
});

describe("admission", () => {
  it("requires 1.2 x the first epoch, rounded up, and holds the exact price", () => {
    // 1 ms at $3.99 an hour costs 1.108 micro-dollars: 1 is held, and ceil(1.2) = 2 is required.
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.refusal({ kind: "startJob", next: { untilMs: 1 } }).data).toEqual({
      required: "2",
      spendable: "1",
      missing: "1",
    });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.run({ kind: "startJob", next: { untilMs: 1 } })).toMatchObject({ held: "1" });
  });

  it("a hold grows by the exact difference, without the margin", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: 7_980_000n });
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    const answer = ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(answer).toMatchObject({ decision: "continue", held: "3990000", balance: { available: "0" } });
  });

  it("a shorter next epoch releases the rest of the hold", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: 2 * HOUR } });
    ledger.now = HOUR;
    const answer = ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: HOUR + HOUR / 2 } });
    expect(answer).toMatchObject({ charged: "3990000", held: "1995000" });
  });
});

describe("a job that becomes silent", () => {
  it("C7 C11 releases its credit; a late settle charges, is flagged and answers pause", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    const holdId = [...ledger.state.holds.keys()][0] ?? "";
    ledger.now = HOUR + 30 * 60_000 - 1;
    expect(ledger.run({ kind: "expireHold", holdId }).done).toBe(false);
    ledger.now += 1;
    expect(ledger.run({ kind: "expireHold", holdId })).toMatchObject({
      done: true,
      balance: { available: "1000000000" },
    });
    expect(ledger.entries.at(-1)?.kind).toBe("hold_expired");
    ledger.now += HOUR;
    const late = ledger.run({ kind: "settleEpoch", quantityMs: 2 * HOUR, next: { untilMs: 3 * HOUR } });
    expect(late).toMatchObject({ decision: "pause", reason: "silent", charged: "7980000", state: "paused" });
    expect(late.flags).toEqual(["after_silence", "beyond_hold"]);
    ledger.run({ kind: "resumeJob", next: { untilMs: 3 * HOUR } });
    expect(ledger.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("7980000");
  });

  it("a settle extends its hold, and the due row moves only when the sweeper reads the hold", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    const holdId = [...ledger.state.holds.keys()][0] ?? "";
    ledger.now = HOUR;
    const settled = ledger.submit({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(settled.ok && settled.changes.due).toEqual([]);
    ledger.now = HOUR + 30 * 60_000;
    const swept = ledger.submit({ kind: "expireHold", holdId });
    const dueAt = 2 * HOUR + 30 * 60_000;
    expect(swept.ok && swept.changes.due).toEqual([{ kind: "expire_hold", refId: holdId, dueAt }]);
  });

  it("a settle after the owner cancelled the job is refused", () => {
    const ledger = funded();
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "finishJob", quantityMs: 0, end: "cancelled" });
    expect(ledger.refusal({ kind: "settleEpoch", quantityMs: 0 })).toMatchObject({
      code: "job_closed",
      data: { job: "job", state: "cancelled" },
    });
  });
});

describe("C9 a job above its hold", () => {
  it("takes the excess from free credit, then owes the rest, and is flagged; new credit pays the debt first (L31)", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("5") });
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    // The hold ends at 1 h 30 min.
    ledger.now = 1.4 * HOUR;
    const answer = ledger.run({ kind: "finishJob", quantityMs: 1.4 * HOUR });
    expect(answer).toMatchObject({ charged: "5586000", becameOwed: "586000", flags: ["beyond_hold"] });
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: 586_000n });
    expect(ledger.refusal({ kind: "placeHold", amount: 1n }).code).toBe("insufficient_credit");
    const topUp = ledger.run({ kind: "issueGrant", amount: usd("3") });
    expect(topUp).toMatchObject({ paidDebt: "586000", balance: { available: "2414000", owed: "0" } });
    expect(ledger.entries.at(-1)?.postings).toMatchObject([
      { from: "issued", to: "avail", amount: usd("3") },
      { from: "avail", to: "spent", amount: 586_000n },
      { from: "owed", to: "paid", amount: 586_000n },
    ]);
  });

  it("is capped at the estimate if the policy says so, and both quantities are recorded", () => {
    const capped = JSON.parse(JSON.stringify(tiered)) as { policies: { training: { capAtEstimate: boolean } } };
    capped.policies.training.capAtEstimate = true;
    const ledger = funded(priceBook(1, capped as unknown as typeof tiered));
    ledger.run({ kind: "startJob", estimateMs: HOUR, next: { untilMs: HOUR } });
    ledger.now = 2 * HOUR;
    expect(ledger.run({ kind: "finishJob", quantityMs: 2 * HOUR }).chargedTotal).toBe("3990000");
    expect(ledger.charges).toMatchObject([{ reportedMs: 2 * HOUR, chargeableMs: HOUR }]);
  });
});

it("a start whose price is above the limit is refused", () => {
  const ledger = funded();
  const refused = ledger.refusal({ kind: "startJob", unitsMilli: 1_000_000_000, next: { untilMs: 36_500 * DAY } });
  expect(refused.code).toBe("price_above_limit");
});
