import type { Accounts } from "../ledger/accounts.ts";
import type { Bench, Measure } from "../ledger/bench.ts";
import { closedLoop } from "../ledger/callers.ts";
import { type Measured, measured, quantile, type Target } from "../ledger/measure.ts";
import { HOT, MANY } from "../ledger/measures/throughput.ts";
import { alternate } from "../ledger/rounds.ts";
import { CpuOfCalls } from "./cpu-of-calls.ts";
import { openSides } from "./sides.ts";

interface Load {
  readonly id: string;
  readonly callers: number;
  readonly organizations: string;
  readonly pick: (accounts: Accounts) => () => string;
  readonly target?: Target;
}

const AT_LEAST = { of: "ratio", limit: 0.45, is: "least" } as const;

const LOADS: readonly Load[] = [
  { id: "wire-16", callers: 16, organizations: "one organization", pick: HOT.pick },
  { id: "wire-64", callers: 64, organizations: "one organization", pick: HOT.pick },
  { id: "wire-256", callers: 256, organizations: "one organization", pick: HOT.pick, target: AT_LEAST },
  { id: "wire-many", callers: 256, organizations: "1,000 organizations", pick: MANY.pick },
];

/** Charges of many callers in one client process. */
export const loads: readonly Measure[] = LOADS.map((load) => ({
  id: load.id,
  title: `charges/s by the client on ${load.organizations}, ${load.callers} callers, against in process`,
  run: (bench: Bench) => measureLoad(bench, load),
}));

async function measureLoad(bench: Bench, { id, callers, organizations, pick, target }: Load): Promise<Measured[]> {
  const { accounts, rounds, roundMs, server } = bench;
  const sides = await openSides(bench);
  const next = pick(accounts);
  const cpu = new CpuOfCalls(sides.api, server.pid);
  const ways = [sides.client, sides.inProcess, sides.echo].map((call) => () => call(next()));
  for (const way of ways) await closedLoop(callers, roundMs / 2, way);
  const [client = ways[0], ...others] = ways;
  const [values = [], baselines = [], echoes = []] = await alternate(rounds, [
    async () => (await cpu.of(() => closedLoop(callers, roundMs, client as () => Promise<unknown>))).perSecond,
    ...others.map((way) => async () => (await closedLoop(callers, roundMs, way)).perSecond),
  ]);
  await sides.close();
  const what = `charges/s by the client on ${organizations}, ${callers} callers, against in process`;
  const note = `${cpu.inWords()}; from a bare Fastify server ${quantile(echoes, 0.5).toFixed(0)}/s`;
  return [measured({ id, what, values, baselines, note, ...(target !== undefined && { target }) })];
}
