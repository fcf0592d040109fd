/**
 * The work in the demo's organizations, all through the typed client. It writes the history of the organization on a
 * test clock once, goes on with it as the clock is moved, and runs work in the one on the real clock forever. It may be killed and restarted at any moment.
 */
import { createClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import { readDemoEnv } from "./env.ts";
import { runLive } from "./live/run-live.ts";
import { log, messageOf } from "./log.ts";
import { serveDemo } from "./serve.ts";
import { writeHistory } from "./travel/travel.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));

try {
  const env = readDemoEnv(process.env);
  const server = { url: env.SCRIP_URL, key: env.SCRIP_KEY };
  const client = createClient<Catalog>({
    ...server,
    caller: "scrip-demo/1.0.0",
    retryForMs: 600_000,
  });
  const made = new Map([[env.SCRIP_DEMO_TRAVEL, env.SCRIP_DEMO_TRAVEL_SINCE]]);
  const { SCRIP_DEMO_PORT: port, SCRIP_DEMO_SECRET: secret } = env;
  if (port !== undefined && secret !== undefined) serveDemo({ client, made }, { port, secret });
  await Promise.all([
    writeHistory(client.organization(env.SCRIP_DEMO_TRAVEL), env.SCRIP_DEMO_TRAVEL_SINCE),
    runLive(client.organization(env.SCRIP_DEMO_LIVE), env.SCRIP_DEMO_LIVE_SINCE, env.SCRIP_DEMO_SPEED),
  ]);
} catch (error) {
  log(`the demo ends: ${messageOf(error)}`);
  process.exit(1);
}
