import fc from "fast-check";
import { expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { endpointPerHour } from "../../usage/endpoints/index.ts";
import { accruedStorage, DAY_MS, GB, midnightAfter, noStorage, storagePerHour } from "../../usage/storage/index.ts";
import { priceOf } from "../index.ts";
import { HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { openOf } from "../state/state.ts";
import { freeCredit } from "./free-credit.ts";
import { runway } from "./runway.ts";

const MINUTE = 60_000;
const USD = 1_000_000n;
const SETTLE_EVERY = 5 * MINUTE;
const STORAGE = "storage.gb-month";
const catalogs = () => tiered;

const units = fc.integer({ min: 100, max: 8_000 });
const resource = fc.constantFrom("gpu.rtx-3090", "gpu.l40s", "gpu.h100-80gb");
const work = fc.record({
  resource,
  unitsMilli: units,
  epochMs: fc.integer({ min: MINUTE, max: 90 * MINUTE }),
});
const amount = fc.bigInt({ min: USD, max: 60n * USD });
const grant = fc.record({
  amount,
  expiresAt: fc.option(fc.integer({ min: 60 * MINUTE, max: 3_000 * MINUTE }), { nil: null }),
});
const endpoint = fc.record({ resource, unitsMilli: units });
/** At least $2 an hour, so that credit ends before the month, and with it the price of an hour. */
const terabytes = fc.bigInt({ min: 50n, max: 500n });

/** Something that falls due, and the time between two of them. */
interface Recurring {
  readonly everyMs: number;
  nextAt: number;
  /** @returns whether credit was enough */
  readonly run: () => boolean;
}

/** Work that runs at a constant rate. Jobs settle each epoch at its planned end, endpoints and storage when they are due. */
class Simulation {
  readonly ledger = new LedgerInMemory();
  private readonly recurring: Recurring[] = [];

  constructor() {
    const storage = noStorage(1);
    storage.readings.set(STORAGE, { from: -1, sizes: new Map(), changes: [] });
    this.ledger.state.storage = storage;
  }

  /** The longest time between two charges of one piece of work. */
  get longestMs(): number {
    return Math.max(...this.recurring.map(({ everyMs }) => everyMs));
  }

  startJob(terms: { readonly resource: string; readonly unitsMilli: number; readonly epochMs: number }): boolean {
    const ref = `job ${this.recurring.length}`;
    const { epochMs, ...priced } = terms;
    const started = this.ledger.submit({ kind: "startJob", ref, next: { untilMs: epochMs }, ...priced });
    const settle = (): boolean => {
      const quantityMs = this.ledger.now;
      const next = { untilMs: quantityMs + epochMs };
      return this.ledger.run<"settleEpoch">({ kind: "settleEpoch", ref, quantityMs, next }).decision === "continue";
    };
    if (started.ok) this.recurring.push({ everyMs: epochMs, nextAt: epochMs, run: settle });
    return started.ok;
  }

  startEndpoint(terms: { readonly resource: string; readonly unitsMilli: number }): void {
    const ref = `endpoint ${this.recurring.length}`;
    const { endpoint: endpointId } = this.ledger.run<"startEndpoint">({ kind: "startEndpoint", ref, ...terms });
    const settle = () => this.hasPaid(() => this.ledger.run({ kind: "settleEndpoint", endpointId }));
    this.recurring.push({ everyMs: SETTLE_EVERY, nextAt: SETTLE_EVERY, run: settle });
  }

  store(bytes: bigint): void {
    this.ledger.run({ kind: "setStorage", ref: "data", resource: STORAGE, bytes });
    const [meter] = this.storage.meters.values();
    if (meter === undefined) throw new Error("nothing is stored");
    const book = () => this.hasPaid(() => this.ledger.run({ kind: "settleStorage", meterId: meter.id }));
    this.recurring.push({ everyMs: DAY_MS, nextAt: midnightAfter(0), run: book });
  }

  /** What the overview reads. */
  predict() {
    const { state, now } = this.ledger;
    const jobs = [...state.jobs.values()].map((job) => priceOf({ ...job, estimateMs: null }, HOUR));
    const endpoints = [...(state.meters?.endpoints.values() ?? [])].map((endpoint) => endpointPerHour(endpoint));
    const stored = storagePerHour(this.storage, catalogs, now);
    const perHour = [...jobs, ...endpoints].reduce((sum, cost) => sum + cost, stored);
    const held = [...state.holds.values()].reduce((sum, hold) => sum + openOf(hold), 0n);
    const free = freeCredit(state, now) ?? [];
    return runway({ perHour, held, free, scheduled: [], owed: accruedStorage(this.storage, catalogs, now) }, true, now);
  }

  /** Runs the due work. @returns when credit is not enough for the first time: a job pauses, or something is owed */
  creditEnds(): number {
    for (;;) {
      const next = this.recurring.toSorted((a, b) => a.nextAt - b.nextAt)[0];
      if (next === undefined) throw new Error("nothing runs");
      this.ledger.now = next.nextAt;
      next.nextAt += next.everyMs;
      if (!next.run()) return this.ledger.now;
    }
  }

  private get storage() {
    const { storage } = this.ledger.state;
    if (storage === null) throw new Error("the ledger has no storage");
    return storage;
  }

  private hasPaid(charge: () => unknown): boolean {
    charge();
    return this.ledger.state.balance.owed === 0n;
  }
}

/** Rates per hour are rounded down, by less than a second in all here. */
const ROUNDING_MS = 1_000;

it("at constant rates the runway of jobs is off by less than the longest epoch", () => {
  fc.assert(
    fc.property(
      fc.array(work, { minLength: 1, maxLength: 4 }),
      fc.array(grant, { minLength: 1, maxLength: 5 }),
      (jobs, grants) => {
        const simulation = new Simulation();
        for (const terms of grants) simulation.ledger.run({ kind: "issueGrant", ...terms });
        fc.pre(jobs.every((terms) => simulation.startJob(terms)));
        const predicted = simulation.predict();
        expect(Math.abs((predicted.at ?? 0) - simulation.creditEnds())).toBeLessThan(
          simulation.longestMs + ROUNDING_MS,
        );
      },
    ),
    { numRuns: 60 },
  );
});

// What is charged after its time is not paid by credit that lapses meanwhile, so no credit lapses here.
it("with endpoints and storage it is off by less than the longest time between two charges", () => {
  fc.assert(
    fc.property(
      fc.array(work, { maxLength: 3 }),
      fc.array(endpoint, { minLength: 1, maxLength: 3 }),
      fc.option(terabytes, { nil: null }),
      fc.array(amount, { minLength: 1, maxLength: 5 }),
      (jobs, endpoints, stored, amounts) => {
        const simulation = new Simulation();
        for (const each of amounts) simulation.ledger.run({ kind: "issueGrant", amount: each });
        for (const terms of endpoints) simulation.startEndpoint(terms);
        if (stored !== null) simulation.store(stored * 1000n * GB);
        fc.pre(jobs.every((terms) => simulation.startJob(terms)));
        const predicted = simulation.predict();
        expect(Math.abs((predicted.at ?? 0) - simulation.creditEnds())).toBeLessThan(
          simulation.longestMs + ROUNDING_MS,
        );
      },
    ),
    { numRuns: 100 },
  );
});

it("storage counts at the price of an hour in its month", () => {
  const simulation = new Simulation();
  simulation.ledger.run({ kind: "issueGrant", amount: 100n * USD });
  simulation.startEndpoint({ resource: "gpu.rtx-3090", unitsMilli: 100 });
  simulation.store(100_000n * GB);
  // 99,900 GB at $0.03 a month of 31 days cost $4.028225 an hour, and the endpoint costs $0.044: 24.56 hours.
  expect(simulation.predict()).toEqual({ state: "ends", at: 88_403_759 });
});
