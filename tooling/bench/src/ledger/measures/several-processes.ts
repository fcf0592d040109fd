import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { END_WITH_PARENT } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import type { BenchDatabase } from "../bench-server.ts";
import type { CallerOrders } from "../caller-process.ts";
import { type Measured, measured } from "../measure.ts";
import { alternate } from "../rounds.ts";
import { CALLERS } from "./throughput.ts";

/** Three processes share the calls, so V8 needs three times as long to compile their code. */
const WARM_UP_MS = 15_000;
const PROGRAM = fileURLToPath(new URL("../caller-process.ts", import.meta.url));

/** Whether several processes that serve one hot organization slow each other down. */
export const severalProcesses: Measure = {
  id: "processes",
  title: "charges/s on one organization of three processes (two as the API's role, one as the worker's), against one",
  run: measureProcesses,
};

async function measureProcesses(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs, quick } = bench;
  const together = await bench.fresh();
  const alone = await bench.fresh();
  const worker = CALLERS / 8;
  const api = (CALLERS - worker) / 2;
  await using started = new AsyncDisposableStack();
  const start = async (database: BenchDatabase, orders: Pick<CallerOrders, "role" | "lanes" | "callers">) => {
    const callers = await startCallers(database, { ...orders, orgId: accounts.hot });
    started.defer(callers.stop);
    return callers;
  };
  const several = [
    await start(together, { role: "app", lanes: 2, callers: api }),
    await start(together, { role: "app", lanes: 2, callers: api }),
    await start(together, { role: "worker", lanes: 1, callers: worker }),
  ];
  const one = [await start(alone, { role: "app", lanes: 2, callers: CALLERS })];
  const speed = async (processes: readonly CallerProcess[], durationMs: number): Promise<number> => {
    const speeds = await Promise.all(processes.map(({ run }) => run(durationMs)));
    return speeds.reduce((sum, perSecond) => sum + perSecond, 0);
  };
  for (const processes of [several, one]) await speed(processes, quick ? roundMs : WARM_UP_MS);
  const [values = [], baselines = []] = await alternate(rounds, [
    () => speed(several, roundMs),
    () => speed(one, roundMs),
  ]);
  await started.disposeAsync();
  await bench.done(together, alone);
  const target = { of: "ratio", limit: 0.667, is: "least" } as const;
  const note = `${CALLERS} callers in all: ${api} + ${api} + ${worker}`;
  return [measured({ id: severalProcesses.id, what: severalProcesses.title, values, baselines, target, note })];
}

/** A process that calls its own ledger. `run` returns its calls per second. */
interface CallerProcess {
  readonly run: (durationMs: number) => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function startCallers({ urls }: BenchDatabase, orders: Omit<CallerOrders, "urls">): Promise<CallerProcess> {
  const sent: CallerOrders = { urls, ...orders };
  const child = fork(PROGRAM, [JSON.stringify(sent)], { execArgv: ["--import", END_WITH_PARENT] });
  // Not "close", which Node does not emit after the parent disconnects.
  const ended = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const failed = ended.then(([code]) => Promise.reject(new Error(`a process of callers ended with ${code}`)));
    const [message] = (await Promise.race([once(child, "message"), failed])) as [unknown];
    return message;
  };
  await answer();
  return {
    run: (durationMs) => {
      const perSecond = answer();
      child.send(durationMs);
      return perSecond.then(Number);
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
