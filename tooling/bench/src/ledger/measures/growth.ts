import type { Ledger } from "@scrip/db/ledger";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { CALLERS, CYCLES, HOT, type Load, MANY } from "./throughput.ts";

/** Of ten million entries so many organizations are checked, with what they were charged while measured. */
const SAMPLE = 100;
/**
 * Loading ends with a checkpoint, after which each page is written to the log whole once. That is a hundredth of what
 * a busy server does until the next checkpoint and would be half of what is measured, so it comes before.
 */
const AFTER_CHECKPOINT_MS = 20_000;

/** Whether a ledger that has been used for long is as fast as a new one. */
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
  for (const { ledger } of sides.slice(0, sizes.length)) await wornIn(bench, ledger);
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

/** Charges of the hot organization and of the others, until most pages that they touch were written whole. */
async function wornIn({ accounts, quick }: Bench, ledger: Ledger): Promise<void> {
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

/** How long an auditor waits. */
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
