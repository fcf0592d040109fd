import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { catalogText, payg, tiered } from "@scrip/domain/catalog";
import { afterAll, expect, it } from "vitest";
import { findCatalog } from "./find-catalog.ts";

const FIXTURE = join(import.meta.dirname, "find-catalog.fixture.ts");
const EXAMPLE = join(import.meta.dirname, "../../../client/src/examples/own-catalog.ts");

/** A folder outside of the repository. */
const folder = await mkdtemp(join(tmpdir(), "scrip-catalog-"));
afterAll(() => rm(folder, { recursive: true }));

/** Finds a catalog in a process of its own, which loads modules as Node does. */
async function found(path: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [FIXTURE, path], { cwd: folder });
  return JSON.parse(stdout);
}

const wrong = { ...tiered, plans: { ...tiered.plans, pro: { ...tiered.plans.pro, entitlements: {} } } };

it("finds the catalogs that ship by their names", async () => {
  expect([await findCatalog("tiered"), await findCatalog("payg")]).toEqual([tiered, payg]);
});

it("finds the example of an own catalog in a folder outside of the repository", async () => {
  await copyFile(EXAMPLE, join(folder, "own-catalog.ts"));
  expect(await found("own-catalog.ts")).toEqual({ name: "acme", plans: ["Starter", "Team", "Business"] });
});

it("finds a catalog in a module without types, and in JSON", async () => {
  await writeFile(join(folder, "own.mjs"), `export default ${catalogText(payg)};`);
  await writeFile(join(folder, "own.json"), catalogText(tiered));
  expect(await found("./own.mjs")).toMatchObject({ name: "payg" });
  expect(await findCatalog("own.json", folder)).toEqual(tiered);
});

it.each([
  [
    "gold",
    null,
    'There is no catalog "gold". SCRIP_CATALOG is tiered or payg, or the path of a .json, .ts or .js file.',
  ],
  ["constructor", null, 'There is no catalog "constructor".'],
  ["none.json", null, "none.json cannot be read: ENOENT"],
  ["none.ts", null, "none.ts cannot be loaded: "],
  ["text.json", "{", "text.json is no JSON: "],
  ["empty.mjs", "export const plans = 1;", 'empty.mjs must export its catalog as "catalog".'],
  ["throws.mjs", "throw new Error('no price list');", "throws.mjs cannot be loaded: no price list"],
  ["wrong.json", JSON.stringify(wrong), "wrong.json is not valid:\n  plans.pro.entitlements.storage_gb: is missing"],
  ["list.json", "[]", "list.json is not valid:\n  the catalog: must be an object"],
])("names what is wrong with %s", async (name, text, message) => {
  if (text !== null) await writeFile(join(folder, name), text);
  await expect(findCatalog(name, folder)).rejects.toThrow(message);
});
