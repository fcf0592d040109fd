import { prepareDatabase } from "@scrip/db/boot";
import { loadCatalog, publishCatalog } from "@scrip/db/catalog";
import type { DataSource } from "@scrip/db/connection";
import { openDataSource, openHomes } from "@scrip/db/schema";
import { anOrganization, startOwnPostgres } from "@scrip/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

// A cell must be durable and has the roles of its server, so each database has a server of its own.
const [one, two] = await Promise.all([startOwnPostgres(), startOwnPostgres()]);
const opened: DataSource[] = [];
// The owner has one login in every cell.
const login = new URL(one.url);
const twoUrl = await withLogin(two.url);
afterAll(async () => {
  for (const each of opened) await each.destroy();
  await Promise.all([one.stop(), two.stop()]);
});
const roles = await prepareDatabase(one.url);
const owner = await open(one.url);
const cells = `a=${withoutLogin(one.url)},b=${withoutLogin(twoUrl)}`;

beforeAll(async () => {
  const app = await openHomes({ organizations: roles.app }, { applicationName: "test", poolSize: 2 });
  await anOrganization(app);
  await publishCatalog(app, '{"second":1}', 0);
  await app.close();
});

it("names the present database, and says what comes next", async () => {
  expect((await scrip(["cells", "list"])).notes).toContain("There are no cells");
  expect((await scrip(["cells", "add", "b", twoUrl])).notes).toContain("There is no first cell yet");
  expect((await scrip(["cells", "add", "A"])).notes).toContain("A cannot be the name of a cell");
  const added = await scrip(["cells", "add", "a"]);
  expect(added).toMatchObject({ code: 0 });
  expect(added.notes).toContain(`SCRIP_CELLS=a=${withoutLogin(one.url)}`);
  expect((await scrip(["cells", "add", "a"])).notes).toContain("is the cell a already");
  expect(await scrip(["cells", "add", "z"])).toMatchObject({ code: 2 });
  expect(await owner.query("SELECT name, epoch FROM cell")).toEqual([{ name: "a", epoch: 1n }]);
});

it("refuses a database that is not empty, and one that is another cell", async () => {
  const refused = async (url: string): Promise<string> => {
    const { code, notes } = await scrip(["cells", "add", "b", url]);
    expect(code).toBe(2);
    return notes;
  };
  expect(await refused("nowhere")).toContain("is not an address");
  expect(await refused(one.url)).toContain("This is the platform's database");
  const server = await open(twoUrl);
  for (const name of ["platform", "strange", "other"]) await server.query(`CREATE DATABASE ${name}`);
  await prepareDatabase(on("platform"));
  expect(await refused(on("platform"))).toContain('"platform" has the tables of a platform');
  const strange = await open(on("strange"));
  await strange.query("CREATE TABLE accounts (id integer)");
  expect(await refused(on("strange"))).toContain("tables that are not of Scrip");
  expect((await scrip(["cells", "add", "other", on("other")])).code).toBe(0);
  expect(await refused(on("other"))).toContain("is already the cell other");
  const other = await open(on("other"));
  await other.query("DELETE FROM cell");
  await other.query("INSERT INTO organizations SELECT * FROM jsonb_populate_record(NULL::organizations, $1)", [
    await anyOrganization(),
  ]);
  await owner.query("DELETE FROM cells WHERE name = 'other'");
  expect(await refused(on("other"))).toContain('"other" has organizations');
});

it("makes an empty database a cell with the logins of the platform, and goes on after an interruption", async () => {
  // An interrupted call has prepared the database, and named it.
  await scrip(["cells", "add", "b", withoutLogin(twoUrl)]);
  await owner.query("DELETE FROM cells WHERE name = 'b'");
  const b = await open(twoUrl);
  await b.query("DELETE FROM cell");
  expect(await scrip(["cells", "add", "b", withoutLogin(twoUrl)])).toMatchObject({ code: 0 });
  expect((await scrip(["cells", "add", "b", withoutLogin(twoUrl)])).notes).toContain("b is a cell already");
  expect((await scrip(["cells", "add", "a", withoutLogin(twoUrl)])).notes).toContain("The name a is taken");
  expect((await scrip(["cells", "add", "b", on("platform")])).notes).toContain("The name b is taken");
  // The API's role has its login of the platform there, and finds every version.
  const there = new URL(twoUrl);
  const app = new URL(roles.app);
  app.host = there.host;
  app.pathname = there.pathname;
  const urls = { organizations: roles.app, cells: new Map([["b", app.href]]) };
  const homes = await openHomes(urls, { applicationName: "test", poolSize: 2 });
  expect(await loadCatalog(homes.organizations, 2)).toBe('{"second":1}');
  await homes.close();
});

it("lists the cells, and says which do not answer", async () => {
  await owner.query(
    "UPDATE cells SET organizations = 7, entries_per_second = 1.25, reported_at = '2026-01-01' WHERE name = 'b'",
  );
  const listed = async (setting: string) => JSON.parse((await scrip(["cells", "list", "--json"], setting)).out).cells;
  expect(await listed(cells)).toMatchObject([
    { cell: "a", first: true, state: "open", answers: true, epoch: 1, reportedAt: null, problem: null },
    { cell: "b", first: false, organizations: 7, entriesPerSecond: 1.25, answers: true, oldestDueAt: null },
  ]);
  expect(await listed("")).toMatchObject([
    { answers: true },
    { answers: false, problem: "SCRIP_CELLS has no address of it." },
  ]);
  expect(await listed(cells.replace("b=", "c="))).toMatchObject([{ answers: true }, { answers: false }]);
  expect(await listed(`b=${one.url}`)).toMatchObject([
    {},
    { answers: false, problem: "its address leads to the cell a." },
  ]);
  const table = await scrip(["cells", "list"], "");
  expect(table.out).toContain("does not answer");
  expect(table.notes).toContain("b: SCRIP_CELLS has no address of it.");
  expect((await scrip(["cells", "list"], "B=x")).notes).toContain("SCRIP_CELLS must be names with addresses");
});

it("removes a cell only when it is drained and empty, and never the first one", async () => {
  expect((await scrip(["cells", "remove", "z"])).notes).toContain("There is no cell z. The cells are");
  expect((await scrip(["cells", "remove", "a"])).notes).toContain("a is the first cell");
  expect((await scrip(["cells", "remove", "b"])).notes).toContain("b is open. Drain it first");
  await owner.query("UPDATE cells SET state = 'draining' WHERE name = 'b'");
  await owner.query("UPDATE organization_registry SET cell = 'b'");
  expect((await scrip(["cells", "remove", "b"])).notes).toContain("b has 1 organizations");
  await owner.query("UPDATE organization_registry SET cell = NULL");
  expect(await scrip(["cells", "remove", "b"])).toMatchObject({ code: 0 });
  expect(await owner.query("SELECT name FROM cells")).toEqual([{ name: "a" }]);
});

async function scrip(args: string[], setting = cells) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ DATABASE_URL: one.url, SCRIP_CELLS: setting }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

async function open(url: string): Promise<DataSource> {
  const dataSource = await openDataSource(url, { applicationName: "test", poolSize: 1 });
  opened.push(dataSource);
  return dataSource;
}

async function withLogin(url: string): Promise<string> {
  const server = await openDataSource(url, { applicationName: "test", poolSize: 1 });
  await server.query(`ALTER ROLE ${login.username} PASSWORD '${decodeURIComponent(login.password)}'`);
  await server.destroy();
  const address = new URL(url);
  address.username = login.username;
  address.password = login.password;
  return address.href;
}

/** Another database of the second server. */
function on(name: string): string {
  const url = new URL(twoUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function withoutLogin(url: string): string {
  const address = new URL(url);
  address.username = "";
  address.password = "";
  return address.href;
}

async function anyOrganization(): Promise<unknown> {
  const [row] = await owner.query("SELECT to_jsonb(organizations) AS row FROM organizations LIMIT 1");
  return JSON.stringify(row.row);
}
