import fc from "fast-check";
import { type CommandInput, HOUR, type LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { causeId } from "../state/entry.ts";

/** One step of a run of the property. Indices select one of the rows that exist at that moment. */
export type Step =
  | { do: "grant"; amount: bigint; lastsMs: number | null; promotional: boolean; inMs: number }
  | { do: "hold"; amount: bigint; ttlMs: number | null }
  | { do: "settle" | "release"; pick: number; amount: bigint; close: boolean }
  | { do: "void" | "expireHold" | "expireGrant" | "issueScheduled" | "cancelScheduled"; pick: number }
  | { do: "charge"; amount: bigint; owe: boolean }
  | { do: "start"; ref: number; timed: boolean; untilMs: number }
  | { do: "epoch" | "finish"; ref: number; permille: number; nextMs: number | null; end: number }
  | { do: "resume"; ref: number; nextMs: number }
  | { do: "refund" | "revoke" | "reinstate" | "forgive"; pick: number; amount: bigint }
  | { do: "pass"; ms: number };

/** A small amount, in micro-USD. */
export const amount = fc.bigInt({ min: 1n, max: 9_000_000n });
const largeAmount = fc.bigInt({ min: 1n, max: 60_000_000n });
const pick = fc.nat({ max: 30 });
// Usually an existing job; sometimes none.
const ref = fc.nat({ max: 12 });
// Without a bias to round numbers, so that amounts need rounding.
const spanMs = fc.noBias(fc.integer({ min: 0, max: HOUR }));
/** Any step. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("grant" as const),
      amount: largeAmount,
      lastsMs: fc.option(fc.integer({ min: 1, max: 9 * HOUR })),
      promotional: fc.boolean(),
      inMs: fc.constantFrom(0, 0, HOUR),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("hold" as const),
      amount,
      ttlMs: fc.option(fc.integer({ min: 1, max: 9 * HOUR })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("settle" as const, "release" as const),
      pick,
      amount,
      close: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "void" as const,
        "expireHold" as const,
        "expireGrant" as const,
        "issueScheduled" as const,
        "cancelScheduled" as const,
      ),
      pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("charge" as const), amount: largeAmount, owe: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("start" as const), ref, timed: fc.boolean(), untilMs: spanMs }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("epoch" as const, "epoch" as const, "epoch" as const, "finish" as const),
      ref,
      permille: fc.noBias(fc.integer({ min: 0, max: 1000 })),
      nextMs: fc.option(spanMs),
      end: fc.nat({ max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resume" as const), ref, nextMs: spanMs }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("refund" as const, "revoke" as const, "reinstate" as const, "forgive" as const),
      pick,
      amount,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: spanMs }) },
);

const ENDS = [
  { end: "completed", fault: "user" },
  { end: "cancelled", fault: "user" },
  { end: "failed", fault: "user" },
  { end: "failed", fault: "platform" },
] as const;

/** Returns the command of a step; `null` for a step that only lets time pass. */
export function commandFor(ledger: LedgerInMemory, step: Step): CommandInput | null {
  const { state } = ledger;
  const nth = (ids: Iterable<string>, index: number) => [...ids][index % Math.max(1, [...ids].length)] ?? "none";
  const bare = [...state.holds.values()].filter((hold) => hold.jobId === null).map((hold) => hold.id);
  const jobs = [...state.jobs.values()];
  const job = "ref" in step ? jobs[step.do === "start" ? step.ref : step.ref % Math.max(1, jobs.length)] : undefined;
  const ref = job?.ref ?? `job ${jobs.length}`;
  const running = job === undefined ? 0 : (job.pausedAt ?? ledger.now) - job.startedAt - job.pausedMs;
  const reported = job === undefined ? 0 : job.reportedMs;
  switch (step.do) {
    case "grant": {
      const effectiveAt = ledger.now + step.inMs;
      const expiresAt = step.lastsMs === null ? null : effectiveAt + step.lastsMs;
      const grantKind = step.promotional ? "promotional" : "paid";
      return { kind: "issueGrant", amount: step.amount, effectiveAt, expiresAt, grantKind };
    }
    case "hold":
      return { kind: "placeHold", amount: step.amount, ttlMs: step.ttlMs };
    case "settle":
      return { kind: "settleHold", holdId: nth(bare, step.pick), amount: step.amount, close: step.close };
    case "release":
      return { kind: "releaseHold", holdId: nth(bare, step.pick), amount: step.amount };
    case "void":
      return { kind: "voidHold", holdId: nth(bare, step.pick) };
    case "expireHold":
      return { kind: "expireHold", holdId: nth(state.holds.keys(), step.pick) };
    case "expireGrant":
      return { kind: "expireGrant", grantId: nth(state.grants.keys(), step.pick) };
    case "issueScheduled":
    case "cancelScheduled":
      return { kind: step.do, grantId: nth(state.scheduled.keys(), step.pick) };
    case "charge":
      return { kind: "charge", amount: step.amount, onShortfall: step.owe ? "owe" : "refuse" };
    case "start":
      return step.timed
        ? { kind: "startJob", ref, mode: "timed", next: null, estimateMs: step.untilMs }
        : { kind: "startJob", ref, next: { untilMs: step.untilMs } };
    case "epoch":
    case "finish": {
      // Sometimes ahead of time or going back, so that it is refused.
      const quantityMs = Math.max(
        0,
        Math.round(reported - 1000 + ((running - reported + 2000) * step.permille) / 1000),
      );
      const next = step.nextMs === null ? null : { untilMs: quantityMs + step.nextMs };
      if (step.do === "epoch") return { kind: "settleEpoch", ref, quantityMs, next };
      return { kind: "finishJob", ref, quantityMs, ...(ENDS[step.end] ?? ENDS[0]) };
    }
    case "resume":
      return { kind: "resumeJob", ref, next: { untilMs: reported + step.nextMs } };
    case "refund":
      return {
        kind: "refundCharge",
        chargeId: nth(state.corrections?.charges.keys() ?? [], step.pick),
        amount: step.amount,
      };
    case "revoke":
      return { kind: "revokeGrant", grantId: nth(state.grants.keys(), step.pick), amount: step.amount };
    case "reinstate":
      return { kind: "reinstateGrant", grantId: nth(revokedGrants(ledger), step.pick), amount: step.amount };
    case "forgive":
      return { kind: "forgiveDebt", debtId: nth(state.debtOrder, step.pick), amount: step.amount };
    case "pass":
      ledger.now += step.ms;
      return null;
  }
}

/** The ids of grants of which a part was taken back once. */
function revokedGrants({ entries }: LedgerInMemory): string[] {
  return entries.filter(({ kind }) => kind === "grant_revoked").map(({ cause }) => causeId(cause));
}
