import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { type CommandInput, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { estimateJob } from "../outlook/estimate-job.ts";
import { priceBook } from "../state/price-book.ts";
import type { StartJob } from "./command.ts";

const MINUTE = 60_000;
const BOOK = priceBook(1, tiered);

/** Work whose price is 0 u: no length, or less than one micro-dollar. */
const FREE_WORK: [name: string, start: Partial<CommandInput<"startJob">>][] = [
  ["a job of no length", { next: { untilMs: 0 }, unitsMilli: 8000 }],
  ["a timed job of no length", { mode: "timed", next: null, estimateMs: 0 }],
  // $0.44 an hour x 0.001 x 2 s = 0.24 u.
  ["a job below one micro-dollar", { resource: "gpu.rtx-3090", unitsMilli: 1, next: { untilMs: 2000 } }],
];

/** How an organization comes to zero, and what it owes then. */
const ZERO: [name: string, commands: CommandInput[], owed: bigint][] = [
  ["without any credit", [], 0n],
  ["with its credit on hold", [{ kind: "issueGrant" }, { kind: "placeHold", amount: usd("100") }], 0n],
  ["while $100 is owed", [{ kind: "charge", amount: usd("100"), onShortfall: "owe" }], usd("100")],
];

const CASES = FREE_WORK.flatMap(([work, start]) =>
  ZERO.map(([zero, commands, owed]) => [work, zero, start, commands, owed] as const),
);

function after(commands: readonly CommandInput[]): LedgerInMemory {
  const ledger = new LedgerInMemory();
  for (const command of commands) ledger.run(command);
  return ledger;
}

describe("at zero", () => {
  it.each(CASES)("%s does not start %s", (_work, _zero, start, commands, owed) => {
    const ledger = after(commands);
    const refused = ledger.refusal({ kind: "startJob", ...start });
    const missing = String(owed + 1n);
    expect(refused).toMatchObject({ code: "insufficient_credit", data: { required: "0", spendable: "0", missing } });
    // Exactly the missing amount admits it.
    ledger.run({ kind: "issueGrant", amount: owed + 1n });
    expect(ledger.run({ kind: "startJob", ...start })).toMatchObject({ decision: "continue", held: "0" });
  });

  it("work of no length cannot run for a day: each report must plan ahead, and pauses", () => {
    const ledger = after([{ kind: "issueGrant", amount: 1n }]);
    ledger.run({ kind: "startJob", next: { untilMs: 0 }, unitsMilli: 8000 });
    const at = 29 * MINUTE;
    ledger.now = at;
    for (const untilMs of [0, at - 1, at])
      expect(ledger.refusal({ kind: "settleEpoch", quantityMs: at, next: { untilMs } })).toMatchObject({
        code: "next_not_ahead",
        data: { job: "job", untilMs, quantityMs: at },
      });
    const answer = ledger.run({ kind: "settleEpoch", quantityMs: at, next: { untilMs: at + 1 } });
    // 29 minutes of eight H100s are $15.428; the next millisecond is 8.8 u.
    const owed = 15_427_999n;
    expect(answer).toMatchObject({
      decision: "pause",
      reason: "insufficient_credit",
      missing: String(owed + 8n),
      becameOwed: String(owed),
      state: "paused",
    });
    expect(ledger.refusal({ kind: "resumeJob", next: { untilMs: at } }).code).toBe("next_not_ahead");
  });

  it("a settle that leaves a debt pauses, although its next epoch rounds to 0", () => {
    const ledger = after([{ kind: "issueGrant", amount: 10n }]);
    ledger.run({ kind: "startJob", resource: "gpu.rtx-3090", unitsMilli: 1, next: { untilMs: 2000 } });
    ledger.now = 20 * MINUTE;
    // 146.67 u are charged; the next second is 0.12 u.
    const settle = { kind: "settleEpoch", quantityMs: 20 * MINUTE, next: { untilMs: 20 * MINUTE + 1000 } } as const;
    expect(ledger.run(settle)).toMatchObject({ decision: "pause", becameOwed: "136", missing: "137" });
  });

  it("does not continue with nothing left, although its next epoch rounds to 0", () => {
    const ledger = after([{ kind: "issueGrant", amount: 122n }]);
    ledger.run({ kind: "startJob", resource: "gpu.rtx-3090", unitsMilli: 1, next: { untilMs: 2000 } });
    ledger.now = 1_000_000;
    // 122.2 u are charged; up to the next second the price is 122.3 u.
    const settle = { kind: "settleEpoch", quantityMs: 1_000_000, next: { untilMs: 1_001_000 } } as const;
    expect(ledger.run(settle)).toMatchObject({ decision: "pause", reason: "insufficient_credit", missing: "1" });
    expect(ledger.refusal({ kind: "resumeJob", next: { untilMs: 1_001_000 } })).toMatchObject({
      code: "insufficient_credit",
      data: { required: "0", spendable: "0", missing: "1" },
    });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.run({ kind: "resumeJob", next: { untilMs: 1_001_000 } }).decision).toBe("continue");
  });

  it("goes on with a hold that covers the next epoch, although no other credit is left", () => {
    const ledger = after([{ kind: "issueGrant", amount: usd("4.788") }]);
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "placeHold", amount: usd("0.798") });
    ledger.now = HOUR / 2;
    const settle = { kind: "settleEpoch", quantityMs: HOUR / 2, next: { untilMs: HOUR } } as const;
    expect(ledger.run(settle)).toMatchObject({ decision: "continue", held: "1995000", balance: { available: "0" } });
  });

  it("goes on with a hold of the whole job, although no other credit is left", () => {
    const whole = JSON.parse(JSON.stringify(tiered)) as { policies: { training: { reserve: string } } };
    whole.policies.training.reserve = "whole_job";
    const ledger = new LedgerInMemory(priceBook(1, whole as unknown as typeof tiered));
    ledger.run({ kind: "issueGrant", amount: usd("9.576") });
    ledger.run({ kind: "startJob", estimateMs: 2 * HOUR });
    ledger.run({ kind: "placeHold", amount: usd("1.596") });
    ledger.now = HOUR;
    const settle = { kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } } as const;
    expect(ledger.run(settle)).toMatchObject({ decision: "continue", held: "3990000", balance: { available: "0" } });
  });

  it("pauses while a debt is open, although its own hold covers the next epoch; the released hold pays the debt", () => {
    const ledger = after([{ kind: "issueGrant", amount: usd("1") }, { kind: "charge" }]);
    const [used = ""] = ledger.state.grants.keys();
    ledger.run({ kind: "issueGrant", amount: usd("4.788") });
    ledger.run({ kind: "startJob" });
    ledger.run({ kind: "placeHold", amount: usd("0.798") });
    ledger.run({ kind: "revokeGrant", grantId: used, amount: usd("1") });
    ledger.now = HOUR / 2;
    const settle = { kind: "settleEpoch", quantityMs: HOUR / 2, next: { untilMs: HOUR } } as const;
    expect(ledger.run(settle)).toMatchObject({
      decision: "pause",
      reason: "insufficient_credit",
      missing: "1000001",
      balance: { available: "995000", owed: "0" },
    });
  });
});

describe("every refusal for lack of credit", () => {
  it.each<[name: string, command: CommandInput, required: bigint]>([
    ["a hold", { kind: "placeHold", amount: usd("7") }, usd("7")],
    ["a charge", { kind: "charge", amount: usd("7") }, usd("7")],
    ["a start", { kind: "startJob" }, usd("4.788")],
  ])("%s includes the debt in the missing amount, and that amount is enough", (_name, command, required) => {
    const ledger = after([{ kind: "charge", amount: usd("3"), onShortfall: "owe" }]);
    const refused = ledger.refusal(command);
    const missing = required + usd("3");
    expect(refused).toMatchObject({
      code: "insufficient_credit",
      data: { required: String(required), spendable: "0", missing: String(missing) },
    });
    expect(refused.message).toContain("$3.00 is owed");
    ledger.run({ kind: "issueGrant", amount: missing - 1n });
    expect(ledger.refusal(command)).toMatchObject({ data: { missing: "1" } });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.submit(command).ok).toBe(true);
  });

  it("an estimate and a start agree, for any credit, debt, price and mode", () => {
    const credit = fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt(0n, 8_000_000n));
    const owed = fc.oneof(fc.constant(0n), fc.bigInt(1n, 8_000_000n));
    const lengthMs = fc.oneof(fc.constantFrom(0, 1, 2000), fc.integer({ min: 0, max: 2 * HOUR }));
    const terms = fc.record({ lengthMs, timed: fc.boolean(), unitsMilli: fc.constantFrom(1, 1000, 8000) });
    fc.assert(
      fc.property(credit, owed, terms, (credit, owed, { lengthMs, timed, unitsMilli }) => {
        const ledger = new LedgerInMemory();
        if (owed > 0n) ledger.run({ kind: "charge", amount: owed, onShortfall: "owe" });
        if (credit > 0n) ledger.run({ kind: "issueGrant", amount: credit });
        const mode = timed ? ({ mode: "timed", next: null } as const) : ({ next: { untilMs: lengthMs } } as const);
        const start = {
          ...ledger.command({ kind: "startJob", unitsMilli, estimateMs: lengthMs, ...mode }),
        } as StartJob;
        const request = { start, estimateMs: lengthMs, epochMs: lengthMs, mostSteps: 500, arrivals: [], lapsing: 0n };
        const estimate = estimateJob(structuredClone(ledger.state), request, ledger.now, { books: () => BOOK });
        if ("code" in estimate) throw new Error(estimate.message);
        const { admitted, missing, required, spendable, hold, pausesAtMs } = estimate;
        const started = ledger.submit(start);
        expect(started.ok).toBe(admitted);
        expect(missing > 0n).toBe(!admitted);
        const shortfall = { required: String(required), spendable: String(spendable), missing: String(missing) };
        const held = started.ok && "held" in started.answer ? { held: started.answer.held } : null;
        expect(started.ok ? held : started.refusal.data).toEqual(admitted ? { held: String(hold) } : shortfall);
        expect(admitted || pausesAtMs === 0).toBe(true);
        // The missing amount is exactly enough.
        if (!admitted) ledger.run({ kind: "issueGrant", amount: missing });
        expect(admitted || ledger.submit(start).ok).toBe(true);
      }),
    );
  });
});
