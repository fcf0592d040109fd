import { parseCrashAt } from "@scrip/db/connection";
import { crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { z } from "zod";

const schema = processFields.extend({
  WORKER_DATABASE_URL: z.url(),
  /** The platform's tables, if they are not beside the organizations'. */
  PLATFORM_DATABASE_URL: z.url().optional(),
  /** The most time between two looks for due work; it also runs at the moment at which it falls due. */
  SCRIP_SWEEP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  /** The most time until a worker finds a task whose announcement was lost; PostgreSQL announces each at once. */
  SCRIP_POLL_SECONDS: z.coerce.number().min(0.5).max(60).default(2),
  /** Health and metrics, on a private network of the operators; port 0 is off. Without it 4871, if that is free. */
  SCRIP_WORKER_HOST: z.string().default("127.0.0.1"),
  SCRIP_WORKER_PORT: portFrom(0).optional(),
  /** Batches that the ledger has in flight at once; about one per core of the database. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "due.ran:3"),
});

/** What the worker reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every variable that is wrong
 */
export function readWorkerEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The worker");
}
