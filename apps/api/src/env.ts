import { join } from "node:path";
import { parseCells } from "@scrip/db/cells";
import { parseCrashAt } from "@scrip/db/connection";
import { cellsField, crashHook, portFrom, processFields, readEnv } from "@scrip/process/env";
import { checkStripe, stripeFields } from "@scrip/process/stripe-env";
import { z } from "zod";

const demoSignIns = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("must be JSON");
      return z.NEVER;
    }
  })
  .pipe(z.array(z.strictObject({ label: z.string(), email: z.string(), password: z.string() })));

const schema = processFields
  .extend({
    /** The database of the organizations, as the role of the application (`scrip_app`). */
    APP_DATABASE_URL: z.url(),
    /** The database of the platform's tables, if it is not that of the organizations. */
    PLATFORM_DATABASE_URL: z.url().optional(),
    /**
     * The addresses of the cells by their names, such as `a=postgres://one/scrip,b=postgres://two/scrip`. An address without
     * a login takes that of APP_DATABASE_URL. Without it all organizations are in one database.
     */
    SCRIP_CELLS: cellsField(parseCells),
    /** The same database, as the role that reads everything and changes nothing (`scrip_verify`). */
    VERIFY_DATABASE_URL: z.url(),
    /** The address on which the API listens. */
    HOST: z.string().default("127.0.0.1"),
    /** The port on which the API listens. */
    PORT: portFrom(0).default(4870),
    /** Batches that the ledger runs concurrently; about one per core of the database server. */
    SCRIP_LEDGER_LANES: z.coerce.number().int().min(1).max(64).default(2),
    /** The catalog: the name of one that ships, or the path of an own one. */
    SCRIP_CATALOG: z.string().default("tiered"),
    /** The folder of the built pages; the default is the build beside the sources. */
    SCRIP_WEB_DIR: z.string().default(join(import.meta.dirname, "../../web/dist")),
    /** The folder of the built documentation; the default is the build beside the sources. */
    SCRIP_DOCS_DIR: z.string().default(join(import.meta.dirname, "../../docs/dist")),
    /**
     * The origin of this server in browsers, if it differs from the address that the server listens on. Production
     * requires it: links in mails begin with it.
     */
    SCRIP_ORIGIN: z
      .url()
      .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be a scheme and a host alone")
      .optional(),
    /** Signs the cookies of sessions and the links in mails, and encrypts second factors. Production requires it. */
    SCRIP_AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    /** The registrations at other sites with whose accounts persons sign in; each needs both of its variables. */
    SCRIP_GOOGLE_CLIENT_ID: z.string().optional(),
    /** The secret of the registration at Google. */
    SCRIP_GOOGLE_CLIENT_SECRET: z.string().optional(),
    /** The registration at GitHub. */
    SCRIP_GITHUB_CLIENT_ID: z.string().optional(),
    /** The secret of the registration at GitHub. */
    SCRIP_GITHUB_CLIENT_SECRET: z.string().optional(),
    /** The name servers that look up the DNS records of domains, separated by commas; those of the system if not given. */
    SCRIP_DNS_SERVERS: z
      .string()
      .transform((text) => text.split(",").map((server) => server.trim()))
      .optional(),
    /** Whether webhooks may go to private addresses, such as this machine: the same as the worker's. */
    SCRIP_WEBHOOK_ALLOW_PRIVATE: z.stringbool().default(false),
    /** The number of proxies before this server. Their headers name the address and the origin of a request. */
    SCRIP_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
    /** The calls that one key, session or organization may make per second, and an address four times as many; 0: any. */
    SCRIP_LIMIT_CALLS: z.coerce.number().int().min(0).default(20_000),
    /** The same for reads of pages, which take more; a report counts as four. */
    SCRIP_LIMIT_READS: z.coerce.number().int().min(0).default(50),
    /** The maximum number of open live streams. */
    SCRIP_LIVE_STREAMS: z.coerce.number().int().min(0).default(2000),
    /** Tells nobody of changes of plans: for a scenario, whose people do not exist. */
    SCRIP_QUIET: z.stringbool().default(false),
    /** For metrics, on the operators' network. 0 turns them off; the default is 4872, if it is free. */
    SCRIP_METRICS_PORT: portFrom(0).optional(),
    /** The address of the port for metrics. */
    SCRIP_METRICS_HOST: z.string().default("127.0.0.1"),
    /** The address of the demo's process, which `npm start` sets. Production ignores it. */
    SCRIP_DEMO_URL: z.url().optional(),
    /** The persons of the demo, as JSON, for buttons on the sign-in page. Production ignores it. */
    SCRIP_DEMO_SIGN_INS: demoSignIns.optional(),
    /** The page with the mails of a development server. Production ignores it. */
    SCRIP_MAILBOX_URL: z.url().optional(),
    ...stripeFields,
    SCRIP_TEST_CRASH_AT: crashHook(parseCrashAt, "batch.decided:3"),
  })
  .superRefine((env, context) => {
    checkStripe(env, context, true);
    if (env.NODE_ENV !== "production") return;
    for (const name of ["SCRIP_AUTH_SECRET", "SCRIP_ORIGIN"] as const)
      if (env[name] === undefined) context.addIssue({ code: "custom", path: [name], message: "is not set" });
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
