import { Baseline } from "../baseline/baseline.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop, openLoop, seededRandom } from "../callers.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { charge } from "../work.ts";
import { CALLERS, HOT, type Load, MANY } from "./throughput.ts";

/** The latency of a single caller without any other load. */
export const idle: Measure = {
  id: "idle",
  title: "ms of one charge while the ledger is idle, against one function call",
  run: measureIdle,
};

async function measureIdle(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const own = await bench.fresh();
  const other = await bench.fresh();
  const { ledger, close } = await openBenchLedger(own);
  const baseline = await Baseline.open(other);
  const pick = MANY.pick(accounts);
  const lines = [];
  const calls = [() => charge(ledger, pick()), () => baseline.charge(pick())];
  for (const call of calls) await closedLoop(1, roundMs / 2, call);
  const p99s: number[][] = [[], []];
  const p50s = await alternate(
    rounds,
    calls.map((call, index) => async () => {
      const { latencies } = await closedLoop(1, roundMs / 2, call);
      p99s[index]?.push(quantile(latencies, 0.99));
      return quantile(latencies, 0.5);
    }),
  );
  await close();
  await baseline.close();
  await bench.done(own, other);
  const target = { of: "ratio", limit: 2, is: "most" } as const;
  for (const [name, [values = [], baselines = []]] of [
    ["p50", p50s],
    ["p99", p99s],
  ] as const)
    lines.push(measured({ id: `idle-${name}`, what: `${idle.title}: ${name}`, values, baselines, target }));
  return lines;
}

/** Latency under the load of independent callers, at half of the ledger's capacity. */
export const openLoops: Measure = {
  id: "open-loop",
  title: "p99 / p50 of calls that arrive by themselves, at half of the capacity",
  run: async (bench) => [await measureOpenLoop(bench, HOT), await measureOpenLoop(bench, MANY)],
};

async function measureOpenLoop(bench: Bench, load: Load): Promise<Measured> {
  const { accounts, rounds, roundMs } = bench;
  const database = await bench.fresh();
  const { ledger, close } = await openBenchLedger(database);
  const random = seededRandom(11);
  const pick = load.pick(accounts);
  const call = (): Promise<void> => load.ledger(ledger, pick());
  await closedLoop(CALLERS, roundMs / 2, call);
  const p50s: number[] = [];
  const p99s: number[] = [];
  const offered: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Measure the capacity in each round, because the machine's speed varies.
    const { perSecond } = await closedLoop(CALLERS, roundMs / 2, call);
    const run = await openLoop(perSecond / 2, roundMs, random, call);
    offered?.push(run.perSecond);
    p50s?.push(quantile(run.latencies, 0.5));
    p99s?.push(quantile(run.latencies, 0.99));
  }
  await close();
  await bench.done(database);
  const note = `at ${Math.round(Math.max(...(offered ?? [])))} calls/s and less; p99 ms against p50 ms`;
  const target = { of: "ratio", limit: 4, is: "most" } as const;
  const what = `p99 / p50 of the open loop at half capacity: ${load.id}`;
  return measured({ id: `open-loop-${load.id}`, what, values: p99s ?? [], baselines: p50s ?? [], target, note });
}

/** The pause between calls of the quiet organization. */
const PAUSE_MS = 10;

/** The latency of a quiet organization in the same lane as a hot one. */
export const fairness: Measure = {
  id: "fairness",
  title: "p99 ms of a quiet organization beside a hot one with 256 callers, against alone",
  run: measureFairness,
};

async function measureFairness(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const database = await bench.fresh();
  const { ledger, close } = await openBenchLedger(database);
  const quietId = accounts.sharesLane;
  const quiet = async (): Promise<number> => {
    const { latencies } = await openLoop(
      1000 / PAUSE_MS,
      roundMs,
      () => 1 - Math.exp(-1),
      () => charge(ledger, quietId),
    );
    return quantile(latencies, 0.99);
  };
  const hotP50s: number[] = [];
  await quiet();
  const underLoad = async (): Promise<number> => {
    const [p99, { latencies }] = await Promise.all([
      quiet(),
      closedLoop(CALLERS, roundMs, () => charge(ledger, accounts.hot)),
    ]);
    hotP50s.push(quantile(latencies, 0.5));
    return p99;
  };
  const [values = [], baselines = []] = await alternate(rounds, [underLoad, quiet]);
  await close();
  await bench.done(database);
  const note = `calls of the hot one: p50 ${quantile(hotP50s, 0.5).toFixed(1)} ms; both in one lane, the quiet one calls each ${PAUSE_MS} ms`;
  return [measured({ id: fairness.id, what: fairness.title, values, baselines, note })];
}
