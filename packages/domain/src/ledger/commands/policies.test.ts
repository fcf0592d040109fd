import { describe, expect, it } from "vitest";
import { type Catalog, type Charging, type Policy, parseCatalog, tiered } from "../../catalog/index.ts";
import { formatUsd, usd } from "../../money/index.ts";
import { type CommandInput, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";
import type { PriceBook } from "../state/terms.ts";
import { decide } from "./decide.ts";

const MINUTE = 60_000;

/** One unit of the resource costs $3.60 an hour: 1 u for a millisecond, $1.20 for twenty minutes. */
const RATE = "3.60";

const ALL_TIME = {
  completed: "all_time",
  cancelled: "all_time",
  failedByUser: "all_time",
  failedByPlatform: "settled_only",
} as const;

const TRAINING: Policy = {
  admission: { of: "next_epoch", marginMilli: 1200 },
  reserve: "next_epoch",
  charging: { kind: "epoch" },
  atZero: { kind: "pause" },
  byEndState: ALL_TIME,
  capAtEstimate: false,
};

/** A price book of the test's own: one resource, and `training` under the policy of a row. */
function bookWith(policy: Partial<Policy>, rate = RATE, version = 1): PriceBook {
  const parsed = parseCatalog({
    ...tiered,
    resources: { gpu: { title: "GPU", unit: "hour", rate, kinds: ["training"] } },
    policies: { ...tiered.policies, training: { ...TRAINING, ...policy } },
  } satisfies Catalog);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return priceBook(version, parsed.value);
}

/** A ledger under a policy, with some credit in dollars. */
function ledgerWith(policy: Partial<Policy>, credit = "1000"): LedgerInMemory {
  const ledger = new LedgerInMemory(bookWith(policy));
  if (credit !== "0") ledger.run({ kind: "issueGrant", amount: usd(credit) });
  return ledger;
}

type Start = Partial<CommandInput<"startJob">>;

const start = (terms: Start = {}) => ({ kind: "startJob", resource: "gpu", ...terms }) as const;
const TIMED: Start = { mode: "timed", next: null };

/** Reports a quantity at the moment when the job has run for it, and plans the next epoch of a length. */
function settle(ledger: LedgerInMemory, quantityMs: number, epochMs: number) {
  ledger.now = quantityMs;
  return ledger.run({ kind: "settleEpoch", quantityMs, next: { untilMs: quantityMs + epochMs } });
}

describe("admission", () => {
  it.each<[name: string, policy: Partial<Policy>, terms: Start, required: string, hold: string]>([
    ["1.2 x the first epoch", {}, {}, "4.32", "3.60"],
    [
      "1.5 x the first epoch",
      { admission: { of: "next_epoch", marginMilli: 1500 } },
      { estimateMs: 3 * HOUR },
      "5.40",
      "3.60",
    ],
    ["1.2 x the estimate of a timed job", {}, { ...TIMED, estimateMs: 3 * HOUR }, "12.96", "10.80"],
    [
      "1.2 x the first epoch, but never less than a hold of the whole job",
      { reserve: "whole_job" },
      { estimateMs: 3 * HOUR },
      "10.80",
      "10.80",
    ],
    [
      "1.5 x the estimate, with a hold of one epoch",
      { admission: { of: "estimate", marginMilli: 1500 } },
      { estimateMs: 3 * HOUR },
      "16.20",
      "3.60",
    ],
    [
      "1.5 x the estimate, with a hold of the whole job",
      { admission: { of: "estimate", marginMilli: 1500 }, reserve: "whole_job" },
      { estimateMs: 3 * HOUR },
      "16.20",
      "10.80",
    ],
    [
      "an estimate that is shorter than the first epoch",
      { admission: { of: "estimate", marginMilli: 1000 } },
      { estimateMs: HOUR / 2 },
      "3.60",
      "3.60",
    ],
    [
      "the estimate up to the cap, although the first epoch is longer",
      { admission: { of: "estimate", marginMilli: 1200 }, capAtEstimate: true },
      { estimateMs: HOUR / 2 },
      "2.16",
      "1.80",
    ],
    ["the price itself", { admission: { of: "price", marginMilli: 1000 } }, {}, "3.60", "3.60"],
    [
      "a minimum above the margin",
      { admission: { of: "next_epoch", marginMilli: 1200, minimum: "25.00" } },
      {},
      "25",
      "3.60",
    ],
    [
      "a minimum below the margin",
      { admission: { of: "next_epoch", marginMilli: 1200, minimum: "4.00" } },
      {},
      "4.32",
      "3.60",
    ],
    ["nothing but what is held", { admission: { of: "nothing" } }, {}, "3.60", "3.60"],
    ["a minimum alone", { admission: { of: "nothing", minimum: "10.00" } }, {}, "10", "3.60"],
    [
      "1.2 x the first epoch although credit may be owed",
      { atZero: { kind: "overdraft", limit: "100.00" } },
      {},
      "4.32",
      "3.60",
    ],
    // 1.2 x 1 u is rounded up.
    ["a margin that is no whole u", {}, { next: { untilMs: 1 } }, "0.000002", "0.000001"],
  ])("requires %s: one u less is refused", (_name, policy, terms, required, hold) => {
    const ledger = ledgerWith(policy, "0");
    ledger.run({ kind: "issueGrant", amount: usd(required) - 1n });
    expect(ledger.refusal(start(terms))).toMatchObject({
      code: "insufficient_credit",
      data: { required: String(usd(required)), spendable: String(usd(required) - 1n), missing: "1" },
    });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.run(start(terms))).toMatchObject({ decision: "continue", held: String(usd(hold)) });
  });

  it.each<[name: string, policy: Partial<Policy>, required: string, hold: string]>([
    ["1.2 x the following epoch", {}, "4.32", "3.60"],
    [
      "1.5 x what is left of the estimate",
      { admission: { of: "estimate", marginMilli: 1500 } },
      // Two hours of three are left.
      "10.80",
      "3.60",
    ],
    ["what is left of the whole job", { reserve: "whole_job" }, "7.20", "7.20"],
  ])("requires %s at a resume", (_name, policy, required, hold) => {
    const ledger = ledgerWith(policy, "3.60");
    ledger.run({ kind: "issueGrant", amount: usd("20") });
    ledger.run(start({ estimateMs: 3 * HOUR }));
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: null });
    ledger.run({ kind: "charge", amount: usd("20") - usd(required) + 1n });
    const resume = { kind: "resumeJob", next: { untilMs: 2 * HOUR } } as const;
    expect(ledger.refusal(resume)).toMatchObject({ data: { required: String(usd(required)), missing: "1" } });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.run(resume)).toMatchObject({ decision: "continue", held: String(usd(hold)) });
  });

  it.each<[name: string, policy: Partial<Policy>, terms: Start]>([
    ["holds the whole job", { reserve: "whole_job" }, {}],
    ["is admitted by its estimate", { admission: { of: "estimate", marginMilli: 1000 } }, {}],
    ["is timed", {}, TIMED],
  ])("refuses a job without an estimate that %s", (_name, policy, terms) => {
    expect(ledgerWith(policy).refusal(start(terms)).code).toBe("estimate_missing");
  });

  it("refuses a kind of work that holds nothing", () => {
    expect(ledgerWith({ reserve: "none" }).refusal(start()).code).toBe("work_without_jobs");
  });
});

it.each<[reserve: Policy["reserve"], held: readonly string[]]>([
  ["next_epoch", ["3.60", "3.60", "3.60", "3.60"]],
  // Three hours are held at the start; the fourth one is beyond the estimate.
  ["whole_job", ["10.80", "7.20", "3.60", "3.60"]],
])("a job that reserves %s holds as much at its start and after each hour", (reserve, held) => {
  const ledger = ledgerWith({ reserve });
  const answers = [
    ledger.run(start({ estimateMs: 3 * HOUR })),
    ...[1, 2, 3].map((hour) => settle(ledger, hour * HOUR, HOUR)),
  ];
  expect(answers.map((answer) => answer.held)).toEqual(held.map((amount) => String(usd(amount))));
});

describe("charging", () => {
  const OF: [charging: Charging, charged: string[], held: string[], afterFailure: string][] = [
    [{ kind: "epoch" }, ["1.20", "1.20", "1.20", "1.20"], ["1.20", "1.20", "1.20"], "3.60"],
    [{ kind: "completion" }, ["0", "0", "0", "4.80"], ["2.40", "3.60", "4.80"], "0"],
    [{ kind: "interval", minutes: 30 }, ["0", "2.40", "0", "2.40"], ["2.40", "1.20", "2.40"], "2.40"],
    [{ kind: "interval", minutes: 40 }, ["0", "2.40", "0", "2.40"], ["2.40", "1.20", "2.40"], "2.40"],
    [{ kind: "daily" }, ["0", "0", "0", "4.80"], ["2.40", "3.60", "4.80"], "0"],
    [{ kind: "once" }, ["0", "0", "0", "4.80"], ["2.40", "3.60", "4.80"], "0"],
  ];
  const micros = (amounts: readonly string[]) => amounts.map((amount) => (amount === "0" ? "0" : String(usd(amount))));

  /** Twenty minutes an epoch: three reports, and the end after the fourth epoch. */
  function threeReports(charging: Charging) {
    const ledger = ledgerWith({ charging });
    ledger.run(start({ next: { untilMs: 20 * MINUTE } }));
    const answers = [1, 2, 3].map((epoch) => settle(ledger, epoch * 20 * MINUTE, 20 * MINUTE));
    return { ledger, answers };
  }

  it.each(OF)("%o charges so much at each report and at the end, and holds the rest", (charging, charged, held) => {
    const { ledger, answers } = threeReports(charging);
    ledger.now = 80 * MINUTE;
    const end = ledger.run({ kind: "finishJob", quantityMs: 80 * MINUTE });
    expect([...answers, end].map((answer) => answer.charged)).toEqual(micros(charged));
    expect(answers.map((answer) => answer.held)).toEqual(micros(held));
    expect(end).toMatchObject({ chargedTotal: String(usd("4.80")), held: "0" });
    // Every report is recorded, charged or not.
    expect(ledger.charges.map(({ reportedMs }) => reportedMs)).toEqual([20, 40, 60, 80].map((n) => n * MINUTE));
    expect(ledger.state.balance).toEqual({ available: usd("995.20"), reserved: 0n, owed: 0n });
  });

  it.each(OF)("%o charges only what it charged before, if the platform fails", (charging, _charged, _held, total) => {
    const { ledger } = threeReports(charging);
    ledger.now = 70 * MINUTE;
    const failed = ledger.run({ kind: "finishJob", end: "failed", fault: "platform", quantityMs: 70 * MINUTE });
    expect([failed.charged, failed.chargedTotal]).toEqual(["0", ...micros([total])]);
    expect(failed.balance.reserved).toBe("0");
  });

  it.each(OF)("%o charges all that is done before a pause, because the hold ends", (charging) => {
    const { ledger } = threeReports(charging);
    ledger.now = 70 * MINUTE;
    const paused = ledger.run({ kind: "settleEpoch", quantityMs: 70 * MINUTE, next: null });
    expect(paused).toMatchObject({ decision: "pause", chargedTotal: String(usd("4.20")), held: "0" });
  });

  it("a job that is charged at completion pauses when credit cannot hold all that is done and the next epoch", () => {
    const ledger = ledgerWith({ charging: { kind: "completion" } }, "3.00");
    ledger.run(start({ next: { untilMs: 20 * MINUTE } }));
    expect(settle(ledger, 20 * MINUTE, 20 * MINUTE)).toMatchObject({ decision: "continue", charged: "0" });
    // Forty minutes are done, and sixty would cost $3.60.
    expect(settle(ledger, 40 * MINUTE, 20 * MINUTE)).toMatchObject({
      decision: "pause",
      reason: "insufficient_credit",
      missing: String(usd("0.60")),
      charged: String(usd("2.40")),
      held: "0",
      balance: { available: String(usd("0.60")), reserved: "0", owed: "0" },
    });
  });
});

describe("at zero", () => {
  /** The decisions after one, two and three hours, with credit for 1.2 hours. Amounts in dollars. */
  const OF: [
    Policy["atZero"],
    { decision: string; reason?: string; missing?: string; held: string; owed: string }[],
  ][] = [
    [{ kind: "pause" }, [{ decision: "pause", reason: "insufficient_credit", missing: "2.88", held: "0", owed: "0" }]],
    [{ kind: "refuse" }, [{ decision: "pause", reason: "insufficient_credit", missing: "2.88", held: "0", owed: "0" }]],
    [
      // $2.88 of the second hour are owed; with all of the third one it would be $6.48.
      { kind: "overdraft", limit: "5.00" },
      [
        { decision: "continue", held: "0.72", owed: "0" },
        { decision: "stop", reason: "overdraft_limit", missing: "6.48", held: "0", owed: "2.88" },
      ],
    ],
    [
      { kind: "overdraft", limit: "6.48" },
      [
        { decision: "continue", held: "0.72", owed: "0" },
        { decision: "continue", held: "0", owed: "2.88" },
        { decision: "stop", reason: "overdraft_limit", missing: "10.08", held: "0", owed: "6.48" },
      ],
    ],
    [
      { kind: "accrue" },
      [
        { decision: "continue", held: "0.72", owed: "0" },
        { decision: "continue", held: "0", owed: "2.88" },
        { decision: "continue", held: "0", owed: "6.48" },
      ],
    ],
  ];
  const dollars = (text: string | null) => (text === null || text === "0" ? text : formatUsd(BigInt(text)).slice(1));

  it.each(OF)("%o decides so after each hour", (atZero, expected) => {
    const ledger = ledgerWith({ atZero }, "4.32");
    ledger.run(start());
    const answers = expected.map((_, index) => settle(ledger, (index + 1) * HOUR, HOUR));
    const decided = answers.map(({ decision, reason, missing, held, balance }) => ({
      decision,
      ...(reason !== null && { reason }),
      ...(missing !== null && { missing: dollars(missing) }),
      held: dollars(held),
      owed: dollars(balance.owed),
    }));
    expect(decided).toEqual(expected);
  });

  it.each<[atZero: Policy["atZero"], outcome: string]>([
    [{ kind: "pause" }, "missing 3600000"],
    [{ kind: "refuse" }, "missing 3600000"],
    [{ kind: "overdraft", limit: "3.00" }, "missing 3600000"],
    [{ kind: "overdraft", limit: "3.60" }, "held 0"],
    [{ kind: "accrue" }, "held 0"],
  ])("%o: a start without any credit, where the admission asks for none: %s", (atZero, outcome) => {
    const ledger = ledgerWith({ atZero, admission: { of: "nothing" } }, "0");
    const started = ledger.submit(start());
    const held = started.ok && "held" in started.answer ? `held ${started.answer.held}` : "";
    expect(started.ok ? held : `missing ${String(Object(started.refusal.data).missing)}`).toBe(outcome);
  });

  it("new credit pays the debt of an overdraft first, and the job resumes", () => {
    const ledger = ledgerWith({ atZero: { kind: "overdraft", limit: "5.00" } }, "4.32");
    ledger.run(start());
    settle(ledger, HOUR, HOUR);
    settle(ledger, 2 * HOUR, HOUR);
    const resume = { kind: "resumeJob", next: { untilMs: 3 * HOUR } } as const;
    // $2.88 are owed, and 1.2 x $3.60 are needed.
    expect(ledger.refusal(resume)).toMatchObject({ data: { missing: String(usd("7.20")) } });
    const bought = ledger.run({ kind: "issueGrant", amount: usd("7.20") });
    expect(bought).toMatchObject({ paidDebt: String(usd("2.88")), balance: { owed: "0" } });
    expect(ledger.run(resume)).toMatchObject({ decision: "continue", held: String(usd("3.60")) });
  });
});

describe("the charge of an end", () => {
  const ENDS = [
    ["completed", { end: "completed" }],
    ["cancelled", { end: "cancelled" }],
    ["failedByUser", { end: "failed", fault: "user" }],
    ["failedByPlatform", { end: "failed", fault: "platform" }],
  ] as const;
  /** The end after so many minutes, and the charges in all: of an hour an epoch, and of a timed job. */
  const AFTER: [minutes: number, allTime: string, settled: string][] = [
    [20, "1.20", "0"],
    [80, "4.80", "3.60"],
    [140, "8.40", "7.20"],
  ];
  const ROWS = ENDS.flatMap(([state, end]) =>
    AFTER.flatMap(([minutes, allTime, settled]) => [
      [state, "all_time", minutes, end, allTime, allTime] as const,
      [state, "settled_only", minutes, end, settled, "0"] as const,
    ]),
  );

  it.each(ROWS)("%s, %s, after %i minutes", (state, charge, minutes, end, inEpochs, timed) => {
    const byEndState = { ...ALL_TIME, [state]: charge };
    const quantityMs = minutes * MINUTE;
    for (const [terms, total] of [
      [{}, inEpochs],
      [{ ...TIMED, estimateMs: 3 * HOUR }, timed],
    ] as const) {
      const ledger = ledgerWith({ byEndState });
      const { mode } = { mode: "epochs", ...terms };
      ledger.run(start(terms));
      for (let done = HOUR; mode === "epochs" && done < quantityMs; done += HOUR) settle(ledger, done, HOUR);
      ledger.now = quantityMs;
      const { chargedTotal } = ledger.run({ kind: "finishJob", ...end, quantityMs });
      expect(chargedTotal).toBe(total === "0" ? "0" : String(usd(total)));
      // What is not charged is free again, and both quantities are kept.
      expect(ledger.state.balance).toEqual({
        available: usd("1000") - BigInt(chargedTotal),
        reserved: 0n,
        owed: 0n,
      });
      expect(ledger.charges.at(-1)).toMatchObject({ reportedMs: quantityMs, chargeableMs: Number(chargedTotal) });
    }
  });
});

it.each<[capAtEstimate: boolean, charged: string[], held: string]>([
  [true, ["3.60", "1.80", "0"], "1.80"],
  [false, ["3.60", "3.60", "3.60"], "3.60"],
])("a job with an estimate of 90 minutes is capped there: %s", (capAtEstimate, charged, held) => {
  const ledger = ledgerWith({ capAtEstimate });
  ledger.run(start({ estimateMs: 90 * MINUTE }));
  const first = settle(ledger, HOUR, HOUR);
  expect(first.held).toBe(String(usd(held)));
  const second = settle(ledger, 2 * HOUR, HOUR);
  ledger.now = 3 * HOUR;
  const end = ledger.run({ kind: "finishJob", quantityMs: 3 * HOUR });
  const amounts = charged.map((amount) => (amount === "0" ? "0" : String(usd(amount))));
  expect([first, second, end].map((answer) => answer.charged)).toEqual(amounts);
});

it.each<[unitsMilli: number, hour: string, tenMs: bigint]>([
  [1, "0.0036", 0n],
  [125, "0.45", 1n],
  // A third of a GPU: 333/1000 x 3,600,000 u.
  [333, "1.1988", 3n],
  [1000, "3.60", 10n],
  [8000, "28.80", 80n],
  [1500, "5.40", 15n],
])("%i thousandths of a GPU cost so much for an hour, and for ten milliseconds", (unitsMilli, hour, tenMs) => {
  for (const [lengthMs, price] of [
    [HOUR, usd(hour)],
    [10, tenMs],
  ] as const) {
    const ledger = ledgerWith({});
    expect(ledger.run(start({ unitsMilli, next: { untilMs: lengthMs } })).held).toBe(String(price));
    ledger.now = lengthMs;
    expect(ledger.run({ kind: "finishJob", quantityMs: lengthMs }).chargedTotal).toBe(String(price));
  }
});

describe("a job keeps the terms of its start", () => {
  /** Version 2 doubles the price, and pauses nothing. A contract may set a third price. */
  const versions = [
    bookWith({}, "3.60", 1),
    bookWith({ atZero: { kind: "accrue" }, charging: { kind: "completion" } }, "7.20", 2),
  ];
  const context = { books: (version: number) => versions[version - 1] as PriceBook };

  it.each<[name: string, change: object, another: string]>([
    ["a new catalog", { catalogVersion: 2 }, "7.20"],
    ["a contract", { contractRates: new Map([["gpu", 1_800_000_000n]]) }, "1.80"],
    ["both", { catalogVersion: 2, contractRates: new Map([["gpu", 1_800_000_000n]]) }, "1.80"],
  ])("under %s", (_name, change, another) => {
    const ledger = new LedgerInMemory(versions[0], undefined, (state, command, now) =>
      decide(state, command, now, context),
    );
    ledger.run({ kind: "issueGrant", amount: usd("18") });
    ledger.run(start());
    Object.assign(ledger.state, change);
    expect(ledger.run(start({ ref: "another" })).held).toBe(String(usd(another)));
    expect(settle(ledger, HOUR, HOUR)).toMatchObject({ charged: String(usd("3.60")), held: String(usd("3.60")) });
    ledger.run({ kind: "placeHold", amount: BigInt(ledger.state.balance.available) });
    // The policy of its start pauses it at zero.
    expect(settle(ledger, 2 * HOUR, HOUR)).toMatchObject({ decision: "pause", reason: "insufficient_credit" });
  });
});
