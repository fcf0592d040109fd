import { z } from "zod";

const schema = z.object({
  APP_DATABASE_URL: z.url(),
  VERIFY_DATABASE_URL: z.url(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4870),
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Batches that the ledger has in flight at once; about one per core of the database. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
});

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
