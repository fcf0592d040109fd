import type { Bench, Measure } from "../ledger/bench.ts";
import { closedLoop } from "../ledger/callers.ts";
import { type Measured, measured, quantile } from "../ledger/measure.ts";
import { alternate } from "../ledger/rounds.ts";
import { openSides } from "./sides.ts";

/** The latency of a single caller without any other load. */
export const idle: Measure = {
  id: "wire-idle",
  title: "p50 ms of one charge by an idle client, against in process",
  run: measureIdle,
};

async function measureIdle(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const sides = await openSides(bench);
  const calls = [sides.client, sides.inProcess, sides.echo].map((call) => () => call(accounts.hot));
  for (const call of calls) await closedLoop(1, roundMs / 2, call);
  const [values = [], baselines = [], echoes = []] = await alternate(
    rounds,
    calls.map((call) => async () => quantile((await closedLoop(1, roundMs / 2, call)).latencies, 0.5)),
  );
  await sides.close();
  const target = { of: "ratio", limit: 1.6, is: "most" } as const;
  const note = `from a bare Fastify server ${quantile(echoes, 0.5).toFixed(2)} ms`;
  return [measured({ id: idle.id, what: idle.title, values, baselines, target, note })];
}
