/**
 * What happens in the demo's organizations, all of it through the typed client: the history of the one on a test clock
 * is written once, and the one on the real clock works for ever. It may be killed and started again at any moment.
 */
import { createClient } from "@scrip/client";
import { readEnv } from "./env.ts";
import { runLive } from "./live/run-live.ts";
import { messageOf, tell } from "./tell.ts";
import { writeHistory } from "./travel/write-history.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));

try {
  const { url, key, live, travel, speed } = readEnv(process.env);
  const client = createClient({ url, key, caller: "scrip-demo/1.0.0", retryForMs: 600_000 });
  await Promise.all([
    writeHistory(client.organization(travel.org), travel.since),
    runLive(client.organization(live.org), live.since, speed),
  ]);
} catch (error) {
  tell(`the demo ends: ${messageOf(error)}`);
  process.exit(1);
}
