import { crashAt, StartupError } from "@scrip/db/connection";
import { openLog } from "@scrip/process/log";
import { servePrivately } from "@scrip/process/private-server";
import { runProcess } from "@scrip/process/start";
import { collectDefaultMetrics } from "prom-client";
import { readApiEnv } from "./env.ts";
import { openDeps } from "./open-deps.ts";
import { createServer } from "./server/create-server.ts";
import { STOP_LIMIT_MS, stopServer } from "./server/http/stop-server.ts";

const USUAL_METRICS_PORT = 4872;

await runProcess(
  async (parts) => {
    const env = readApiEnv(process.env);
    if (env.SCRIP_TEST_CRASH_AT) crashAt(env.SCRIP_TEST_CRASH_AT);
    const log = openLog({ name: "api", level: env.SCRIP_LOG_LEVEL, isForPeople: env.NODE_ENV === "development" });
    const { deps, changes } = await openDeps(env, parts);
    const { http, registry } = await createServer({
      deps,
      changes,
      isDevelopment: env.NODE_ENV !== "production",
      origin: env.SCRIP_ORIGIN ?? null,
      webDir: env.SCRIP_WEB_DIR,
      mostStreams: env.SCRIP_LIVE_STREAMS,
      now: Date.now,
      log,
    });
    collectDefaultMetrics({ register: registry });
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
