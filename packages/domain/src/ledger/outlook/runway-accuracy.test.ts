import fc from "fast-check";
import { expect, it } from "vitest";
import { priceOf } from "../index.ts";
import { LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { openOf } from "../state/state.ts";
import { freeCredit } from "./free-credit.ts";
import { runway } from "./runway.ts";

const MINUTE = 60_000;
const USD = 1_000_000n;

const work = fc.record({
  resource: fc.constantFrom("gpu.rtx-3090", "gpu.l40s", "gpu.h100-80gb"),
  unitsMilli: fc.integer({ min: 100, max: 8_000 }),
  epochMs: fc.integer({ min: MINUTE, max: 90 * MINUTE }),
});
const grant = fc.record({
  amount: fc.bigInt({ min: USD, max: 60n * USD }),
  expiresAt: fc.option(fc.integer({ min: 60 * MINUTE, max: 3_000 * MINUTE }), { nil: null }),
});

/** Jobs that run at a constant rate, and settle each epoch at its planned end. */
class Simulation {
  readonly ledger = new LedgerInMemory();
  private readonly jobs: { readonly ref: string; readonly epochMs: number; doneMs: number }[] = [];

  start(terms: { readonly resource: string; readonly unitsMilli: number; readonly epochMs: number }): boolean {
    const ref = `job ${this.jobs.length}`;
    const { epochMs, ...priced } = terms;
    const started = this.ledger.submit({ kind: "startJob", ref, next: { untilMs: epochMs }, ...priced });
    if (started.ok) this.jobs.push({ ref, epochMs, doneMs: 0 });
    return started.ok;
  }

  /** What the overview reads. */
  predict() {
    const { state, now } = this.ledger;
    const jobs = [...state.jobs.values()];
    const perHour = jobs.reduce((sum, job) => sum + priceOf({ ...job, estimateMs: null }, 3_600_000), 0n);
    const held = [...state.holds.values()].reduce((sum, hold) => sum + openOf(hold), 0n);
    const free = freeCredit(state, now) ?? [];
    return runway({ perHour, held, free, scheduled: [], owed: 0n }, true, now);
  }

  /** Settles epoch after epoch. @returns when the first job pauses, because credit does not cover its next epoch */
  firstPause(): number {
    for (;;) {
      const next = this.jobs.toSorted((a, b) => a.doneMs + a.epochMs - b.doneMs - b.epochMs)[0];
      if (next === undefined) throw new Error("nothing runs");
      next.doneMs += next.epochMs;
      this.ledger.now = next.doneMs;
      const { decision } = this.ledger.run({
        kind: "settleEpoch",
        ref: next.ref,
        quantityMs: next.doneMs,
        next: { untilMs: next.doneMs + next.epochMs },
      } as const);
      if (decision !== "continue") return next.doneMs;
    }
  }
}

it("at constant rates the runway is off by less than the longest epoch", () => {
  fc.assert(
    fc.property(
      fc.array(work, { minLength: 1, maxLength: 4 }),
      fc.array(grant, { minLength: 1, maxLength: 5 }),
      (jobs, grants) => {
        const simulation = new Simulation();
        for (const terms of grants) simulation.ledger.run({ kind: "issueGrant", ...terms });
        fc.pre(jobs.every((terms) => simulation.start(terms)));
        const predicted = simulation.predict();
        const longestMs = Math.max(...jobs.map(({ epochMs }) => epochMs));
        // Rates per hour are rounded down, by less than a second in all here.
        expect(Math.abs((predicted.at ?? 0) - simulation.firstPause())).toBeLessThan(longestMs + 1_000);
      },
    ),
    { numRuns: 60 },
  );
});
