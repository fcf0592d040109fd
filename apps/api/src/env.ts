import { join } from "node:path";
import { parseCrashAt } from "@scrip/db/connection";
import { crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { z } from "zod";

const schema = processFields.extend({
  APP_DATABASE_URL: z.url(),
  /** The platform's tables, if they are not beside the organizations'. */
  PLATFORM_DATABASE_URL: z.url().optional(),
  VERIFY_DATABASE_URL: z.url(),
  HOST: z.string().default("127.0.0.1"),
  PORT: portFrom(0).default(4870),
  /** Batches that the ledger has in flight at once; about one per core of the database. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  /** The built pages: those beside the sources, if not given. */
  SCRIP_WEB_DIR: z.string().default(join(import.meta.dirname, "../../web/dist")),
  /** The address that browsers know the server by, if that is not the one that it listens on. */
  SCRIP_ORIGIN: z
    .url()
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be a scheme and a host alone")
    .optional(),
  /** Live streams that the process keeps open at once. */
  SCRIP_LIVE_STREAMS: z.coerce.number().int().min(0).default(2000),
  /** For metrics, on a private network of the operators; 0 is off. Without it 4872, if that is free. */
  SCRIP_METRICS_PORT: portFrom(0).optional(),
  SCRIP_METRICS_HOST: z.string().default("127.0.0.1"),
  SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "batch.decided:3"),
});

/** What the API reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every variable that is wrong
 */
export function readApiEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The API");
}
