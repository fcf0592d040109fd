import { join } from "node:path";
import { createClient } from "@scrip/client";
import { testDatabase } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { expect, it, vi } from "vitest";
import { anApi, aPlatformKey, aWorker } from "../testing/a-platform.ts";
import { aProcess } from "../testing/a-process.ts";
import { manyCallers } from "./many-callers.ts";

vi.setConfig({ testTimeout: 300_000 });

const CREDIT = 1_000_000_000n;
/** A supervisor kills a process after this time. */
const STOP_MS = 15_000;
const EAT_MEMORY = join(import.meta.dirname, "eat-memory.fixture.ts");

const database = await testDatabase();
const owner = await database.open("owner");
const key = await aPlatformKey(owner);

/** Makes an organization with credit. @returns its id */
async function anOrganization(url: string, name: string): Promise<string> {
  const client = createClient({ url, key });
  const { org } = await client.organizations.create({ name, idempotencyKey: name });
  await client.organization(org).grants.create({ source: "purchase", amount: CREDIT, idempotencyKey: `${name}-grant` });
  return org;
}

/** Every answered charge is in the books once, no other is, and all of them add up. */
async function expectExact(org: string, answered: number): Promise<void> {
  const [row] = await owner.query(
    `SELECT available, (SELECT count(*)::int FROM entries e WHERE e.org_id = o.org_id AND kind = 'charged') AS charges
      FROM organizations o WHERE org_id = $1`,
    [org.slice("org_".length)],
  );
  expect(row).toEqual({ available: CREDIT - BigInt(answered), charges: answered });
  expect(await findings(database)).toEqual([]);
}

it("E9 API and worker stop under the load of 64 callers: exit code 0 in time, nothing is lost, and callers go on with the next process", async () => {
  const first = await anApi(database.urls);
  const worker = await aWorker(database.urls);
  const org = await anOrganization(first.url, "Stopped");
  const load = manyCallers(first.url, key, org);
  await load.further(500);
  const began = performance.now();
  first.signal("SIGTERM");
  worker.signal("SIGTERM");
  expect(await Promise.all([first.ended, worker.ended])).toEqual([0, 0]);
  expect(performance.now() - began).toBeLessThan(STOP_MS);
  await anApi(database.urls, { port: Number(new URL(first.url).port) });
  await load.further(500);
  await load.finish();
  await expectExact(org, load.answered());
});

it("E8 an API whose memory is full dies under load: nothing acknowledged is lost, nothing is done by half, and callers go on", async () => {
  const nodeArguments = ["--max-old-space-size=200", "--import", EAT_MEMORY];
  const first = await anApi(database.urls, { nodeArguments });
  const org = await anOrganization(first.url, "OutOfMemory");
  const load = manyCallers(first.url, key, org);
  await load.further(300);
  first.signal("SIGUSR2");
  expect(await first.ended).not.toBe(0);
  expect(first.output()).toContain("heap out of memory");
  await anApi(database.urls, { port: Number(new URL(first.url).port) });
  await load.further(300);
  await load.finish();
  await expectExact(org, load.answered());
});

it("E12 a process of the version before goes on while the schema grows, and starts again only if it is served", async () => {
  const old = await anApi(database.urls);
  const org = await anOrganization(old.url, "Upgraded");
  const load = manyCallers(old.url, key, org);
  await load.further(200);
  // An expanding migration of the next version: a column, a table and an index, which the version before does not know.
  await owner.query(`ALTER TABLE organizations ADD COLUMN later text;
    CREATE TABLE later (org_id uuid PRIMARY KEY, note text);
    CREATE INDEX later_idx ON organizations (later) WHERE later IS NOT NULL;
    INSERT INTO migrations (timestamp, name) VALUES (9990000000000, 'Later9990000000000')`);
  const [{ migration }] = await owner.query("SELECT migration FROM serves_from");
  try {
    await load.further(200);
    await load.finish();
    const served = await anApi(database.urls);
    const { available } = await createClient({ url: served.url, key }).organization(org).balance.get();
    expect(available).toBe(CREDIT - BigInt(load.answered()));
    await owner.query("UPDATE serves_from SET migration = 'Later9990000000000'");
    const again = await aProcess({
      program: "apps/api/src/main.ts",
      env: { APP_DATABASE_URL: database.urls.app, VERIFY_DATABASE_URL: database.urls.verify, PORT: "0" },
    });
    expect(await again.ended).toBe(1);
    expect(again.output()).toContain("is at Later9990000000000, and this version of Scrip needs");
  } finally {
    await owner.query("UPDATE serves_from SET migration = $1", [migration]);
    await owner.query(`DELETE FROM migrations WHERE timestamp = 9990000000000;
      DROP TABLE later; ALTER TABLE organizations DROP COLUMN later`);
  }
  await expectExact(org, load.answered());
});
