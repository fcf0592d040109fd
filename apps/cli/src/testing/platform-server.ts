import { createServiceKey } from "@scrip/db/access";
import { freePort, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { afterAll, beforeAll } from "vitest";
import type { SimulationSummary } from "../simulate/summarize.ts";
import { type Running, scrip, startApi } from "./processes.ts";

/** An API process on the test file's own database, and simulations on it. */
export interface PlatformServer {
  /** Runs `scrip simulate` to its end. @throws Error if it fails */
  readonly simulate: (...args: string[]) => Promise<SimulationSummary>;
}

/** Starts it for the calling test file, which calls it once at the top. */
export async function platformServer(): Promise<PlatformServer> {
  const database = await testDatabase();
  const port = await freePort();
  let api: Running | undefined;
  let key = "";
  beforeAll(async () => {
    const { app, verify } = database.urls;
    const platform = database.homeUrls.app.platform;
    api = await startApi(port, { APP_DATABASE_URL: app, VERIFY_DATABASE_URL: verify, PLATFORM_DATABASE_URL: platform });
    const terms = { name: "simulate", owner: "tests", orgId: null, orgIds: null, scopes: SCOPES, expiresAt: null };
    ({ key } = await createServiceKey((await database.open("owner")).platform, terms));
  });
  afterAll(async () => api?.kill());
  return {
    simulate: async (...args) => {
      const options = ["--url", `http://127.0.0.1:${port}`, "--json"];
      const { code, out, notes } = await scrip(["simulate", ...args, ...options], { SCRIP_KEY: key }).done;
      if (code !== 0) throw new Error(`exit code ${code}: ${notes}`);
      return JSON.parse(out) as SimulationSummary;
    },
  };
}
