import { BareInserts, CHARGES_AT_ONCE } from "../baseline/bare-inserts.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { CpuPerCall } from "../cpu.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { charge } from "../work.ts";
import { CALLERS } from "./throughput.ts";

/** How close the ledger comes to the speed at which PostgreSQL inserts the bare rows of charges. */
export const batchPath: Measure = {
  id: "batch-path",
  title: "charges/s of one lane, against bare inserts of their rows",
  run: measureBatchPath,
};

async function measureBatchPath(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs, server } = bench;
  const own = await bench.fresh();
  const other = await bench.fresh();
  const { ledger, close } = await openBenchLedger(own, { lanes: 1 });
  const bare = await BareInserts.open(other, accounts.hot);
  const cpu = { ledger: new CpuPerCall(server.pid), bare: new CpuPerCall(server.pid) };
  const call = (): Promise<void> => charge(ledger, accounts.hot);
  const insert = async (ms: number): Promise<{ calls: number; perSecond: number }> => {
    const run = await closedLoop(1, ms, () => bare.insert());
    return { calls: run.calls * CHARGES_AT_ONCE, perSecond: run.perSecond * CHARGES_AT_ONCE };
  };
  await closedLoop(CALLERS, roundMs / 2, call);
  await insert(roundMs / 2);
  const [values = [], baselines = []] = await alternate(rounds, [
    async () => (await cpu.ledger.of(() => closedLoop(CALLERS, roundMs, call))).perSecond,
    async () => (await cpu.bare.of(() => insert(roundMs))).perSecond,
  ]);
  await close();
  await bare.close();
  await bench.done(own);
  // Rows without heads and counters are not a valid ledger, so this database is not verified.
  await server.drop(other);
  const note = `${cpu.ledger.inWords()}; baseline ${cpu.bare.inWords()} (server+driver, each)`;
  const target = { of: "ratio", limit: 0.4, is: "least" } as const;
  return [measured({ id: batchPath.id, what: batchPath.title, values, baselines, target, note })];
}
