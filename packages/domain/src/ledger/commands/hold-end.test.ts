import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { type CommandInput, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";

const MINUTE = 60_000;

describe("a hold whose time is over is closed", () => {
  it.each<[name: string, command: Partial<CommandInput> & { kind: "settleHold" | "releaseHold" | "voidHold" }]>([
    ["a settle", { kind: "settleHold", amount: usd("1") }],
    ["the settle of all", { kind: "settleHold", amount: usd("10"), close: true }],
    ["a release", { kind: "releaseHold", amount: usd("1") }],
    ["a void", { kind: "voidHold" }],
  ])("%s is accepted until the last millisecond, and refused from the end on, swept or not", (_name, command) => {
    for (const isSwept of [false, true]) {
      const ledger = new LedgerInMemory();
      ledger.run({ kind: "issueGrant" });
      const { hold: holdId } = ledger.run({ kind: "placeHold", ttlMs: HOUR });
      const early = ledger.run({ kind: "placeHold", ttlMs: HOUR }).hold;
      ledger.now = HOUR - 1;
      expect(ledger.submit({ ...command, holdId: early } as CommandInput).ok).toBe(true);
      ledger.now = HOUR;
      if (isSwept) ledger.run({ kind: "expireHold", holdId });
      expect(ledger.refusal({ ...command, holdId } as CommandInput)).toEqual({
        code: "hold_closed",
        message: "This hold is closed: it was expired.",
        data: { hold: holdId, state: "expired" },
      });
      expect(ledger.run({ kind: "expireHold", holdId }).done).toBe(!isSwept);
      expect(ledger.entries.at(-1)?.kind).toBe("hold_expired");
    }
  });
});

describe("a job whose hold is over", () => {
  it("is silent for a settle before the sweep: its expiry is an entry before the charge", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant" });
    ledger.run({ kind: "startJob" });
    ledger.now = HOUR + 30 * MINUTE;
    const late = ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 3 * HOUR } });
    expect(late).toMatchObject({ decision: "pause", reason: "silent", flags: ["after_silence", "beyond_hold"] });
    expect(ledger.entries.slice(-2).map(({ kind }) => kind)).toEqual(["hold_expired", "settled"]);
  });

  const minutes = fc.integer({ min: 0, max: 100 });
  const job = fc.constantFrom<"settleEpoch" | "finishJob" | "resumeJob" | "startJob" | "expireHold">(
    ...(["settleEpoch", "finishJob", "resumeJob", "startJob", "expireHold"] as const),
  );

  it("L18 L31 every command has the same answer, entries and state, swept or not", () => {
    fc.assert(
      fc.property(
        job,
        minutes,
        minutes,
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 150 })),
        fc.bigInt(0n, 9_000_000n),
        (kind, late, done, timed, lapses, other) => {
          const after = (isSwept: boolean) => {
            const ledger = new LedgerInMemory();
            const expiresAt = lapses === null ? null : lapses * MINUTE;
            ledger.run({ kind: "issueGrant", amount: usd("8"), expiresAt });
            ledger.run({ kind: "issueGrant", amount: usd("2") });
            ledger.run({ kind: "startJob", ...(timed && { mode: "timed", estimateMs: HOUR, next: null }) });
            const [holdId = ""] = ledger.state.holds.keys();
            if (other > 0n) ledger.run({ kind: "charge", amount: other, onShortfall: "owe" });
            ledger.now = HOUR + (30 + late) * MINUTE;
            if (isSwept) ledger.run({ kind: "expireHold", holdId });
            const quantityMs = done * MINUTE;
            const next = { untilMs: quantityMs + HOUR };
            const id = "00000000-0000-7000-8000-000000000099";
            const decision = ledger.submit({ kind, id, quantityMs, next, holdId } as CommandInput);
            // The expiry is an entry of the command itself if no sweep came before it.
            const answer = decision.ok ? { ...decision.answer, seq: null } : decision.refusal;
            if (!isSwept) ledger.submit({ kind: "expireHold", holdId });
            return {
              answer,
              entries: ledger.entries,
              charges: ledger.charges,
              // What people are notified of is the balance after each command. A sweep that came before is a command of
              // its own, after which credit that the hold gave back may have restored the balance for a while.
              state: { ...ledger.state, corrections: null, balanceState: null },
            };
          };
          const { answer, ...rest } = after(false);
          const { answer: sweptAnswer, ...swept } = after(true);
          expect(rest).toEqual(swept);
          // A second sweep finds nothing to do; every other answer is the same.
          expect(answer).toEqual(kind === "expireHold" ? answer : sweptAnswer);
        },
      ),
    );
  });
});
