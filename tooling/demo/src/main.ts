/**
 * What happens in the demo's organizations, all of it through the typed client: the history of the one on a test clock
 * is written once, and the one on the real clock works for ever. It may be killed and started again at any moment.
 */
import { createClient } from "@scrip/client";
import { readDemoEnv } from "./env.ts";
import { runLive } from "./live/run-live.ts";
import { messageOf, tell } from "./tell.ts";
import { writeHistory } from "./travel/write-history.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));

try {
  const env = readDemoEnv(process.env);
  const server = { url: env.SCRIP_URL, key: env.SCRIP_KEY };
  const client = createClient({ ...server, caller: "scrip-demo/1.0.0", retryForMs: 600_000 });
  await Promise.all([
    writeHistory(client.organization(env.SCRIP_DEMO_TRAVEL), env.SCRIP_DEMO_TRAVEL_SINCE),
    runLive(client.organization(env.SCRIP_DEMO_LIVE), env.SCRIP_DEMO_LIVE_SINCE, env.SCRIP_DEMO_SPEED),
  ]);
} catch (error) {
  tell(`the demo ends: ${messageOf(error)}`);
  process.exit(1);
}
