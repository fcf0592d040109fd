import { BUDGET_MODES, BUDGET_PERIODS, type BudgetTerms, CLOCK_TOLERANCE_MS } from "@scrip/domain/ledger";
import fc from "fast-check";
import { type MeterAct, meterAct } from "./meter-step.fixture.ts";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The number of organizations of a run, so that a batch mixes several. */
export const ORGANIZATIONS = 3;

/** Service keys with a ceiling for each day: a low one, a high one, and one that only counts. Micro-USD. */
export const CALLERS = [
  { id: "00000000-0000-7000-8000-aaaaaaaaaaaa", cap: 3_000_000n },
  { id: "00000000-0000-7000-8000-bbbbbbbbbbbb", cap: 60_000_000n },
  { id: "00000000-0000-7000-8000-cccccccccccc", cap: null },
] as const;

/** One step: an act, its organization, and how it is sent to the ledger. */
export interface Step {
  readonly org: number;
  /** Whether it is sent together with the step before, so that both are in one batch. */
  readonly joins: boolean;
  /** Whether it runs in the caller's own transaction. */
  readonly within: boolean;
  readonly keyed: boolean;
  /** Whether it is sent twice at once, under one key. */
  readonly twice: boolean;
  /** The one of `CALLERS` that sends it; absent for a caller without a ceiling. */
  readonly by?: number | undefined;
  readonly act: Act;
}

/**
 * An act as data, so that a failing sequence can be read. `which` picks one of the rows that exist at that moment.
 * `part` is in quarters of the greatest valid amount, so five quarters are too much.
 */
export type Act = CommandAct | TimeAct | BudgetAct | { do: "again"; which: number; changed: boolean };

/** A budget that a member sets, of any scope. */
export interface BudgetAct {
  readonly do: "budget";
  readonly terms: Omit<BudgetTerms, "version">;
}

/** Time that passes: `advance` runs the work that is due on the way; `drift` does not, as if the sweeper were late. */
export interface TimeAct {
  readonly do: "advance" | "drift";
  readonly ms: number;
}

/** A new command: neither a key that is sent again nor the passing of time. */
export type CommandAct =
  | MeterAct
  | {
      do: "grant";
      amount: bigint;
      source: (typeof SOURCES)[number];
      paid: boolean;
      inMs: number;
      lastsMs: number | null;
      sameKey: boolean;
    }
  | { do: "charge"; amount: bigint; owe: boolean; label: string | null }
  /** `which` is the event that it corrects; a correction of an event of another resource is refused. */
  | { do: "usage"; resource: string; quantity: bigint; inMs: number; which: number | null; label: string | null }
  | { do: "hold"; amount: bigint; ttlMs: number | null }
  | { do: "settle" | "release" | "void"; which: number; part: number; close: boolean }
  | { do: "start"; timed: boolean; unitsMilli: number; quantityMs: number; again: boolean }
  | { do: "epoch"; which: number; doneMs: number; aheadMs: number; nextMs: number | null }
  | {
      do: "finish";
      which: number;
      doneMs: number;
      aheadMs: number;
      end: "completed" | "cancelled" | "failed";
      platform: boolean;
    }
  | { do: "resume"; which: number; nextMs: number }
  | { do: "refund" | "revoke" | "reinstate" | "forgive"; which: number; part: number }
  | { do: "sweep"; which: number; what: "expireGrant" | "expireHold" | "issueScheduled" | "cancelScheduled" };

const SOURCES = ["signup", "plan", "purchase", "auto_topup", "code", "adjustment", "contract"] as const;

const amount = fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(1n, 20_000_000n), fc.bigInt(1n, 20_000_000n));
const credit = fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(1_000_000n, 50_000_000n), fc.bigInt(1_000_000n, 50_000_000n));
const which = fc.nat({ max: 40 });
const part = fc.integer({ min: 1, max: 5 });
const quantity = fc.constantFrom(0, 1, 7, 20 * MINUTE, HOUR, 3 * HOUR);
/** How far a report is ahead of the running time: mostly not, else within the clock tolerance or beyond it. */
const aheadMs = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(1, CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS + 1, 40 * DAY) },
);
const doing = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);

const grant: fc.Arbitrary<Act> = fc.record({
  do: doing("grant"),
  amount: credit,
  source: fc.constantFrom(...SOURCES),
  paid: fc.boolean(),
  inMs: fc.constantFrom(0, 0, 0, 0, -DAY, HOUR, 5 * DAY),
  lastsMs: fc.constantFrom(null, null, HOUR, DAY, 5 * DAY, 30 * DAY),
  sameKey: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
});
const charge: fc.Arbitrary<Act> = fc.record({
  do: doing("charge"),
  amount,
  owe: fc.boolean(),
  label: fc.constantFrom(null, "vision", "gpu.l40s", "gpu.abacus"),
});
const usage: fc.Arbitrary<Act> = fc.record({
  do: doing("usage"),
  resource: fc.constantFrom("export", "export", "export", "storage.gb-month", "storage.gb-month", "gpu.l40s"),
  quantity: fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 200_000_000n), fc.bigInt(0n, 200_000_000n)),
  inMs: fc.constantFrom(0, 0, 0, -DAY, -40 * DAY, CLOCK_TOLERANCE_MS + 1),
  which: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: which }),
  label: fc.constantFrom(null, null, null, "vision"),
});
const hold: fc.Arbitrary<Act> = fc.record({
  do: doing("hold"),
  amount,
  ttlMs: fc.constantFrom(null, MINUTE, HOUR, DAY),
});
const onHold: fc.Arbitrary<Act> = fc.record({
  do: doing("settle", "settle", "release", "void"),
  which,
  part,
  close: fc.boolean(),
});
const start: fc.Arbitrary<Act> = fc.record({
  do: doing("start"),
  timed: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
  unitsMilli: fc.constantFrom(1, 250, 1000),
  quantityMs: quantity,
  again: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
});
const epoch: fc.Arbitrary<Act> = fc.record({
  do: doing("epoch"),
  which,
  doneMs: fc.oneof(quantity, fc.constant(-1)),
  aheadMs,
  nextMs: fc.oneof({ weight: 4, arbitrary: quantity }, fc.constantFrom(null, -1)),
});
const finish: fc.Arbitrary<Act> = fc.record({
  do: doing("finish"),
  which,
  doneMs: quantity,
  aheadMs,
  end: fc.constantFrom("completed", "cancelled", "failed"),
  platform: fc.boolean(),
});
const resume: fc.Arbitrary<Act> = fc.record({ do: doing("resume"), which, nextMs: quantity });
const correction: fc.Arbitrary<Act> = fc.record({
  do: doing("refund", "revoke", "revoke", "reinstate", "forgive"),
  which,
  part,
});
const sweep: fc.Arbitrary<Act> = fc.record({
  do: doing("sweep"),
  which,
  what: fc.constantFrom("expireGrant", "expireHold", "issueScheduled", "cancelScheduled"),
});
/** The subjects of work in the steps, and one that never works. */
const SUBJECTS = [
  { scope: "organization", ref: "" },
  { scope: "project", ref: "vision" },
  { scope: "member", ref: "ada" },
  { scope: "member", ref: "nobody" },
  ...CALLERS.map(({ id }) => ({ scope: "key", ref: id }) as const),
] as const;
const budget: fc.Arbitrary<Act> = fc
  .tuple(
    fc.constantFrom(...SUBJECTS),
    fc.constantFrom(...BUDGET_PERIODS),
    fc.constantFrom(...BUDGET_MODES),
    fc.constantFrom(null, 1_000_000n, 10_000_000n, 60_000_000n),
  )
  // The budget of a key for a day is its ceiling, which the commands bring.
  .filter(([{ scope }, period]) => scope !== "key" || period !== "day")
  .map(([subject, period, mode, cap]) => ({ do: "budget", terms: { ...subject, period, mode, cap } }));
const again: fc.Arbitrary<Act> = fc.record({ do: doing("again"), which, changed: fc.boolean() });
const time: fc.Arbitrary<Act> = fc.record({
  do: doing("advance", "advance", "drift"),
  ms: fc.constantFrom(1, MINUTE, 31 * MINUTE, HOUR, DAY, 9 * DAY),
});

const act = fc.oneof(
  { weight: 5, arbitrary: grant },
  { weight: 4, arbitrary: charge },
  { weight: 3, arbitrary: usage },
  { weight: 2, arbitrary: hold },
  { weight: 4, arbitrary: onHold },
  { weight: 2, arbitrary: start },
  { weight: 4, arbitrary: epoch },
  { weight: 1, arbitrary: finish },
  { weight: 1, arbitrary: resume },
  { weight: 4, arbitrary: correction },
  { weight: 1, arbitrary: sweep },
  { weight: 4, arbitrary: meterAct },
  { weight: 1, arbitrary: budget },
  { weight: 2, arbitrary: again },
  { weight: 3, arbitrary: time },
);

const stepOf = (act: fc.Arbitrary<Act>): fc.Arbitrary<Step> =>
  fc.record({
    // Most steps go to one organization: one long life finds more errors than many short ones.
    org: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
    joins: fc.integer({ min: 0, max: 2 }).map((n) => n > 0),
    within: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
    keyed: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    twice: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
    by: fc.constantFrom(undefined, undefined, ...CALLERS.keys()),
    act,
  });

const step = stepOf(act);

/**
 * Long sequences, since a bug often needs a state that only many commands make. They do without fast-check's bias,
 * which makes the first runs short; the constants above include the edge cases.
 */
export const steps: fc.Arbitrary<Step[]> = fc.noBias(fc.array(step, { minLength: 1, maxLength: 200, size: "max" }));

const small = fc.bigInt(1n, 2_000n);
const smallGrant = grant.map((act) => ({ ...act, sameKey: false, inMs: 0 }) as Act & { do: "grant" });
const smallAct = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(smallGrant, small).map(([act, amount]): Act => ({ ...act, amount })) },
  {
    weight: 1,
    arbitrary: fc.tuple(small, fc.boolean()).map(([amount, owe]): Act => {
      return { do: "charge", amount, owe, label: null };
    }),
  },
  { weight: 1, arbitrary: small.map((amount): Act => ({ do: "hold", amount, ttlMs: HOUR })) },
);

/** Sequences that begin with many small grants, so that a command reads only a part of them. */
export const crowds: fc.Arbitrary<Step[]> = fc.noBias(
  fc
    .tuple(
      fc.array(smallAct, { minLength: 60, maxLength: 120 }),
      fc.array(step, { minLength: 1, maxLength: 80, size: "max" }),
    )
    .map(([acts, later]) => {
      const first = acts.map((act): Step => ({ org: 0, joins: true, within: false, keyed: true, twice: false, act }));
      return [...first, ...later];
    }),
);

const passing: fc.Arbitrary<Act> = fc.record({
  do: doing("advance", "advance", "advance", "drift"),
  ms: fc.constantFrom(MINUTE, HOUR, DAY, 9 * DAY),
});
const runningAct = fc.oneof(
  { weight: 9, arbitrary: meterAct },
  { weight: 3, arbitrary: passing },
  { weight: 2, arbitrary: grant },
  { weight: 1, arbitrary: fc.oneof(charge, usage, start, epoch, correction, budget, again) },
);

/** Sequences in which mostly endpoints and stored volumes cost something, and time passes. */
export const running: fc.Arbitrary<Step[]> = fc.noBias(
  fc.array(stepOf(runningAct), { minLength: 1, maxLength: 100, size: "max" }),
);
