import { crashAt, StartupError, traceWith } from "@scrip/db/connection";
import { openLog } from "@scrip/process/log";
import { openMarkFile } from "@scrip/process/mark-file";
import { addProcessMetrics, observeCells } from "@scrip/process/metrics";
import { servePrivately } from "@scrip/process/private-server";
import { runProcess } from "@scrip/process/start";
import { openTraces } from "@scrip/process/traces";
import { noticeRestore } from "@scrip/usecases/billing/charging/notice-restore";
import { mailerTo } from "./accounts/mailer-to.ts";
import { openAccountsOf } from "./accounts/open-accounts.ts";
import { readApiEnv } from "./env.ts";
import { openDeps } from "./open-deps.ts";
import { createServer } from "./server/create-server.ts";
import { STOP_LIMIT_MS, stopServer } from "./server/http/stop-server.ts";

const USUAL_METRICS_PORT = 4872;

/** A megabyte arrives in this time over a slow line, and a connection that never sends its request is not kept. */
const RECEIVE_MS = 20_000;

/** A caller that ignores the hint to come back later makes at most four requests a second on each connection. */
const HOLD_MS = 250;

/** A stream ends within two seconds after its key or session is no longer valid. */
const RECHECK_MS = 1000;

await runProcess(
  async (parts) => {
    const env = readApiEnv(process.env);
    if (env.SCRIP_TEST_CRASH_AT) crashAt(env.SCRIP_TEST_CRASH_AT);
    const log = openLog({ name: "api", level: env.SCRIP_LOG_LEVEL, isForPeople: env.NODE_ENV === "development" });
    const traces = await openTraces(env, "api", log);
    if (traces !== null) {
      traceWith(traces);
      parts.add("the traces", () => traces.close());
    }
    const { deps, changes, guard } = await openDeps(env, parts);
    const note = env.SCRIP_STATE_DIR === undefined ? null : openMarkFile(env.SCRIP_STATE_DIR, "api");
    const restore = await noticeRestore(deps.homes, note, env.SCRIP_RESTORED);
    if (restore !== null) log.warn(`${restore} Charging is off until payments are reconciled.`);
    const accounts = openAccountsOf(env, {
      deps,
      mailer: mailerTo(deps.homes.platform),
      now: Date.now,
      log,
    });
    parts.add("the accounts", () => accounts.close());
    const { http, registry } = await createServer({
      deps,
      accounts,
      changes,
      isDevelopment: env.NODE_ENV !== "production",
      origin: env.SCRIP_ORIGIN ?? null,
      webDir: env.SCRIP_WEB_DIR,
      docsDir: env.SCRIP_DOCS_DIR,
      mostStreams: env.SCRIP_LIVE_STREAMS,
      recheckMs: RECHECK_MS,
      receiveMs: RECEIVE_MS,
      proxyHops: env.SCRIP_PROXY_HOPS,
      paces: { calls: env.SCRIP_LIMIT_CALLS, reads: env.SCRIP_LIMIT_READS },
      holdMs: HOLD_MS,
      steadyNow: () => performance.now(),
      demoUrl: env.SCRIP_DEMO_URL,
      demoSignIns: env.SCRIP_DEMO_SIGN_INS,
      mailboxUrl: env.SCRIP_MAILBOX_URL,
      localStripeUrl: env.SCRIP_STRIPE_URL,
      now: Date.now,
      log,
      traces,
    });
    addProcessMetrics(registry, "api");
    parts.add("the log of cells", observeCells(registry, guard, log));
    const endMetrics = await servePrivately({
      host: env.SCRIP_METRICS_HOST,
      port: env.SCRIP_METRICS_PORT,
      usualPort: USUAL_METRICS_PORT,
      portVariable: "SCRIP_METRICS_PORT",
      registry,
      log,
    });
    parts.add("the metrics", () => endMetrics?.());
    parts.add("the HTTP server", () => stopServer(http), STOP_LIMIT_MS);
    await http.listen({ host: env.HOST, port: env.PORT });
    return log;
  },
  [StartupError],
);
