import { join } from "node:path";
import { parseCrashAt } from "@scrip/db/connection";
import { z } from "zod";

const fields = z.object({
  APP_DATABASE_URL: z.url(),
  VERIFY_DATABASE_URL: z.url(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4870),
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Batches that the ledger has in flight at once; about one per core of the database. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  /** The built pages: those beside the sources, if not given. */
  SCRIP_WEB_DIR: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, "../../web/dist")),
  /** The address that browsers know the server by, where that is not the one that it is asked for. */
  SCRIP_ORIGIN: z
    .url()
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be a scheme and a host alone")
    .optional(),
  /** Live streams that the process keeps open at once. */
  SCRIP_LIVE_STREAMS: z.coerce.number().int().min(0).default(2000),
  /** For metrics, on a network of the operators' own; 0 is off. Without it 4872, if that is free. */
  SCRIP_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SCRIP_METRICS_HOST: z.string().default("127.0.0.1"),
  /** A hook of crash tests, such as `batch.decided:3`; production refuses to start with it. */
  SCRIP_TEST_CRASH_AT: z
    .string()
    .transform(parseCrashAt)
    .refine((parsed) => parsed !== null, "must be a crash point and a number, such as batch.decided:3")
    .optional(),
});

const schema = fields.refine(
  ({ NODE_ENV, SCRIP_TEST_CRASH_AT: crash }) => crash === undefined || NODE_ENV !== "production",
  { path: ["SCRIP_TEST_CRASH_AT"], error: "is a hook of tests, and production does not start with it" },
);

/** What the API reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws Error that names every variable that is wrong
 */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The API can not start with this environment.\n${problems.join("\n")}`);
}
