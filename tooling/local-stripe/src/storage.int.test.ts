import pg from "pg";
import { afterAll, inject, it } from "vitest";
import { postgresStorage } from "./index.ts";
import { expectToSurviveRestart } from "./testing/restart.ts";

// The address of the run's PostgreSQL, which the global setup of the project provides.
const ownerUrl = inject("scripOwnerUrl" as never) as string;
const database = `local_stripe_${process.pid}`;
const url = new URL(ownerUrl);
url.pathname = `/${database}`;

afterAll(async () => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await client.end();
});

it("survives a restart in a database of its own, which it makes", async () => {
  await expectToSurviveRestart(() => postgresStorage(url.href));
});
