import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { loadCatalog, publishCatalog } from "./catalogs.ts";

const database = await testDatabase();
const app = await database.open("app");
const NOON = Date.UTC(2026, 0, 1, 12);

it("publishes a text once, however often and in however many processes at once", async () => {
  const numbers = await Promise.all(Array.from({ length: 20 }, () => publishCatalog(app, '{"a":1}', NOON)));
  expect(new Set(numbers)).toEqual(new Set([1]));
  expect(await publishCatalog(app, '{"a":1}', NOON + 1)).toBe(1);
  expect(await app.query("SELECT number, published_at FROM catalog_versions")).toEqual([
    { number: 1, published_at: new Date(NOON) },
  ]);
});

it("numbers different texts without gaps, published at once", async () => {
  const numbers = await Promise.all(Array.from({ length: 10 }, (_, i) => publishCatalog(app, `{"b":${i}}`, NOON)));
  expect(numbers.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it("loads the text of a version, and refuses a number until it is published", async () => {
  const next = await publishCatalog(app, "ü", NOON);
  expect(await loadCatalog(app, next)).toBe("ü");
  await expect(loadCatalog(app, next + 1)).rejects.toThrow(`Catalog version ${next + 1} is not published.`);
  await publishCatalog(app, "later", NOON);
  expect(await loadCatalog(app, next + 1)).toBe("later");
});
