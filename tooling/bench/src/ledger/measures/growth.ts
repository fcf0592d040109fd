import type { Ledger } from "@scrip/db/ledger";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { CALLERS, CYCLES, HOT, type Load, MANY } from "./throughput.ts";

/** How many organizations are verified in the database of ten million entries, including the measured charges. */
const SAMPLE = 100;
/**
 * How long to warm up after the checkpoint that ends loading. PostgreSQL then writes each page in full to its log
 * once. That is a hundredth of a busy server's work until the next checkpoint, but would be half of a measurement.
 */
const AFTER_CHECKPOINT_MS = 20_000;

/** Whether a large ledger is as fast as an empty one. */
export const growth: Measure = {
  id: "growth",
  title: "the same speeds with entries stored, against an empty ledger",
  run: measureGrowth,
};

async function measureGrowth(bench: Bench): Promise<Measured[]> {
  const sizes = bench.quick ? [1_000_000] : [1_000_000, 10_000_000];
  const stored = [];
  for (const size of sizes) stored.push(await bench.withHistory(size));
  const empty = await bench.fresh();
  const sides = await Promise.all([...stored, empty].map((database) => openBenchLedger(database)));
  for (const { ledger } of sides.slice(0, sizes.length)) await warmUpPages(bench, ledger);
  const lines: Measured[] = [];
  for (const load of [HOT, MANY, CYCLES]) {
    const figures = await speeds(bench, load, sides);
    const baselines = figures.at(-1) ?? [];
    for (const [index, size] of sizes.entries()) {
      const id = `growth-${load.id}-${size / 1_000_000}m`;
      const target = { of: "ratio", limit: 0.85, is: "least" } as const;
      const what = `${load.what}, ${size / 1_000_000} million entries stored, against none`;
      lines.push(measured({ id, what, values: figures[index] ?? [], baselines, target }));
    }
  }
  for (const { close } of sides) await close();
  await bench.done(empty);
  const [million, tenMillion] = stored;
  if (million !== undefined) await bench.verified(million);
  if (tenMillion !== undefined) await bench.verified(tenMillion, bench.accounts.many.slice(0, SAMPLE));
  return lines;
}

/** Charges the hot organization and the others until PostgreSQL has written most of their pages in full once. */
async function warmUpPages({ accounts, quick }: Bench, ledger: Ledger): Promise<void> {
  for (const load of [HOT, MANY]) {
    const pick = load.pick(accounts);
    await closedLoop(CALLERS, quick ? AFTER_CHECKPOINT_MS / 4 : AFTER_CHECKPOINT_MS, () => load.ledger(ledger, pick()));
  }
}

async function speeds(
  { accounts, rounds, roundMs }: Bench,
  load: Load,
  sides: readonly Awaited<ReturnType<typeof openBenchLedger>>[],
): Promise<number[][]> {
  const pick = load.pick(accounts);
  const calls = sides.map(
    ({ ledger }) =>
      () =>
        load.ledger(ledger, pick()),
  );
  for (const call of calls) await closedLoop(CALLERS, roundMs / 2, call);
  return alternate(
    rounds,
    calls.map((call) => async () => (await closedLoop(CALLERS, roundMs, call)).perSecond),
  );
}

/** How fast `verify` checks a ledger. */
export const verifyRate: Measure = {
  id: "verify",
  title: "entries/s of verify over a million entries (a million in under a minute)",
  run: async (bench) => {
    const database = await bench.withHistory(1_000_000);
    const values: number[] = [];
    for (let round = 0; round < Math.min(3, bench.rounds); round += 1)
      values.push((await bench.verified(database)).perSecond);
    const target = { of: "value", limit: 16_667, is: "least" } as const;
    return [measured({ id: verifyRate.id, what: verifyRate.title, values, target })];
  },
};
