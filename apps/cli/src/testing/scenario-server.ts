import { randomUUID } from "node:crypto";
import { createServiceKey } from "@scrip/db/access";
import { roleUrls } from "@scrip/db/connection";
import { freePort, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { type Catalog, tiered } from "@scrip/domain/catalog";
import { type LocalStripe, startLocalStripe } from "@scrip/local-stripe";
import { afterAll, beforeAll } from "vitest";
import { namesOf } from "../scenario/file/fields.ts";
import { parseScenario } from "../scenario/file/parse-scenario.ts";
import { openWorld } from "../scenario/play/open-world.ts";
import { playScenario } from "../scenario/play/play-scenario.ts";
import { resultOf, type ScenarioResult } from "../scenario/result/scenario-result.ts";
import type { OwnServer } from "../server/temporary-server.ts";
import { type Running, startApi } from "./processes.ts";

/** An API process on the test file's own database, on which scenarios play. */
export interface ScenarioServer {
  /** Plays the text of a scenario; organizations of other scenarios in the database do not matter. */
  readonly play: (source: string) => Promise<ScenarioResult>;
}

/**
 * Starts it for the calling test file, which calls it once at the top.
 * @param name the catalog's name, as `SCRIP_CATALOG` has it
 */
export async function scenarioServer(name = "tiered", catalog: Catalog = tiered): Promise<ScenarioServer> {
  const database = await testDatabase();
  const port = await freePort();
  let server: OwnServer | undefined;
  let api: Running | undefined;
  let local: LocalStripe | undefined;
  beforeAll(async () => {
    const urls = roleUrls(database.ownerUrl);
    local = await startLocalStripe();
    api = await startApi(port, {
      APP_DATABASE_URL: urls.app,
      VERIFY_DATABASE_URL: urls.verify,
      SCRIP_LIMIT_CALLS: "0",
      SCRIP_QUIET: "true",
      SCRIP_LIMIT_READS: "0",
      SCRIP_CATALOG: name,
      STRIPE_SECRET_KEY: local.secretKey,
      SCRIP_STRIPE_URL: local.url,
      // No event comes in: what is paid is booked on the way back from the page.
      STRIPE_WEBHOOK_SECRET: "whsec_scenario",
    });
    const limits = { orgId: null, orgIds: null, scopes: SCOPES, expiresAt: null };
    const platformKey = { name: "scenario", owner: "tests", ...limits };
    const { key } = await createServiceKey((await database.open("owner")).platform, platformKey);
    server = { url: `http://127.0.0.1:${port}`, key, databaseUrl: database.ownerUrl, stripe: local };
  });
  afterAll(async () => {
    await api?.kill();
    await local?.stop();
  });
  return {
    play: async (source) => {
      if (server === undefined) throw new Error("the server has not started");
      const parsed = parseScenario(source, namesOf(catalog));
      if (!parsed.ok) throw new Error(`line ${parsed.problem.line}: ${parsed.problem.message}`);
      await using parts = new AsyncDisposableStack();
      const world = await openWorld(server, parts, { prefix: `${randomUUID()}-` });
      const startedAt = performance.now();
      const played = await playScenario(world, parsed.steps, () => {});
      const seconds = (performance.now() - startedAt) / 1000;
      return await resultOf(played, await world.verify(), seconds);
    },
  };
}

/** A scenario as a text: steps at 2027-01-01T00:00:00Z plus `day` days, of the organization "a" if not given. */
export function linesOf(steps: readonly (readonly [day: number, step: Readonly<Record<string, unknown>>])[]): string {
  const lines = steps.map(([day, step]) => {
    const at = new Date(Date.UTC(2027, 0, 1) + day * 86_400_000).toISOString();
    return JSON.stringify({ at, ...(step.do === "campaign" ? {} : { org: "a" }), ...step });
  });
  return lines.join("\n");
}
