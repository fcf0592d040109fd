import { crashAt, StartupError, traceWith } from "@scrip/db/connection";
import { openLog } from "@scrip/process/log";
import { runProcess } from "@scrip/process/start";
import { openTraces } from "@scrip/process/traces";
import { readWorkerEnv } from "./env.ts";
import { openWorker } from "./open-worker.ts";

await runProcess(
  async (parts) => {
    const env = readWorkerEnv(process.env);
    if (env.SCRIP_TEST_CRASH_AT) crashAt(env.SCRIP_TEST_CRASH_AT);
    const log = openLog({ name: "worker", level: env.SCRIP_LOG_LEVEL, isForPeople: env.NODE_ENV === "development" });
    const traces = await openTraces(env, "worker", log);
    if (traces !== null) {
      traceWith(traces);
      parts.add("the traces", () => traces.close());
    }
    await openWorker(env, log, parts);
    return log;
  },
  [StartupError],
);
