import { hash, randomUUIDv7 } from "node:crypto";
import { afterAll, expect, inject, it } from "vitest";
import { copyCatalog } from "../catalog/copy-catalog.ts";
import { publishCatalog } from "../catalog/publish-catalog.ts";
import { roleUrls } from "../connection/roles.ts";
import { createOrganization, type NewOrganization } from "../organizations/create-organization.ts";
import { openDataSource } from "../schema/data-source.ts";
import { openHomes } from "../schema/open-homes.ts";
import { cloneTemplate } from "../testing/clone-template.ts";
import { freePort } from "../testing/free-port.ts";
import { testDatabase } from "../testing/test-database.ts";

const platform = await testDatabase();
const second = await cloneTemplate(inject("scripOwnerUrl"), inject("scripTemplate"));
const secondOwner = await openDataSource(second.ownerUrl, { applicationName: "test", poolSize: 1 });
afterAll(() => second.drop());
afterAll(() => secondOwner.destroy());
const owner = await platform.open("owner");
const away = new URL(platform.urls.app);
away.port = `${await freePort()}`;
await owner.query(
  `INSERT INTO cells (name, epoch, is_first, added_at) VALUES ('a', 1, true, '2026-01-01'), ('b', 1, false, '2026-01-02')`,
);
for (const [cell, name] of [
  [owner, "a"],
  [secondOwner, "b"],
] as const)
  await cell.query("INSERT INTO cell (name, epoch) VALUES ($1, 1)", [name]);
const both = await open({ a: platform.urls.app, b: roleUrls(second.ownerUrl).app });
const onlyA = await open({ a: platform.urls.app });
const bAway = await open({ a: platform.urls.app, b: away.href });
afterAll(() => Promise.all([both, onlyA, bAway].map((homes) => homes.close())));
const first = await publishCatalog(both, "{}", 0);

it("places an organization in the open cell with the least load, and a replay keeps the cell", async () => {
  const placed = async (): Promise<string | null> => {
    const wanted = asked(first);
    const made = await createOrganization(both, wanted);
    // The load has changed since, but the key has its cell.
    await owner.query("UPDATE cells SET entries_per_second = 1000 - entries_per_second");
    expect(await createOrganization(both, { ...wanted, orgId: randomUUIDv7() })).toEqual({ ...made, replayed: true });
    return cellOf(wanted.orgId);
  };
  await report("a", { entries: 10, organizations: 1 });
  await report("b", { entries: 2, organizations: 900 });
  expect(await placed()).toBe("b");
  await report("a", { entries: 2, organizations: 800 });
  await report("b", { entries: 2, organizations: 900 });
  expect(await placed()).toBe("a");
  // Its load is not known any more.
  await report("a", { entries: 0, organizations: 0, age: "10 minutes" });
  await report("b", { entries: 500, organizations: 900 });
  expect(await placed()).toBe("b");
  await report("a", { entries: 999, organizations: 0 });
  await report("b", { entries: 0, organizations: 0 });
  await owner.query("UPDATE cells SET state = 'draining' WHERE name = 'b'");
  expect(await placed()).toBe("a");
  await owner.query("UPDATE cells SET state = 'open'");
});

it("chooses among the cells that the process knows", async () => {
  await report("a", { entries: 500, organizations: 1 });
  await report("b", { entries: 0, organizations: 1 });
  const wanted = asked(first);
  await createOrganization(onlyA, wanted);
  expect(await cellOf(wanted.orgId)).toBe("a");
});

it("publishes while a cell is away; the claim stays, and that cell gets its copy later", async () => {
  const number = await publishCatalog(bAway, '{"away":1}', 0);
  expect(await publishCatalog(bAway, '{"away":1}', 0)).toBe(number);
  await report("a", { entries: 0, organizations: 1 });
  await report("b", { entries: 500, organizations: 1 });
  // Organizations of the other cell use the version at once.
  expect(await createOrganization(bAway, asked(number))).toMatchObject({ ok: true });
  await expect(copyCatalog(bAway, number)).rejects.toThrow("the cell b, does not serve");
  expect(await claimed()).toEqual([`${number}`]);
  // The cell is back: a creation does not wait for the worker's copy.
  await report("a", { entries: 900, organizations: 1 });
  const wanted = asked(number);
  await createOrganization(both, wanted);
  expect(await cellOf(wanted.orgId)).toBe("b");
  await copyCatalog(both, number);
  expect(await claimed()).toEqual([]);
});

it("keeps the claim of a version while a listed cell is unknown to the process", async () => {
  const number = await publishCatalog(onlyA, '{"unknown":1}', 0);
  expect(await claimed()).toEqual([`${number}`]);
  await expect(copyCatalog(onlyA, number)).rejects.toThrow("the cell b, is not among the cells of this process");
  await copyCatalog(both, number);
  expect(await claimed()).toEqual([]);
});

it("fails to publish if no cell answers", async () => {
  const noCell = await open({ b: away.href });
  await expect(publishCatalog(noCell, '{"none":1}', 0)).rejects.toThrow("the cell b, does not serve");
  await noCell.close();
});

function open(cells: Record<string, string>) {
  const urls = { organizations: platform.urls.app, platform: platform.homeUrls.app.platform };
  return openHomes({ ...urls, cells: new Map(Object.entries(cells)) }, { applicationName: "test", poolSize: 2 });
}

interface Load {
  readonly entries: number;
  readonly organizations: number;
  readonly age?: string;
}

async function report(cell: string, { entries, organizations, age = "0 s" }: Load): Promise<void> {
  await owner.query(
    `UPDATE cells SET reported_at = clock_timestamp() - $4::interval, entries_per_second = $2, organizations = $3
      WHERE name = $1`,
    [cell, entries, organizations, age],
  );
}

/** The cell of the registry, if the organization is there and nowhere else. */
async function cellOf(orgId: string): Promise<string | null> {
  const [row] = await owner.query<{ cell: string | null }[]>(
    "SELECT cell FROM organization_registry WHERE org_id = $1",
    [orgId],
  );
  const cell = row?.cell ?? null;
  const find = "SELECT FROM organizations WHERE org_id = $1";
  const inA = await owner.query<unknown[]>(find, [orgId]);
  const inB = await secondOwner.query<unknown[]>(find, [orgId]);
  expect([inA.length, inB.length]).toEqual(cell === "a" ? [1, 0] : [0, 1]);
  return cell;
}

async function claimed(): Promise<string[]> {
  const rows = await owner.query<{ ref: string }[]>("SELECT ref FROM platform_due WHERE kind = 'copy_catalog'");
  return rows.map(({ ref }) => ref);
}

function asked(catalogVersion: number): NewOrganization {
  const name = randomUUIDv7();
  const payloadHash = hash("sha256", name);
  const person = { ownerPerson: null, ownerEmail: null };
  return {
    owner: "platform",
    name,
    creationKey: name,
    payloadHash,
    orgId: randomUUIDv7(),
    clockAt: null,
    catalogVersion,
    plan: "free",
    ...person,
  };
}
