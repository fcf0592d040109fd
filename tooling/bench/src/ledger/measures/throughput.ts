import type { Accounts } from "../accounts.ts";
import { Baseline } from "../baseline/baseline.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop, seededRandom } from "../callers.ts";
import { CpuPerCall } from "../cpu.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { charge, holdAndSettle } from "../work.ts";

export const CALLERS = 256;
const WARM_UP_MS = 1500;

/** The calls that callers make, and the organizations that they call. */
export interface Load {
  readonly id: string;
  readonly what: string;
  readonly pick: (accounts: Accounts) => () => string;
  readonly ledger: typeof charge;
  readonly baseline: (baseline: Baseline, orgId: string) => Promise<unknown>;
  readonly atLeast: number;
}

const anyOf = ({ many }: Accounts): (() => string) => {
  const random = seededRandom(7);
  return () => many[Math.floor(random() * many.length)] as string;
};

export const HOT: Load = {
  id: "hot",
  what: "charges/s on one organization, 256 callers",
  pick:
    ({ hot }) =>
    () =>
      hot,
  ledger: charge,
  baseline: (baseline, orgId) => baseline.charge(orgId),
  atLeast: 20,
};

export const MANY: Load = {
  id: "many",
  what: "charges/s over 1,000 organizations, 256 callers",
  pick: anyOf,
  ledger: charge,
  baseline: (baseline, orgId) => baseline.charge(orgId),
  atLeast: 2.5,
};

export const CYCLES: Load = {
  id: "cycles",
  what: "hold + settle cycles/s over 1,000 organizations, 256 callers",
  pick: anyOf,
  ledger: holdAndSettle,
  baseline: (baseline, orgId) => baseline.holdAndSettle(orgId),
  atLeast: 5,
};

/** The measures of speed against one function call per command. */
export const throughput: readonly Measure[] = [HOT, MANY, CYCLES].map((load) => ({
  id: load.id,
  title: load.what,
  run: (bench: Bench) => compare(bench, load),
}));

async function compare(bench: Bench, load: Load): Promise<Measured[]> {
  const { accounts, rounds, roundMs, server } = bench;
  const own = await bench.fresh();
  const other = await bench.fresh();
  const opened = await openBenchLedger(own);
  const baseline = await Baseline.open(other);
  const cpu = { ledger: new CpuPerCall(server.pid), baseline: new CpuPerCall(server.pid) };
  const latencies: { ledger: number[]; baseline: number[] } = { ledger: [], baseline: [] };
  const pick = load.pick(accounts);
  const calls = {
    ledger: () => load.ledger(opened.ledger, pick()),
    baseline: () => load.baseline(baseline, pick()),
  };
  for (const call of Object.values(calls)) await closedLoop(CALLERS, WARM_UP_MS, call);
  const side = (name: keyof typeof calls) => async (): Promise<number> => {
    const run = await cpu[name].of(() => closedLoop(CALLERS, roundMs, calls[name]));
    for (const latency of run.latencies) latencies[name].push(latency);
    return run.perSecond;
  };
  const [values = [], baselines = []] = await alternate(rounds, [side("ledger"), side("baseline")]);
  await opened.close();
  await baseline.close();
  await bench.done(own, other);
  const p50 = (name: keyof typeof latencies): string => `p50 ${quantile(latencies[name], 0.5).toFixed(1)} ms`;
  const note = `${p50("ledger")}, ${cpu.ledger.inWords()}; baseline ${p50("baseline")}, ${cpu.baseline.inWords()} (server+driver, each)`;
  const target = { of: "ratio", limit: load.atLeast, is: "least" } as const;
  return [measured({ id: load.id, what: load.what, values, baselines, target, note })];
}
