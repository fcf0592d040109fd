import { randomUUID } from "node:crypto";
import { prepareCells, prepareDatabase } from "@scrip/db/boot";
import type { RoleUrls } from "@scrip/db/connection";
import { type Database, openDatabase } from "./database.ts";
import { prepareDemo } from "./demo.ts";
import type { Environment } from "./environment.ts";
import { connectStripe, startStripe } from "./local-stripe.ts";
import { buildPages } from "./pages.ts";
import { freePort, requireFree } from "./ports.ts";
import {
  demoUrlOf,
  type MailboxPlace,
  mailboxUrlOf,
  startApi,
  startDemo,
  startMailbox,
  startVite,
  startWorker,
} from "./services.ts";
import type { Steps } from "./steps.ts";
import type { SupervisedProcess } from "./supervise.ts";

/** How long to wait for an external server that is starting too. It is short, so that a wrong address is reported soon. */
const PATIENCE_MS = 5000;

/** `run` serves built pages; `develop` serves pages from their sources and applies every change. */
export type Mode = "run" | "develop";

export interface Running {
  /** The address of the pages. */
  url: string;
  database: Database;
  /** Processes that must not end by themselves. */
  processes: readonly SupervisedProcess[];
  /** The process that works in the demo organizations; undefined in production. */
  demo: SupervisedProcess | undefined;
  /** The page that shows all mails; undefined if mails go to a mail server. */
  mailboxUrl: string | undefined;
  /** The console of the local Stripe; undefined in production, and if payments go to a Stripe of their own. */
  stripeUrl: string | undefined;
}

/** Starts all parts in order. It pushes each started part onto the stack, so that they stop in reverse order. */
export async function start(
  mode: Mode,
  env: Environment,
  steps: Steps,
  started: AsyncDisposableStack,
): Promise<Running> {
  await requirePorts(mode, env);
  const isWatched = mode === "develop";
  const pages = isWatched ? undefined : buildPages();
  started.defer(() => pages?.stop());
  const database = await steps.run(
    "PostgreSQL",
    () => openDatabase(env),
    ({ description }) => description,
  );
  started.defer(() => database.stop());
  const urls = await steps.run("Roles and migrations", () => prepare(database.url, env));
  if (pages !== undefined) await steps.run("Pages", () => pages.done);
  const up = async (title: string, ...works: readonly Starting[]): Promise<SupervisedProcess[]> => {
    if (works.length === 0) return [];
    const children = await steps.run(title, () => allOrNone(works));
    for (const child of children) started.defer(() => child.stop());
    return children;
  };
  // Any free port serves: only the API, which gets the address, asks the demo.
  const place = env.isProduction ? undefined : { port: await freePort(), secret: randomUUID() };
  const demoUrl = place && demoUrlOf(place);
  const mailbox = await mailboxPlace(env);
  const mailboxUrl = mailbox && mailboxUrlOf(mailbox);
  const apiUrl = `http://127.0.0.1:${env.apiPort}`;
  const processes = await up(
    "Mailbox and local Stripe",
    ...(mailbox === undefined ? [] : [() => startMailbox(mailbox)]),
    ...(hasLocalStripe(env) ? [() => startStripe(env.stripePort)] : []),
  );
  const stripe = hasLocalStripe(env) ? await connectStripe(env.stripePort, apiUrl) : undefined;
  const ports = { port: env.apiPort, metricsPort: env.metricsPort, demoUrl, mailboxUrl, stripe };
  const url = isWatched ? `http://127.0.0.1:${env.webPort}` : apiUrl;
  const worker = { port: env.workerPort, mailbox, stripe, origin: url };
  const servers = await up(
    "API and worker",
    () => startApi(urls, ports, { isWatched }),
    () => startWorker(urls, worker, { isWatched }),
  );
  processes.push(...servers);
  if (isWatched) processes.push(...(await up("Vite", () => startVite(env.webPort, apiUrl))));
  const shown = { url, database, processes, mailboxUrl, stripeUrl: stripe?.url };
  if (place === undefined) return { ...shown, demo: undefined };
  const [demo] = await up("Demo", async () => startDemo(await prepareDemo(database.url, urls.app), apiUrl, place));
  return { ...shown, demo };
}

/** A cell that cannot be prepared does not stop a start: the processes serve the others, and say why not this one. */
async function prepare(url: string, env: Environment): Promise<RoleUrls> {
  const options = { given: env.roleUrls, patienceMs: PATIENCE_MS };
  if (env.cells.size > 0) await prepareCells(url, env.cells, options);
  return prepareDatabase(url, options);
}

type Starting = () => Promise<SupervisedProcess>;

/** Starts processes side by side. If one cannot be started, it stops the others. */
async function allOrNone(works: readonly Starting[]): Promise<SupervisedProcess[]> {
  const outcomes = await Promise.allSettled(works.map((work) => work()));
  const children = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed === undefined) return children;
  await Promise.all(children.map((child) => child.stop()));
  throw failed.reason;
}

/** Production takes payments at Stripe alone, and a server with a key of its own needs no local one. */
const hasLocalStripe = (env: Environment): boolean => !env.isProduction && !env.hasStripe;

/** Production has no mailbox, and a development server with a mail server of its own needs none. */
async function mailboxPlace(env: Environment): Promise<MailboxPlace | undefined> {
  if (env.isProduction || env.hasMailServer) return undefined;
  return { port: env.mailboxPort, smtpPort: await freePort() };
}

/** Checks all ports first, before a start launches processes that it would have to stop again. */
async function requirePorts(mode: Mode, env: Environment): Promise<void> {
  await requireFree(env.apiPort, "the API", "SCRIP_PORT");
  await requireFree(env.workerPort, "the worker", "SCRIP_WORKER_PORT");
  if (env.metricsPort > 0) await requireFree(env.metricsPort, "the API's metrics", "SCRIP_METRICS_PORT");
  if (!env.isProduction && !env.hasMailServer) await requireFree(env.mailboxPort, "the mailbox", "SCRIP_MAILBOX_PORT");
  if (hasLocalStripe(env)) await requireFree(env.stripePort, "the local Stripe", "SCRIP_STRIPE_PORT");
  if (mode === "develop") await requireFree(env.webPort, "Vite", "SCRIP_WEB_PORT");
}
