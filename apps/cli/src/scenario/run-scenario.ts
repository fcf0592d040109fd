import { isAbsolute, join, resolve } from "node:path";
import type { Console } from "../console.ts";
import { type OwnServerOptions, onTemporaryServer } from "../server/temporary-server.ts";
import type { Step } from "./file/step.ts";
import { playScenario } from "./play/play-scenario.ts";
import { resultOf, type ScenarioResult } from "./result/scenario-result.ts";

/** A scenario plays years in seconds, so its API limits nobody. It has no people to tell of changes. */
const OF_SCENARIOS = { SCRIP_LIMIT_CALLS: "0", SCRIP_LIMIT_READS: "0", SCRIP_QUIET: "true" };

/** The password of the owners in a kept database, for those who look at it. */
const OWNER_PASSWORD = "play it again 10 years";

/** Plays the steps of a scenario on a server of its own, and verifies its database. */
export async function runScenario(
  { showProgress, note }: Pick<Console, "showProgress" | "note">,
  steps: readonly Step[],
  { catalog, keep }: { readonly catalog: string } & Pick<OwnServerOptions, "keep">,
): Promise<ScenarioResult> {
  // Imported lazily: loading it takes longer than all the rest, and a wrong file needs none of it.
  const { openWorld } = await import("./play/open-world.ts");
  const env = { ...OF_SCENARIOS, SCRIP_CATALOG: absolute(catalog) };
  const result = await onTemporaryServer({ keep, env, takesPayments: true }, async (server) => {
    await using parts = new AsyncDisposableStack();
    const world = await openWorld(server, parts, { password: keep === undefined ? null : OWNER_PASSWORD });
    const startedAt = performance.now();
    const progress = showProgress("scenario", steps.length);
    const played = await playScenario(world, steps, () => progress.advance(1)).finally(progress.stop);
    const seconds = (performance.now() - startedAt) / 1000;
    return await resultOf(played, await world.verify(), seconds);
  });
  if (keep !== undefined) note(whereToLook(resolve(keep)));
  return result;
}

function whereToLook(keep: string): string {
  return [
    `The database is kept in ${keep}. To look at it in the browser:`,
    `  SCRIP_PG_DIR=${join(keep, "postgres")} npm start`,
    `The owner of the first organization is owner-1@scenario.example, of the second owner-2@..., with the password`,
    `"${OWNER_PASSWORD}".`,
  ].join("\n");
}

/** The server's process has the same folder, but the API's may have another. */
function absolute(catalog: string): string {
  return /\.[a-z]+$/.test(catalog) && !isAbsolute(catalog) ? resolve(catalog) : catalog;
}
