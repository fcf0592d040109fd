import { parseCrashAt } from "@scrip/db/connection";
import { crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { z } from "zod";

const schema = processFields.extend({
  WORKER_DATABASE_URL: z.url(),
  /** The database of the platform's tables, if it is not that of the organizations. */
  PLATFORM_DATABASE_URL: z.url().optional(),
  /** The time between two regular sweeps for due work. Work also runs at its due time. */
  SCRIP_SWEEP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  /** The longest time until a worker finds a task whose announcement was lost; usually it gets a task at once. */
  SCRIP_POLL_SECONDS: z.coerce.number().min(0.5).max(60).default(2),
  /** For health and metrics, on the operators' network. 0 turns them off; the default is 4871, if it is free. */
  SCRIP_WORKER_HOST: z.string().default("127.0.0.1"),
  SCRIP_WORKER_PORT: portFrom(0).optional(),
  /** Batches that the ledger runs concurrently; about one per core of the database server. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "due.ran:3"),
});

/** The environment of the worker. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every wrong variable
 */
export function readWorkerEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The worker");
}
