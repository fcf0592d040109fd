/**
 * A server for one client: its own PostgreSQL, a prepared database, the API and a platform key.
 *
 *   node tooling/startup/src/temporary-server.ts [--keep DIR] [--stripe]
 *
 * Prints one line on standard output, `{"url":"http://127.0.0.1:PORT","key":"...","databaseUrl":"..."}`, and runs until
 * its standard input closes or a signal arrives. Then it stops everything and removes its folder, except with `--keep`.
 * With `--stripe` the API takes payments by a local Stripe, whose address and key are in the line too:
 * `"stripe":{"url":"http://127.0.0.1:PORT","secretKey":"..."}`.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prepareDatabase } from "@scrip/db/boot";
import { startLocalStripe } from "@scrip/local-stripe";
import { startPostgres } from "@scrip/postgres";
import { createPlatformKey } from "./platform-key.ts";
import { freePort } from "./ports.ts";
import { reportError } from "./report-error.ts";
import { startApi } from "./services.ts";
import { StartupError } from "./startup-error.ts";
import { Steps, StopRequested } from "./steps.ts";
import { listenForStop } from "./stop-request.ts";
import type { SupervisedProcess } from "./supervise.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const options = { keep: { type: "string" }, stripe: { type: "boolean" } } as const;
const { keep, stripe: takesPayments = false } = parseArgs({ options }).values;
const stop = listenForStop();
const closed = new Promise<undefined>((resolve) => {
  process.stdin.once("close", () => resolve(undefined)).resume();
});
const steps = new Steps(process.stderr, stop.isRequested);
const started = new AsyncDisposableStack();
let exitCode = 0;
try {
  const { api, ...server } = await serve();
  console.log(JSON.stringify(server));
  const trouble = await Promise.race([closed, stop.requested.then(() => undefined), api.ended]);
  if (trouble !== undefined) throw new StartupError(`${trouble}.\n${api.lastWords()}`);
} catch (error) {
  if (!(error instanceof StopRequested)) {
    exitCode = 1;
    reportError(error);
  }
}
await started.disposeAsync();
process.exit(exitCode);

interface Served {
  readonly url: string;
  readonly key: string;
  /** For the database's owner. */
  readonly databaseUrl: string;
  readonly stripe?: { readonly url: string; readonly secretKey: string };
  readonly api: SupervisedProcess;
}

async function serve(): Promise<Served> {
  const dir = keep ?? temporaryFolder();
  if (keep === undefined) started.defer(() => rmSync(dir, { recursive: true, force: true }));
  const postgres = await steps.run("PostgreSQL for this run", () => startPostgres({ dir: join(dir, "postgres") }));
  started.defer(() => postgres.stop());
  const urls = await steps.run("Roles and migrations", () => prepareDatabase(postgres.url));
  const key = await steps.run("Platform key", () => createPlatformKey(postgres.url));
  const port = await freePort();
  const stripe = takesPayments ? await startStripe() : undefined;
  const variables = stripe && {
    STRIPE_SECRET_KEY: stripe.secretKey,
    SCRIP_STRIPE_URL: stripe.url,
    // It sends no events: the client books what it pays.
    STRIPE_WEBHOOK_SECRET: "whsec_temporary",
  };
  const places = { port, metricsPort: 0, ...(stripe && { stripe: { url: stripe.url, variables: { ...variables } } }) };
  const api = await steps.run("API", () => startApi(urls, places, { logDir: join(dir, "logs") }));
  started.defer(() => api.stop());
  return { url: `http://127.0.0.1:${port}`, key, databaseUrl: postgres.url, ...(stripe && { stripe }), api };
}

async function startStripe(): Promise<{ readonly url: string; readonly secretKey: string }> {
  const local = await steps.run("Local Stripe", () => startLocalStripe());
  started.defer(() => local.stop());
  return { url: local.url, secretKey: local.secretKey };
}
