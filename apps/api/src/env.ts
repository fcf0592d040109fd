import { join } from "node:path";
import { parseCrashAt } from "@scrip/db/connection";
import { crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { z } from "zod";

const schema = processFields.extend({
  APP_DATABASE_URL: z.url(),
  /** The database of the platform's tables, if it is not that of the organizations. */
  PLATFORM_DATABASE_URL: z.url().optional(),
  VERIFY_DATABASE_URL: z.url(),
  HOST: z.string().default("127.0.0.1"),
  PORT: portFrom(0).default(4870),
  /** Batches that the ledger runs concurrently; about one per core of the database server. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  /** The folder of the built pages; the default is the build beside the sources. */
  SCRIP_WEB_DIR: z.string().default(join(import.meta.dirname, "../../web/dist")),
  /** The origin of this server in browsers, if it differs from the address that the server listens on. */
  SCRIP_ORIGIN: z
    .url()
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be a scheme and a host alone")
    .optional(),
  /** The maximum number of open live streams. */
  SCRIP_LIVE_STREAMS: z.coerce.number().int().min(0).default(2000),
  /** For metrics, on the operators' network. 0 turns them off; the default is 4872, if it is free. */
  SCRIP_METRICS_PORT: portFrom(0).optional(),
  SCRIP_METRICS_HOST: z.string().default("127.0.0.1"),
  SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "batch.decided:3"),
});

/** The environment of the API. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every wrong variable
 */
export function readApiEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The API");
}
