import { expect, it } from "vitest";
import { onlyCell } from "../connection/home-source.ts";
import { acrossOrganizations } from "../connection/in-home.ts";
import { testDatabase } from "../testing/index.ts";
import { copyCatalog } from "./copy-catalog.ts";
import { loadCatalog } from "./load-catalog.ts";
import { moveSubscribers, versionAtRenewal } from "./move-subscribers.ts";
import { publishCatalog } from "./publish-catalog.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const NOON = Date.UTC(2026, 0, 1, 12);

it("publishes a text once, also if several callers publish it repeatedly and at the same time", async () => {
  const numbers = await Promise.all(Array.from({ length: 20 }, () => publishCatalog(app, '{"a":1}', NOON)));
  expect(new Set(numbers)).toEqual(new Set([1]));
  expect(await publishCatalog(app, '{"a":1}', NOON + 1)).toBe(1);
  expect(await owner.query("SELECT number, published_at FROM catalog_versions")).toEqual([
    { number: 1, published_at: new Date(NOON) },
  ]);
});

it("creates a copy in the organizations' home that never changes", async () => {
  const number = await publishCatalog(app, '{"copied":true}', NOON);
  const [version] = await owner.query("SELECT * FROM catalog_versions WHERE number = $1", [number]);
  expect(await owner.query("SELECT * FROM catalog_copies WHERE number = $1", [number])).toEqual([version]);
  for (const sql of ["UPDATE catalog_copies SET catalog = 'x'", "DELETE FROM catalog_copies"])
    await expect(owner.query(sql)).rejects.toThrow("does not allow this change");
  await copyCatalog(app, number);
  expect(await owner.query("SELECT count(*)::int FROM catalog_copies WHERE number = $1", [number])).toEqual([
    { count: 1 },
  ]);
  expect(await owner.query("SELECT * FROM platform_due")).toEqual([]);
});

it("copies a version that was claimed but not copied when the text is published again", async () => {
  const text = '{"interrupted":true}';
  const interrupted = {
    ...app,
    organizations: onlyCell({ ...app.cell, transaction: () => Promise.reject(new Error("killed")) }),
  };
  await expect(publishCatalog(interrupted, text, NOON)).rejects.toThrow("killed");
  const [{ number }] = await owner.query("SELECT max(number) AS number FROM catalog_versions");
  expect(await owner.query("SELECT kind, ref FROM platform_due")).toEqual([{ kind: "copy_catalog", ref: `${number}` }]);
  await expect(loadCatalog(app.organizations, number)).rejects.toThrow("is not published");
  expect(await publishCatalog(app, text, NOON + 1)).toBe(number);
  expect(await loadCatalog(app.organizations, number)).toBe(text);
  expect(await owner.query("SELECT * FROM platform_due")).toEqual([]);
});

it("numbers different texts without gaps if they are published at the same time", async () => {
  const numbers = await Promise.all(Array.from({ length: 10 }, (_, i) => publishCatalog(app, `{"b":${i}}`, NOON)));
  expect(numbers.sort((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

it("loads the text of a version, and throws for a number until that version is published", async () => {
  const next = await publishCatalog(app, "ü", NOON);
  expect(await loadCatalog(app.organizations, next)).toBe("ü");
  await expect(loadCatalog(app.organizations, next + 1)).rejects.toThrow(
    `Catalog version ${next + 1} is not published.`,
  );
  await publishCatalog(app, "later", NOON);
  expect(await loadCatalog(app.organizations, next + 1)).toBe("later");
});

it("moves subscribers at renewals after the notice, to the newest version, and never undecides", async () => {
  const first = await publishCatalog(app, '{"c":1}', NOON);
  const second = await publishCatalog(app, '{"c":2}', NOON);
  const third = await publishCatalog(app, '{"c":3}', NOON);
  const DAY_MS = 86_400_000;
  expect(await moveSubscribers(owner, second, { now: NOON, renewalsFrom: NOON + DAY_MS })).toBe(NOON + DAY_MS);
  expect(await moveSubscribers(owner, second, { now: NOON, renewalsFrom: NOON + 9 * DAY_MS })).toBe(NOON + DAY_MS);
  await moveSubscribers(owner, third, { now: NOON, renewalsFrom: NOON + 2 * DAY_MS });
  const at = (version: number, instant: number) =>
    acrossOrganizations(app.cell, (tx) => versionAtRenewal(tx, version, instant));
  expect(await at(first, NOON + DAY_MS - 1)).toBe(first);
  expect(await at(first, NOON + DAY_MS)).toBe(second);
  expect(await at(first, NOON + 2 * DAY_MS)).toBe(third);
  expect(await at(third, NOON + 9 * DAY_MS)).toBe(third);
  await expect(owner.query("UPDATE catalog_move_copies SET renewals_from = now()")).rejects.toThrow("does not allow");
  // Each decision is announced once.
  expect(await owner.query("SELECT kind, ref FROM platform_due ORDER BY ref")).toEqual(
    [second, third].map((version) => ({ kind: "announce_move", ref: `${version}` })),
  );
});
