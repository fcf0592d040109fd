import { join } from "node:path";
import type { RoleUrls } from "@scrip/db/connection";
import type { Organization } from "@scrip/db/organizations";
import { authSecret } from "./auth-secret.ts";
import type { Demo } from "./demo.ts";
import { demoSignIns } from "./demo-persons.ts";
import { webDir } from "./pages.ts";
import { root, stateDir } from "./paths.ts";
import { untilReady } from "./ready.ts";
import { type ProcessSpec, type SupervisedProcess, supervise } from "./supervise.ts";

/** Options for the processes of Scrip. */
export interface HowToRun {
  /** The folder for logs; `.scrip/logs` if absent. */
  readonly logDir?: string;
  /** Whether to restart a process when one of its sources changes. */
  readonly isWatched?: boolean;
}

interface ApiPlaces {
  readonly port: number;
  readonly metricsPort: number;
  /** Where the API asks the demo; absent without a demo. */
  readonly demoUrl?: string | undefined;
  /** The page of the mailbox; absent without one. */
  readonly mailboxUrl?: string | undefined;
  /** The local Stripe; absent without one. */
  readonly stripe?: StripeOfProcess | undefined;
}

/** Where the mailbox of a development server listens on this machine. */
export interface MailboxPlace {
  /** Of its page. */
  readonly port: number;
  readonly smtpPort: number;
}

/** How the API and the worker reach the local Stripe. */
export interface StripeOfProcess {
  /** Of its API, its pages and its console. */
  readonly url: string;
  readonly variables: NodeJS.ProcessEnv;
}

interface WorkerPlaces {
  readonly port: number;
  /** Takes the worker's mails; without one they go where the environment says. */
  readonly mailbox: MailboxPlace | undefined;
  /** The local Stripe; absent without one. */
  readonly stripe: StripeOfProcess | undefined;
  /** The address of the pages, for links in mails, if the environment names none. */
  readonly origin: string;
}

/** The sender of the mails of a development server. */
const SENDER = "Scrip <scrip@demo.example>";

/** Where the demo's process answers the API: a port of this machine, and a secret that only the two know. */
export interface DemoPlace {
  readonly port: number;
  readonly secret: string;
}

export const demoUrlOf = ({ port, secret }: DemoPlace): string => `http://127.0.0.1:${port}/${secret}`;

/**
 * Starts the API on 127.0.0.1, with the built pages, and waits until it is ready.
 * @param metricsPort the port of its private metrics; 0 turns them off
 */
export async function startApi(
  urls: RoleUrls,
  { port, metricsPort, demoUrl, mailboxUrl, stripe }: ApiPlaces,
  how: HowToRun = {},
): Promise<SupervisedProcess> {
  const own = {
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    HOST: "127.0.0.1",
    PORT: `${port}`,
    SCRIP_WEB_DIR: webDir,
    SCRIP_METRICS_PORT: `${metricsPort}`,
    ...(await authSecret()),
    ...(demoUrl !== undefined && { SCRIP_DEMO_URL: demoUrl, SCRIP_DEMO_SIGN_INS: demoSignIns() }),
    ...(mailboxUrl !== undefined && { SCRIP_MAILBOX_URL: mailboxUrl }),
    ...stripe?.variables,
  };
  return ready(scrip("the API", "apps/api/src/main.ts", own, how), `http://127.0.0.1:${port}/readyz`);
}

/**
 * Starts the worker and waits until it is ready.
 * @param port of its health and metrics
 */
export async function startWorker(
  urls: RoleUrls,
  { port, mailbox, stripe, origin }: WorkerPlaces,
  how: HowToRun = {},
): Promise<SupervisedProcess> {
  const own = {
    WORKER_DATABASE_URL: urls.worker,
    SCRIP_WORKER_PORT: `${port}`,
    SCRIP_ORIGIN: process.env.SCRIP_ORIGIN ?? origin,
    // It opens what the API seals: the signing secrets of webhooks.
    ...(await authSecret()),
    ...(mailbox && { SCRIP_SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`, SCRIP_MAIL_FROM: SENDER }),
    ...stripe?.variables,
  };
  return ready(scrip("the worker", "apps/worker/src/main.ts", own, how), `http://127.0.0.1:${port}/readyz`);
}

export const mailboxUrlOf = ({ port }: MailboxPlace): string => `http://127.0.0.1:${port}`;

/** Starts the mailbox, which takes every mail of the worker and shows it. */
export async function startMailbox(place: MailboxPlace): Promise<SupervisedProcess> {
  const own = { SCRIP_MAILBOX_PORT: `${place.port}`, SCRIP_MAILBOX_SMTP_PORT: `${place.smtpPort}` };
  return ready(scrip("the mailbox", "tooling/mailbox/src/main.ts", own, {}), mailboxUrlOf(place));
}

/** Starts the demo's process. It does not wait until the demo is ready, because no other process needs it. */
export function startDemo({ live, travel, key }: Demo, url: string, place: DemoPlace): SupervisedProcess {
  const about = (name: string, { orgId, createdAt }: Organization): NodeJS.ProcessEnv => ({
    [name]: `org_${orgId}`,
    [`${name}_SINCE`]: new Date(createdAt).toISOString(),
  });
  const own = {
    SCRIP_URL: url,
    SCRIP_KEY: key,
    SCRIP_DEMO_PORT: `${place.port}`,
    SCRIP_DEMO_SECRET: place.secret,
    ...about("SCRIP_DEMO_LIVE", live),
    ...about("SCRIP_DEMO_TRAVEL", travel),
  };
  return supervise(scrip("the demo", "tooling/demo/src/main.ts", own, {}));
}

/** Starts Vite, which serves the pages from their sources and everything else from the API. */
export async function startVite(port: number, apiUrl: string): Promise<SupervisedProcess> {
  const cwd = join(root, "apps/web");
  const spec = {
    name: "Vite",
    cwd,
    program: join(cwd, "node_modules/vite/bin/vite.js"),
    args: ["--host", "127.0.0.1", "--port", `${port}`, "--strictPort"],
    logFile: join(logs(), "vite.log"),
    env: environment({ SCRIP_API_URL: apiUrl }),
  };
  return ready(spec, `http://127.0.0.1:${port}/`);
}

export const logs = (): string => join(stateDir, "logs");

const WATCHED = join(import.meta.dirname, "watched.ts");

export function scrip(
  name: string,
  path: string,
  own: NodeJS.ProcessEnv,
  { logDir = logs(), isWatched }: HowToRun,
): ProcessSpec {
  const program = join(root, path);
  const logFile = join(logDir, `${name.replace("the ", "").toLowerCase()}.log`);
  const run = isWatched ? { program: WATCHED, args: [program] } : { program };
  return { name, ...run, env: environment(own), logFile };
}

export async function ready(spec: ProcessSpec, url: string): Promise<SupervisedProcess> {
  const child = supervise(spec);
  try {
    await untilReady(child, url);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}

/** The environment without `DATABASE_URL`: the owner's password is for migrations, and no serving process may have it. */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  return { ...inherited, ...own };
}
