import { portFrom, readEnv } from "@scrip/process/env";
import { z } from "zod";

const schema = z.object({
  /** The port of the page, on this machine only. */
  SCRIP_MAILBOX_PORT: portFrom(1),
  /** The port at which mails arrive, on this machine only. */
  SCRIP_MAILBOX_SMTP_PORT: portFrom(1),
  NODE_ENV: z
    .string()
    .refine((name) => name !== "production", "must not be production, where mails go to their receivers")
    .optional(),
});

/** What the mailbox reads from its environment. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every variable that is wrong; always in production
 */
export function readMailboxEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The mailbox");
}
