import { crashAt } from "@scrip/db/connection";
import { collectDefaultMetrics } from "prom-client";
import { readEnv } from "./env.ts";
import { openDeps } from "./open-deps.ts";
import { createServer } from "./server/create-server.ts";
import { stopServer } from "./server/http/stop-server.ts";
import { listenForMetrics } from "./server/metrics/serve-metrics.ts";

const opened = new AsyncDisposableStack();
try {
  const env = readEnv(process.env);
  if (env.SCRIP_TEST_CRASH_AT) crashAt(env.SCRIP_TEST_CRASH_AT);
  const { deps, changes, close } = await openDeps(env);
  opened.defer(close);
  const { http, registry } = await createServer({
    deps,
    changes,
    isDevelopment: env.NODE_ENV !== "production",
    origin: env.SCRIP_ORIGIN ?? null,
    webDir: env.SCRIP_WEB_DIR,
    mostStreams: env.SCRIP_LIVE_STREAMS,
    now: Date.now,
  });
  collectDefaultMetrics({ register: registry });
  const endMetrics = await listenForMetrics(registry, env.SCRIP_METRICS_HOST, env.SCRIP_METRICS_PORT);
  opened.defer(() => endMetrics?.());
  opened.defer(() => stopServer(http));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void opened.disposeAsync());
  await http.listen({ host: env.HOST, port: env.PORT });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  await opened.disposeAsync();
}
