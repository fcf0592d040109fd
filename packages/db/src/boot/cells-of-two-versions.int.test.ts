import { expect, it, vi } from "vitest";
import { inOrganization } from "../connection/in-home.ts";
import { type OpenHomes, openHomes } from "../schema/open-homes.ts";
import { schemaVersion } from "../schema/schema-version.ts";
import { testCells } from "../testing/cells.ts";
import { freePort } from "../testing/free-port.ts";
import { checkCell } from "./boot-check.ts";
import { prepareCells } from "./prepare-cells.ts";

const LATER = "Later9990000000000";

const cells = await testCells();
const b = await cells.owner("b");
const inA = (await cells.place("a")).orgId;
const inB = (await cells.place("b")).orgId;

it("E12 cells of two versions serve side by side, if the newer one serves this version", async () => {
  const running = await start();
  await migrateAhead(schemaVersion(["organizations"]));
  const restarted = await start();
  for (const homes of [running, restarted])
    expect([await serves(homes, inA), await serves(homes, inB)]).toEqual([1, 1]);
  await b.query("UPDATE serves_from SET migration = $1", [LATER]);
  const refusing = await start();
  expect(await serves(refusing, inA)).toBe(1);
  await expect(serves(refusing, inB)).rejects.toThrow("the cell b, does not serve at the moment");
  expect(whyAway(refusing)).toContain(`It serves versions from ${LATER} on. Start the version that made the schema.`);
  // The migration of this version does not touch the newer cell.
  const urls = new Map([["b", cells.owners.cellUrls.get("b") ?? ""]]);
  expect(await prepareCells(cells.owners.platformUrl, urls)).toEqual([
    { name: "b", problem: expect.stringContaining(`it has the migration ${LATER}, which this version does not know`) },
  ]);
  await Promise.all([running, restarted, refusing].map((homes) => homes.close()));
  await b.query("DELETE FROM migrations WHERE name = $1", [LATER]);
});

it("E12 a process refuses a cell of an older version, and serves it once it is migrated", async () => {
  const [last] = await b.query("SELECT timestamp, name FROM migrations ORDER BY timestamp DESC LIMIT 1");
  await b.query("DELETE FROM migrations WHERE name = $1", [last.name]);
  const homes = await start();
  expect(await serves(homes, inA)).toBe(1);
  await expect(serves(homes, inB)).rejects.toThrow("the cell b, does not serve at the moment");
  expect(whyAway(homes)).toContain("Run the migrations of this version");
  await b.query("INSERT INTO migrations (timestamp, name) VALUES ($1, $2)", [last.timestamp, last.name]);
  const urls = new Map([
    ["nobody", cells.owners.cellUrls.get("a") ?? ""],
    ["gone", await awayUrl()],
    ...cells.owners.cellUrls,
  ]);
  expect(await prepareCells(cells.owners.platformUrl, urls, { patienceMs: 0 })).toEqual([
    { name: "nobody", problem: expect.stringContaining("The database is the cell a.") },
    { name: "gone", problem: expect.stringContaining("cannot be reached") },
  ]);
  // The process does not restart.
  await vi.waitFor(async () => expect(await serves(homes, inB)).toBe(1), { timeout: 30_000, interval: 200 });
  await homes.close();
});

function start(): Promise<OpenHomes> {
  return openHomes(cells.urls.app, { applicationName: "test", poolSize: 2 }, checkCell);
}

async function migrateAhead(servesFrom: string): Promise<void> {
  await b.query("INSERT INTO migrations (timestamp, name) VALUES (9990000000000, $1)", [LATER]);
  await b.query("UPDATE sql_functions SET hash = 'newer' WHERE name = 'charges'");
  await b.query("UPDATE serves_from SET migration = $1", [servesFrom]);
}

/** The number of rows of an organization that a transaction of its cell sees. */
async function serves({ organizations }: OpenHomes, orgId: string): Promise<number> {
  const rows = await inOrganization(organizations, orgId, (tx) => tx.query<unknown[]>("SELECT FROM organizations"));
  return rows.length;
}

function whyAway({ guard }: OpenHomes): string {
  return guard?.states.find(({ cell }) => cell === "b")?.why ?? "";
}

async function awayUrl(): Promise<string> {
  const url = new URL(cells.owners.cellUrls.get("b") ?? "");
  url.port = `${await freePort()}`;
  return url.href;
}
