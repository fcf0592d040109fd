import { parseCrashAt } from "@scrip/db/connection";
import { z } from "zod";

const fields = z.object({
  WORKER_DATABASE_URL: z.url(),
  /** The most time between two looks for due work; it also runs at the moment at which it falls due. */
  SCRIP_SWEEP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  /** Health and metrics, on a network of the operators' own; port 0 is off. Without it 4871, if that is free. */
  SCRIP_WORKER_HOST: z.string().min(1).default("127.0.0.1"),
  SCRIP_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Batches that the ledger has in flight at once; about one per core of the database. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** A hook of crash tests, such as `due.ran:3`; production refuses to start with it. */
  SCRIP_TEST_CRASH_AT: z
    .string()
    .transform(parseCrashAt)
    .refine((parsed) => parsed !== null, "must be a crash point and a number, such as due.ran:3")
    .optional(),
});

const schema = fields.refine(
  ({ NODE_ENV, SCRIP_TEST_CRASH_AT: crash }) => crash === undefined || NODE_ENV !== "production",
  { path: ["SCRIP_TEST_CRASH_AT"], error: "is a hook of tests, and production does not start with it" },
);

/** What the worker reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws Error that names every variable that is wrong
 */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The worker can not start with this environment.\n${problems.join("\n")}`);
}
