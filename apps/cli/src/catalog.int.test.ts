import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const folder = await mkdtemp(join(tmpdir(), "scrip-catalog-"));
afterAll(() => rm(folder, { recursive: true }));

const dearer = { ...tiered, plans: { ...tiered.plans, pro: { ...tiered.plans.pro, price: price("35.00") } } };
const DEARER = join(folder, "dearer.json");
await writeFile(DEARER, JSON.stringify(dearer));

function price(monthly: string) {
  return { kind: "subscription", monthly, yearly: "290.00" };
}

async function catalog(args: string[], env: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["catalog", ...args], {
    env: readEnv({ DATABASE_URL: database.ownerUrl, ...env }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

it("diff needs a published version", async () => {
  expect(await catalog(["diff"])).toMatchObject({ code: 2, notes: "No catalog is published yet." });
});

it("publish writes a version once, and a change becomes the next one, told in words", async () => {
  expect((await catalog(["publish"])).out).toBe("Version 1 is published.");
  expect((await catalog(["publish"])).out).toBe("Version 1 was published before.");
  expect((await catalog(["diff"])).out).toBe("Nothing changes.");

  const change = "Pro costs $35.00 a month or $290.00 a year, before $29.00 a month or $290.00 a year.";
  const shown = await catalog(["diff"], { SCRIP_CATALOG: DEARER });
  expect(shown.out).toContain(change);
  expect(shown.out).toContain("A running one keeps its version until it moves at a renewal.");
  const published = await catalog(["publish", "--json"], { SCRIP_CATALOG: DEARER });
  expect(JSON.parse(published.out)).toMatchObject({
    version: 2,
    isNew: true,
    changes: [{ path: "plans.pro.price", what: change }],
    renewalsFrom: null,
  });
  const back = JSON.parse((await catalog(["diff", "--from", "1", "--json"], { SCRIP_CATALOG: DEARER })).out);
  expect(back).toMatchObject({ from: 1, changes: [{ what: change }] });
  expect((await catalog(["diff", "--from", "9"])).notes).toContain("There is no published version 9.");
  const copies = await owner.query("SELECT number, catalog FROM catalog_copies ORDER BY number");
  expect(copies.map(({ catalog: text }: { catalog: string }) => text)[0]).toBe(catalogText(tiered));
  expect(copies).toHaveLength(2);
});

it("publish decides that subscribers move, with a notice, and the first decision stays", async () => {
  const move = ["publish", "--move-subscribers", "--json"];
  const first = JSON.parse((await catalog([...move, "--notice-days", "10"], { SCRIP_CATALOG: DEARER })).out);
  const days = (Date.parse(first.renewalsFrom) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(9.9);
  expect(days).toBeLessThanOrEqual(10);
  const again = JSON.parse((await catalog(move, { SCRIP_CATALOG: DEARER })).out);
  expect(again).toMatchObject({ version: 2, isNew: false, renewalsFrom: first.renewalsFrom });
  expect(await owner.query("SELECT version FROM catalog_move_copies")).toEqual([{ version: 2 }]);
  expect((await catalog(["publish", "--notice-days", "10"])).notes).toContain(
    "--notice-days needs --move-subscribers.",
  );
});

it("names the path of what is wrong in an own catalog", async () => {
  const path = join(folder, "wrong.json");
  await writeFile(path, JSON.stringify({ ...dearer, planOrder: ["free", "pro"] }));
  const { code, notes } = await catalog(["publish"], { SCRIP_CATALOG: path });
  expect({ code, notes }).toEqual({
    code: 2,
    notes: `The catalog in ${path} is not valid:\n  planOrder: must have every plan; enterprise is missing`,
  });
});
