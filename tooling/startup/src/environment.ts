import { type CellUrls, cellUrlsAs, parseCells } from "@scrip/db/cells";
import type { RoleUrls } from "@scrip/db/connection";
import { cellsField, portFrom, readEnv } from "@scrip/process/env";
import { z } from "zod";

export interface Environment {
  apiPort: number;
  postgresPort: number;
  /** The folder of the embedded server's data; `undefined` for that in `.scrip`. */
  postgresDir: string | undefined;
  /** The port of the worker's health and metrics. */
  workerPort: number;
  /** The port of the API's metrics; 0 turns them off. */
  metricsPort: number;
  /** The port of the pages in development. */
  webPort: number;
  /** The port of the mailbox's page. */
  mailboxPort: number;
  /** The port of the local Stripe: its API, its pages and its console. */
  stripePort: number;
  /** Whether payments go to the Stripe whose key the environment has, and not to the local one. */
  hasStripe: boolean;
  /** Whether mails go to the mail server that the environment names, and not to the local mailbox. */
  hasMailServer: boolean;
  /** Production has no demo, no mailbox, no local Stripe and no test clocks. */
  isProduction: boolean;
  /** The owner's address of an external server; without it, an embedded one starts. */
  databaseUrl: string | undefined;
  /** The addresses of roles that are not derived from the owner's. */
  roleUrls: Partial<RoleUrls>;
  /** The owner's addresses of the cells; empty in a deployment that names no cells. */
  cells: CellUrls;
}

const schema = z.object({
  SCRIP_PORT: portFrom(1).default(4870),
  SCRIP_PG_PORT: portFrom(1).default(54870),
  SCRIP_PG_DIR: z.string().optional(),
  SCRIP_WORKER_PORT: portFrom(1).default(4871),
  SCRIP_METRICS_PORT: portFrom(0).default(4872),
  SCRIP_WEB_PORT: portFrom(1).default(4880),
  SCRIP_MAILBOX_PORT: portFrom(1).default(4873),
  SCRIP_STRIPE_PORT: portFrom(1).default(4874),
  STRIPE_SECRET_KEY: z.string().optional(),
  SCRIP_SMTP_URL: z.string().optional(),
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  SCRIP_CELLS: cellsField(parseCells),
  APP_DATABASE_URL: z.string().optional(),
  WORKER_DATABASE_URL: z.string().optional(),
  VERIFY_DATABASE_URL: z.string().optional(),
});

/**
 * Reads the environment, once.
 * @throws EnvError that names every variable that is wrong
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const env = readEnv(schema, variables, "Scrip");
  return {
    apiPort: env.SCRIP_PORT,
    postgresPort: env.SCRIP_PG_PORT,
    postgresDir: env.SCRIP_PG_DIR,
    workerPort: env.SCRIP_WORKER_PORT,
    metricsPort: env.SCRIP_METRICS_PORT,
    webPort: env.SCRIP_WEB_PORT,
    mailboxPort: env.SCRIP_MAILBOX_PORT,
    stripePort: env.SCRIP_STRIPE_PORT,
    hasStripe: env.STRIPE_SECRET_KEY !== undefined,
    hasMailServer: env.SCRIP_SMTP_URL !== undefined,
    isProduction: env.NODE_ENV === "production",
    databaseUrl: env.DATABASE_URL,
    // Without `DATABASE_URL` the server is embedded, and addresses of another server would not match it.
    roleUrls: env.DATABASE_URL === undefined ? {} : roleUrls(env),
    cells: cellsOf(env),
  };
}

/** Without `DATABASE_URL` there is one embedded database, which is no cell. */
function cellsOf({ DATABASE_URL: url, SCRIP_CELLS: cells }: z.infer<typeof schema>): CellUrls {
  return url === undefined || cells === undefined ? new Map() : cellUrlsAs(cells, url);
}

function roleUrls(env: z.infer<typeof schema>): Partial<RoleUrls> {
  return {
    ...(env.APP_DATABASE_URL !== undefined && { app: env.APP_DATABASE_URL }),
    ...(env.WORKER_DATABASE_URL !== undefined && { worker: env.WORKER_DATABASE_URL }),
    ...(env.VERIFY_DATABASE_URL !== undefined && { verify: env.VERIFY_DATABASE_URL }),
  };
}
