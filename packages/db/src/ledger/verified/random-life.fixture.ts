import { openOf } from "@scrip/domain/ledger";
import fc from "fast-check";
import { BY_KEY } from "./a-life.fixture.ts";
import { type CommandInput, DAY, History, HOUR, MINUTE } from "./history.fixture.ts";

/** One step of a random history: the command to submit, and the time that passes before it. */
export interface Step {
  readonly passMs: number;
  /** Whether a service key with a ceiling sends it. */
  readonly isByKey?: boolean;
  readonly act: (history: History) => CommandInput | null;
}

const SOURCES = ["signup", "plan", "purchase", "code", "adjustment"] as const;
const GPU = "gpu.h100-80gb";
const QUANTITIES = [1, 7, 20 * MINUTE, HOUR, 3 * HOUR];

/** Any step; sequences of them lead to lapses, shortfalls, pauses and silence. */
export const aStep: fc.Arbitrary<Step> = fc.record({
  isByKey: fc.boolean(),
  passMs: fc.constantFrom(0, 0, 1, MINUTE, 31 * MINUTE, HOUR, DAY, 9 * DAY),
  act: fc.oneof(
    ...[
      issue,
      issue,
      place,
      charge,
      charge,
      onHold,
      onHold,
      start,
      settle,
      settle,
      settle,
      finish,
      resume,
      sweep,
      sweep,
      correct,
      correct,
    ].map((arbitrary) => arbitrary()),
  ),
});

/** The steps of an organization's history. */
export const anyLife = fc.array(aStep, { minLength: 1, maxLength: 80, size: "max" });

/** Budgets of several scopes and periods, of which some refuse a part of the steps. */
const BUDGETS = [
  { scope: "organization", ref: "", period: "month", cap: 90_000_000n, mode: "hard" },
  { scope: "organization", ref: "", period: "all", cap: 1_000_000n, mode: "alert" },
  { scope: "project", ref: "vision", period: "day", cap: 20_000_000n, mode: "hard" },
  { scope: "member", ref: "ada", period: "all", cap: 60_000_000n, mode: "hard" },
] as const;

/** Runs the steps in memory. Refused commands change nothing. */
export function runLife(steps: readonly Step[]): History {
  const history = new History();
  for (const terms of BUDGETS) history.budget(terms);
  for (const { passMs, isByKey, act } of steps) {
    history.pass(passMs);
    const input = act(history);
    if (input !== null) history.submit({ ...input, ...(isByKey && BY_KEY) });
  }
  return history;
}

function anyAmount(): fc.Arbitrary<bigint> {
  return fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(1n, 20_000_000n));
}

type Act = fc.Arbitrary<Step["act"]>;

function issue(): Act {
  return fc
    .record({
      amount: anyAmount(),
      days: fc.constantFrom(null, 0, 1, 5, 30),
      delayMs: fc.constantFrom(0, 0, 0, -DAY, HOUR),
      source: fc.constantFrom(...SOURCES),
      paid: fc.boolean(),
    })
    .map(({ amount, days, delayMs, source, paid }) => (history) => ({
      kind: "issueGrant",
      source,
      grantKind: paid ? "paid" : "promotional",
      amount,
      effectiveAt: delayMs === 0 ? null : history.now + delayMs,
      expiresAt: days === null ? null : history.now + days * DAY + 2 * HOUR,
      businessKey: history.id(),
    }));
}

function place(): Act {
  return fc
    .record({ amount: anyAmount(), ttlMs: fc.constantFrom(null, HOUR, DAY) })
    .map((hold) => () => ({ kind: "placeHold", ...hold }));
}

function charge(): Act {
  return fc.record({ amount: anyAmount(), owe: fc.boolean() }).map(({ amount, owe }) => () => ({
    kind: "charge",
    amount,
    onShortfall: owe ? "owe" : "refuse",
    resource: null,
    project: amount % 2n === 0n ? "vision" : null,
    member: owe ? "ada" : null,
  }));
}

function onHold(): Act {
  return fc
    .record({
      which: fc.nat(),
      part: fc.integer({ min: 1, max: 4 }),
      how: fc.constantFrom("settle", "close", "release", "void"),
    })
    .map(({ which, part, how }) => (history) => {
      const holds = history.openHolds().filter(({ jobId }) => jobId === null);
      const hold = holds[which % Math.max(1, holds.length)];
      if (hold === undefined) return null;
      const amount = (openOf(hold) * BigInt(part) + 3n) / 4n;
      if (how === "void") return { kind: "voidHold", holdId: hold.id };
      if (how === "release") return { kind: "releaseHold", holdId: hold.id, amount };
      return { kind: "settleHold", holdId: hold.id, amount, close: how === "close", resource: null };
    });
}

function start(): Act {
  return fc
    .record({
      timed: fc.boolean(),
      unitsMilli: fc.constantFrom(1, 250, 1000),
      quantityMs: fc.constantFrom(0, ...QUANTITIES),
    })
    .map(({ timed, unitsMilli, quantityMs }) => (history) => ({
      kind: "startJob",
      ref: history.id(),
      resource: GPU,
      work: "training",
      mode: timed ? "timed" : "epochs",
      unitsMilli,
      estimateMs: timed ? quantityMs : null,
      next: timed ? null : { untilMs: quantityMs },
      project: timed ? null : "vision",
      member: unitsMilli === 250 ? "ada" : null,
    }));
}

function settle(): Act {
  return fc
    .record({
      which: fc.nat(),
      doneMs: fc.constantFrom(0, ...QUANTITIES),
      nextMs: fc.constantFrom(null, 0, ...QUANTITIES),
    })
    .map(({ which, doneMs, nextMs }) => (history) => {
      const job = jobAt(history, which);
      if (job === null) return null;
      const quantityMs = Math.min(job.reportedMs + doneMs, ran(history, job));
      const next = nextMs === null ? null : { untilMs: quantityMs + nextMs };
      return { kind: "settleEpoch", ref: job.ref, quantityMs, next };
    });
}

function finish(): Act {
  return fc
    .record({
      which: fc.nat(),
      doneMs: fc.constantFrom(0, ...QUANTITIES),
      end: fc.constantFrom("completed", "cancelled", "failed"),
      fault: fc.constantFrom("user", "platform"),
    })
    .map(({ which, doneMs, end, fault }) => (history) => {
      const job = jobAt(history, which);
      if (job === null) return null;
      return {
        kind: "finishJob",
        ref: job.ref,
        end,
        fault,
        quantityMs: Math.min(job.reportedMs + doneMs, ran(history, job)),
      };
    });
}

function resume(): Act {
  return fc
    .record({ which: fc.nat(), nextMs: fc.constantFrom(...QUANTITIES) })
    .map(({ which, nextMs }) => (history) => {
      const job = jobAt(history, which);
      return job === null ? null : { kind: "resumeJob", ref: job.ref, next: { untilMs: job.reportedMs + nextMs } };
    });
}

function sweep(): Act {
  return fc
    .record({ which: fc.nat(), what: fc.constantFrom("grant", "hold", "scheduled", "cancelled") })
    .map(({ which, what }) => (history) => {
      const at = <Row>(rows: Row[]): Row | undefined => rows[which % Math.max(1, rows.length)];
      const grant = at([...history.grants.values()]);
      const hold = at([...history.holds.values()]);
      const scheduled = at([...history.scheduled.values()]);
      if (what === "grant") return grant === undefined ? null : { kind: "expireGrant", grantId: grant.id };
      if (what === "hold") return hold === undefined ? null : { kind: "expireHold", holdId: hold.id };
      const kind = what === "cancelled" ? "cancelScheduled" : "issueScheduled";
      return scheduled === undefined ? null : { kind, grantId: scheduled.id };
    });
}

function correct(): Act {
  return fc
    .record({
      which: fc.nat(),
      part: fc.integer({ min: 1, max: 4 }),
      what: fc.constantFrom("refund", "revoke", "reinstate", "forgive"),
    })
    .map(({ which, part, what }) => (history: History): CommandInput | null => {
      const at = <Row>(rows: Row[]): Row | undefined => rows[which % Math.max(1, rows.length)];
      const of = (amount: bigint): bigint => (amount * BigInt(part) + 3n) / 4n;
      const charge = at(history.charges.filter(({ amount }) => amount > 0n));
      const grant = at([...history.grants.values()]);
      const debt = at([...history.debts.values()].filter(({ open }) => open > 0n));
      const taken = at([...history.corrections.takenBack].filter(([, { amount }]) => amount > 0n));
      if (what === "refund")
        return charge ? { kind: "refundCharge", chargeId: charge.id, amount: of(charge.amount) } : null;
      if (what === "forgive") return debt ? { kind: "forgiveDebt", debtId: debt.id, amount: of(debt.open) } : null;
      if (what === "reinstate")
        return taken ? { kind: "reinstateGrant", grantId: taken[0], amount: of(taken[1].amount) } : null;
      return grant ? { kind: "revokeGrant", grantId: grant.id, amount: of(grant.amount) } : null;
    });
}

function jobAt(history: History, which: number) {
  const jobs = [...history.jobs.values()].filter(({ endedAt }) => endedAt === null);
  return jobs[which % Math.max(1, jobs.length)] ?? null;
}

function ran({ now }: History, job: { startedAt: number; pausedAt: number | null; pausedMs: number }): number {
  return (job.pausedAt ?? now) - job.startedAt - job.pausedMs;
}
