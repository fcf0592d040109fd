import { hash, randomUUIDv7 } from "node:crypto";
import { afterAll, beforeEach, expect, inject, it } from "vitest";
import { publishCatalog } from "../catalog/publish-catalog.ts";
import { roleUrls } from "../connection/roles.ts";
import { createOrganization, type NewOrganization } from "../organizations/create-organization.ts";
import { openDataSource } from "../schema/data-source.ts";
import { openHomes } from "../schema/open-homes.ts";
import { cloneTemplate } from "../testing/clone-template.ts";
import { testDatabase } from "../testing/test-database.ts";
import { leastLoaded } from "./least-loaded.ts";

const NAMES = ["a", "b", "c"] as const;
type Name = (typeof NAMES)[number];

/** Connections of each of two processes to the platform. */
const CONNECTIONS = 3;
/** Claims that run at the same instant do not see each other, so cells of the same load may differ by as many. */
const AT_ONCE = 2 * CONNECTIONS;

const platform = await testDatabase();
const owner = await platform.open("owner");
const others = await Promise.all([1, 2].map(() => cloneTemplate(inject("scripOwnerUrl"), inject("scripTemplate"))));
afterAll(() => Promise.all(others.map((other) => other.drop())));
const cellUrls = new Map<Name, string>();
for (const [index, name] of NAMES.entries()) {
  const ownerUrl = others[index - 1]?.ownerUrl ?? platform.ownerUrl;
  cellUrls.set(name, roleUrls(ownerUrl).app);
  const cell = await openDataSource(ownerUrl, { applicationName: "test", poolSize: 1 });
  await cell.query("INSERT INTO cell (name, epoch) VALUES ($1, 1)", [name]);
  await cell.destroy();
  await owner.query("INSERT INTO cells (name, epoch, is_first, added_at) VALUES ($1, 1, $2, now())", [
    name,
    name === "a",
  ]);
}
const urls = { organizations: platform.urls.app, platform: platform.homeUrls.app.platform, cells: cellUrls };
const start = () => openHomes(urls, { applicationName: "test", poolSize: CONNECTIONS });
/** A process that creates organizations. */
const homes = await start();
const processes = [homes, await start()] as const;
afterAll(() => Promise.all(processes.map((process) => process.close())));
const catalogVersion = await publishCatalog(homes, "{}", 0);

beforeEach(() => owner.query("TRUNCATE organization_registry, platform_due CASCADE"));

it("spreads creations that come between two reports evenly over cells of the same load; a repeat keeps its cell", async () => {
  for (const cell of NAMES) await report(cell, { entries: 40, organizations: 1000 });
  const wanted = Array.from({ length: 300 }, () => asked());
  await createAtOnce([...wanted, ...wanted]);
  const counts = await countPlaced();
  expect(counts.a + counts.b + counts.c).toBe(300);
  expect(differenceOf(counts)).toBeLessThanOrEqual(AT_ONCE);
  await createAtOnce(wanted.slice(0, 50));
  expect(await countPlaced()).toEqual(counts);
});

it("places by turns in cells that have nothing yet, also before their first reports", async () => {
  await owner.query("UPDATE cells SET reported_at = NULL, entries_per_second = 0, organizations = 0");
  for (let round = 1; round <= 3; round += 1) {
    for (const _ of NAMES) await createOrganization(homes, asked());
    expect(await countPlaced()).toEqual({ a: round, b: round, c: round });
  }
});

it("places none in a cell with twice the load until the others have caught up with it", async () => {
  // The mean organization has 0.1 entries a second: each of the first two cells is 100 of them behind the third.
  await report("a", { entries: 10, organizations: 100 });
  await report("b", { entries: 10, organizations: 100 });
  await report("c", { entries: 20, organizations: 200 });
  await createAtOnce(Array.from({ length: 180 }, () => asked()));
  const before = await countPlaced();
  expect(before.c).toBe(0);
  expect(Math.abs(before.a - before.b)).toBeLessThanOrEqual(AT_ONCE);
  await createAtOnce(Array.from({ length: 120 }, () => asked()));
  const { a, b, c } = await countPlaced();
  expect(a + b + c).toBe(300);
  expect(differenceOf({ a, b, c: c + 100 })).toBeLessThanOrEqual(AT_ONCE);
});

it("counts what the next report has no more", async () => {
  for (const cell of NAMES) await report(cell, { entries: 0, organizations: 10 });
  await createAtOnce(Array.from({ length: 9 }, () => asked()));
  await report("a", { entries: 0, organizations: 13 });
  await report("b", { entries: 0, organizations: 13 });
  await report("c", { entries: 0, organizations: 15 });
  const { a, b, c } = await countPlaced();
  await createOrganization(homes, asked());
  await createOrganization(homes, asked());
  expect(await countPlaced()).toEqual({ a: a + 1, b: b + 1, c });
});

it("reads a few blocks in a large registry, and no more than some in the middle of a large burst", async () => {
  const yesterday = Date.now() - 86_400_000;
  await fill(20_000, yesterday);
  await owner.query("ANALYZE organization_registry, cells");
  for (const cell of NAMES) await report(cell, { entries: 40, organizations: 10_000 });
  expect(await blocksOfChoice()).toBeLessThan(20);
  await fill(20_000, Date.now());
  // The newest 3,000 are counted; all 20,000 would be more than 600 blocks.
  expect(await blocksOfChoice()).toBeLessThan(300);
  const before = await countPlaced();
  await createAtOnce(Array.from({ length: 60 }, () => asked()));
  const { a, b, c } = await countPlaced();
  expect(differenceOf({ a: a - before.a, b: b - before.b, c: c - before.c })).toBeLessThanOrEqual(AT_ONCE);
});

/** Registers organizations by turns in all cells, with ids of this millisecond. */
async function fill(count: number, at: number): Promise<void> {
  const time = at.toString(16).padStart(12, "0");
  const prefix = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-`;
  await owner.query(
    `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, catalog_version, plan, cell)
      SELECT 'tests', id::text, id::text, sha256(id::text::bytea), id, $1, 'free', ($2::text[])[1 + n % 3]
        FROM generate_series(1, $3::integer) AS n, LATERAL (SELECT ($4 || lpad(to_hex(n), 12, '0'))::uuid AS id) AS ids`,
    [catalogVersion, NAMES, count, prefix],
  );
}

/** The blocks that one choice of a cell touches, in memory or not. */
async function blocksOfChoice(): Promise<number> {
  const [explained] = await owner.query<[{ "QUERY PLAN": [{ Plan: Readonly<Record<string, number>> }] }]>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT ${leastLoaded("$1")}`,
    [NAMES],
  );
  const [{ Plan: plan }] = explained["QUERY PLAN"];
  return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
}

interface Load {
  readonly entries: number;
  readonly organizations: number;
}

async function report(cell: Name, { entries, organizations }: Load): Promise<void> {
  await owner.query(
    `UPDATE cells SET entries_per_second = $2, organizations = $3,
        reported_at = date_trunc('milliseconds', clock_timestamp())
      WHERE name = $1`,
    [cell, entries, organizations],
  );
}

/** Sends creations to all processes in turn, all at once. */
async function createAtOnce(wanted: readonly NewOrganization[]): Promise<void> {
  const made = await Promise.all(
    wanted.map((one, index) =>
      createOrganization(index % 2 === 0 ? homes : processes[1], { ...one, orgId: randomUUIDv7() }),
    ),
  );
  expect(made.every(({ ok }) => ok)).toBe(true);
}

async function countPlaced(): Promise<Record<Name, number>> {
  const rows = await owner.query<{ cell: Name; count: number }[]>(
    "SELECT cell, count(*)::integer AS count FROM organization_registry WHERE owner = 'platform' GROUP BY cell",
  );
  return { a: 0, b: 0, c: 0, ...Object.fromEntries(rows.map(({ cell, count }) => [cell, count])) };
}

function differenceOf(counts: Readonly<Record<Name, number>>): number {
  const each = Object.values(counts);
  return Math.max(...each) - Math.min(...each);
}

function asked(): NewOrganization {
  const name = randomUUIDv7();
  return {
    owner: "platform",
    name,
    creationKey: name,
    payloadHash: hash("sha256", name),
    orgId: randomUUIDv7(),
    clockAt: null,
    catalogVersion,
    plan: "free",
    ownerPerson: null,
    ownerEmail: null,
  };
}
