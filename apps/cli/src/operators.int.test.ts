import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { freePort, testDatabase } from "@scrip/db/testing";
import { parseCatalog, tiered } from "@scrip/domain/catalog";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { startApi } from "./testing/processes.ts";

const database = await testDatabase();
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const urls = { APP_DATABASE_URL: database.urls.app, VERIFY_DATABASE_URL: database.urls.verify };
const api = await startApi(port, { ...urls, SCRIP_METRICS_PORT: "0" });
afterAll(() => api.kill());

const owner = (await database.open("owner")).platform;
const { key } = await createServiceKey(owner, {
  name: "maker",
  owner: "tests",
  orgId: null,
  orgIds: null,
  scopes: ["organizations:write", "ledger:read"],
  expiresAt: null,
});
const { org } = await createClient({ url, key }).organizations.create({ name: "Northwind Labs" });

async function scrip(args: string[], env: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ DATABASE_URL: database.ownerUrl, SCRIP_PORT: String(port), ...env }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

it("scrip orgs finds organizations of every owner by a part of the name", async () => {
  expect(JSON.parse((await scrip(["orgs", "north", "--json"])).out)).toEqual({
    organizations: [{ org, name: "Northwind Labs", owner: "tests" }],
    more: false,
  });
  expect((await scrip(["orgs"])).out).toContain(org);
  expect((await scrip(["orgs", "nobody"])).notes).toContain('No organization has "nobody"');
});

it("scrip grant adds credit once for each --once, and scrip balance shows it", async () => {
  const grant = ["grant", org, "20.00", "--source", "purchase", "--once", "payment-1", "--json"];
  const first = JSON.parse((await scrip(grant)).out);
  expect(first).toMatchObject({ org, state: "issued", amount: "20000000", balance: { available: "20000000" } });
  expect(JSON.parse((await scrip(grant)).out)).toEqual(first);
  const shown = await scrip(["grant", org, "0.000001", "--expires", "2190-01-01T00:00:00Z"]);
  expect(shown.notes).toContain("Added $0.000001. Available is now $20.000001.");
  const { out, notes } = await scrip(["balance", org]);
  expect(out).toContain("$20.000001");
  expect(notes).toContain("after entry 2");
  expect(JSON.parse((await scrip(["balance", org, "--json"])).out)).toMatchObject({ available: "20000001", owed: "0" });
});

it("the keys that commands make for themselves are revoked, and reach one organization only", async () => {
  await scrip(["balance", org]);
  const rows: object[] = await owner.query(
    "SELECT org_ids, revoked_at, expires_at FROM service_keys WHERE name LIKE 'scrip %'",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row).toMatchObject({ org_ids: [org.slice(4)], revoked_at: expect.any(Date), expires_at: expect.any(Date) });
  }
});

it("scrip export writes the activities to a new file, or to standard output", async () => {
  const dir = mkdtempSync(join(tmpdir(), "scrip-export-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const output = join(dir, "activity.csv");
  expect(await scrip(["export", org, "--output", output])).toMatchObject({ code: 0, out: "" });
  const file = readFileSync(output, "utf8");
  expect(file.trimEnd().split("\n")).toHaveLength(3);
  expect((await scrip(["export", org])).out).toBe(file.trimEnd());
  expect((await scrip(["export", org, "--until", "2020-01-01T00:00:00Z"])).out.split("\n")).toHaveLength(1);
  const again = await scrip(["export", org, "--output", output]);
  expect(again).toMatchObject({ code: 2, notes: expect.stringContaining("already exists") });
});

it("uses SCRIP_KEY where it is set, and needs no database then", async () => {
  const env = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", SCRIP_KEY: key };
  expect((await scrip(["balance", org, "--url", `${url}/`], env)).code).toBe(0);
  const refused = await scrip(["grant", org, "1.00"], env);
  expect(refused).toMatchObject({ code: 2, notes: expect.stringContaining("grants:write") });
});

it.each([
  [["grant", "org_x", "1.00"], "begins with"],
  [["grant", "ORG", "1e3"], "It must be an amount"],
  [["grant", "ORG", "1.00", "--source", "gift"], "Allowed choices"],
  [["balance", "org_01985c2e-0000-7000-8000-000000000000"], "organization_not_found"],
  [["export", "org_01985c2e-0000-7000-8000-000000000000"], "refused the download"],
  [["export", "ORG", "--url", "http://127.0.0.1:1"], "cannot be reached"],
])("says what is wrong with scrip %j", async (args, message) => {
  const result = await scrip(args.map((arg) => (arg === "ORG" ? org : arg)));
  expect(result).toMatchObject({ code: 2, notes: expect.stringContaining(message) });
});

it("scrip catalog show prints plans, prices and policies, and the canonical text as JSON", async () => {
  const { out } = await scrip(["catalog", "show"]);
  for (const words of ["$29.00 a month or $290.00 a year", "gpu.h100-80gb", "1.2 x the next epoch", "pauses"])
    expect(out).toContain(words);
  const { out: json } = await scrip(["catalog", "show", "--json"]);
  expect(parseCatalog(JSON.parse(json))).toMatchObject({ ok: true, value: { name: tiered.name } });
  expect((await scrip(["catalog", "show"], { SCRIP_CATALOG: "none" })).notes).toContain(
    "SCRIP_CATALOG is tiered or payg, or the path",
  );
});
