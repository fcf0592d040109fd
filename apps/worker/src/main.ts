import { crashAt } from "@scrip/db/connection";
import { readEnv } from "./env.ts";
import { LOG } from "./log.ts";
import { openWorker } from "./open-worker.ts";

/** A stop that hangs, as where the database is away, is cut off: nothing half done is ever committed. */
const STOP_MS = 14_000;

try {
  const env = readEnv(process.env);
  if (env.SCRIP_TEST_CRASH_AT) crashAt(env.SCRIP_TEST_CRASH_AT);
  const worker = await openWorker(env, LOG);
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await worker.close();
    LOG.info("stopped");
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
} catch (error) {
  LOG.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
