import { parseCells } from "@scrip/db/cells";
import { parseCrashAt } from "@scrip/db/connection";
import { cellsField, crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { checkStripe, stripeFields } from "@scrip/process/stripe-env";
import { z } from "zod";
import { parseSender } from "./mails/sender.ts";
import { parseSmtpAddress } from "./mails/smtp-address.ts";

const fields = processFields.extend({
  /** The database of the organizations, as the role of the worker (`scrip_worker`). */
  WORKER_DATABASE_URL: z.url(),
  /** The database of the platform's tables, if it is not that of the organizations. */
  PLATFORM_DATABASE_URL: z.url().optional(),
  /**
   * The addresses of the cells by their names, such as `a=postgres://one/scrip,b=postgres://two/scrip`, the same as the
   * API's. An address without a login takes that of WORKER_DATABASE_URL. Without it all organizations are in one database.
   */
  SCRIP_CELLS: cellsField(parseCells),
  /** The origin of the server in browsers, for links in mails: the same as the API's. */
  SCRIP_ORIGIN: z
    .url()
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be a scheme and a host alone")
    .optional(),
  /** The name servers that look up the DNS records of domains, as of the API; those of the system if not given. */
  SCRIP_DNS_SERVERS: z
    .string()
    .transform((text) => text.split(",").map((server) => server.trim()))
    .optional(),
  /** The secret of the API: it opens the signing secrets of webhooks. Without it deliveries wait. Production needs it. */
  SCRIP_AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  /** Whether webhooks may go to private addresses, such as this machine: the same as the API's. */
  SCRIP_WEBHOOK_ALLOW_PRIVATE: z.stringbool().default(false),
  /** The catalog for the organizations of new persons: the same as the API's. */
  SCRIP_CATALOG: z.string().default("tiered"),
  /** The time between two regular sweeps for due work. Work also runs at its due time. */
  SCRIP_SWEEP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  /** The longest time until a worker finds a task whose announcement was lost; usually it gets a task at once. */
  SCRIP_POLL_SECONDS: z.coerce.number().min(0.5).max(60).default(2),
  /** The address of the port for health and metrics. */
  SCRIP_WORKER_HOST: z.string().default("127.0.0.1"),
  /** For health and metrics, on the operators' network. 0 turns them off; the default is 4871, if it is free. */
  SCRIP_WORKER_PORT: portFrom(0).optional(),
  /** Batches that the ledger runs concurrently; about one per core of the database server. */
  SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
  /** The mail server, such as `smtps://user:password@mail.example.com`; mails wait without one. Production needs it. */
  SCRIP_SMTP_URL: z
    .string()
    .transform(parsed(parseSmtpAddress, "must be the address of a mail server, such as smtps://user:password@host"))
    .optional(),
  /** The sender of mails, such as `Scrip <credit@example.com>`. */
  SCRIP_MAIL_FROM: z
    .string()
    .transform(parsed(parseSender, "must be an e-mail address, or a name with an address in angle brackets"))
    .optional(),
  ...stripeFields,
  SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "due.ran:3"),
});

const schema = fields.superRefine((env, context) => {
  checkStripe(env, context, false);
  const missing = (name: string): void => context.addIssue({ code: "custom", path: [name], message: "is not set" });
  if (env.NODE_ENV === "production")
    for (const name of ["SCRIP_SMTP_URL", "SCRIP_AUTH_SECRET"] as const) if (env[name] === undefined) missing(name);
  if (env.SCRIP_SMTP_URL !== undefined && env.SCRIP_MAIL_FROM === undefined) missing("SCRIP_MAIL_FROM");
});

/** A transformation that reports a text which cannot be parsed. */
function parsed<Value>(parse: (text: string) => Value | null, problem: string) {
  return (text: string, context: z.RefinementCtx): Value => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue(problem);
    return z.NEVER;
  };
}

/** The environment of the worker. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment, once.
 * @throws EnvError that names every wrong variable
 */
export function readWorkerEnv(variables: NodeJS.ProcessEnv): Env {
  return readEnv(schema, variables, "The worker");
}
