import { createClient, type ScripClient } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { anOrganization, freePort, type TestDatabase, testDatabase } from "@scrip/db/testing";
import { type Catalog, catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, expect, vi } from "vitest";
import type { Organization } from "../organization.ts";
import { type RunningProgram, run } from "./processes.ts";

const SECRET = "a secret of the tests";

const SCOPES = [
  "organizations:write",
  "grants:write",
  "holds:write",
  "charges:write",
  "usage:report",
  "ledger:read",
  "clocks:write",
  "ledger:verify",
];

/** An API process on the test file's database, with the demo's two organizations, and starters for both processes. */
export interface DemoServer {
  readonly database: TestDatabase;
  readonly client: ScripClient<Catalog>;
  readonly live: Organization;
  readonly travel: Organization;
  readonly travelSince: Date;
  readonly startApi: () => Promise<RunningProgram>;
  readonly startDemo: (speed: number) => RunningProgram;
  /** Asks the demo's process, as the API of a development server does. */
  readonly askDemo: (what: "advance" | "start-over", input: object) => Promise<unknown>;
}

/** Makes the server of a test file. Call it once, at the top: `const server = await demoServer();` */
export async function demoServer(): Promise<DemoServer> {
  const database = await testDatabase();
  const port = await freePort();
  const demoPort = await freePort();
  const app = await database.open("app");
  const catalog = catalogText(tiered);
  const since = Date.UTC(2026, 0, 1);
  const live = await anOrganization(app, { catalog });
  const travel = await anOrganization(app, { catalog, clockAt: since });
  const terms = { name: "demo", owner: "tests", orgId: null, orgIds: null, scopes: SCOPES, expiresAt: null };
  const { key } = await createServiceKey((await database.open("owner")).platform, terms);
  const url = `http://127.0.0.1:${port}`;
  const client = createClient<Catalog>({ url, key });

  const started: RunningProgram[] = [];
  afterAll(async () => {
    await Promise.all(started.map((program) => program.kill()));
  });
  const start = (program: string, env: NodeJS.ProcessEnv): RunningProgram => {
    const running = run(program, env);
    started.push(running);
    return running;
  };
  return {
    database,
    client,
    travelSince: new Date(since),
    live: client.organization(`org_${live.orgId}`),
    travel: client.organization(`org_${travel.orgId}`),
    startApi: async () => {
      const { app: appUrl, verify } = database.urls;
      const env = { APP_DATABASE_URL: appUrl, VERIFY_DATABASE_URL: verify, PORT: `${port}`, SCRIP_METRICS_PORT: "0" };
      const api = start("apps/api/src/main.ts", env);
      const isReady = async (): Promise<void> => {
        if (api.hasEnded()) throw new Error(`the API has ended: ${api.output()}`);
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
      };
      await vi.waitFor(isReady, { timeout: 120_000 });
      return api;
    },
    askDemo: async (what, input) => {
      const url = `http://127.0.0.1:${demoPort}/${encodeURIComponent(SECRET)}/${what}`;
      const answer = await fetch(url, { method: "POST", body: JSON.stringify(input) });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    startDemo: (speed) =>
      start("tooling/demo/src/main.ts", {
        SCRIP_URL: url,
        SCRIP_KEY: key,
        SCRIP_DEMO_SPEED: `${speed}`,
        SCRIP_DEMO_PORT: `${demoPort}`,
        SCRIP_DEMO_SECRET: encodeURIComponent(SECRET),
        SCRIP_DEMO_LIVE: `org_${live.orgId}`,
        SCRIP_DEMO_LIVE_SINCE: new Date(live.createdAt).toISOString(),
        SCRIP_DEMO_TRAVEL: `org_${travel.orgId}`,
        SCRIP_DEMO_TRAVEL_SINCE: new Date(since).toISOString(),
      }),
  };
}
