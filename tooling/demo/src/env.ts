import { readEnv } from "@scrip/process/env";
import { z } from "zod";

const orgId = z.string().startsWith("org_");
const instant = z.iso.datetime().transform((text) => new Date(text));

const schema = z.object({
  /** The API's address. */
  SCRIP_URL: z.url(),
  /** A platform key. */
  SCRIP_KEY: z.string(),
  SCRIP_DEMO_LIVE: orgId,
  /** When the organization was made, by its own clock. */
  SCRIP_DEMO_LIVE_SINCE: instant,
  /** The port on 127.0.0.1 at which the API asks the demo, and the secret of its path; no port, no questions. */
  SCRIP_DEMO_PORT: z.coerce.number().int().positive().optional(),
  SCRIP_DEMO_SECRET: z.string().min(16).optional(),
  SCRIP_DEMO_TRAVEL: orgId,
  SCRIP_DEMO_TRAVEL_SINCE: instant,
  /** The factor by which all work is faster than usual: 1 is for people, more is for tests. */
  SCRIP_DEMO_SPEED: z.coerce.number().positive().default(1),
  NODE_ENV: z
    .string()
    .refine((name) => name !== "production", "must not be production, where a demo would spend invented credit")
    .optional(),
});

/** What the demo reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every variable that is wrong; always in production
 */
export function readDemoEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The demo");
}
