import { randomUUIDv7 } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { openReadingPool } from "../connection/pools.ts";
import type { Query } from "../connection/query.ts";
import { onPool } from "../connection/transaction.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, books } from "./an-account.test-support.ts";
import { Balances } from "./balances.ts";

const DAY_MS = 24 * 3_600_000;
const NOON = Date.UTC(2026, 0, 1, 12);

const database = await testDatabase();
const app = await database.open("app");
const ledger = appLedger(database);
const pool = openReadingPool({ url: database.urls.app }, 2);
afterAll(async () => {
  await ledger.close();
  await pool.end();
});

/** Balances whose queries the test counts, and may hold up. */
function counted(before: () => Promise<void> = async () => {}) {
  const asked: string[][] = [];
  const onRow = onPool(pool);
  const query: Query = async (statement) => {
    asked.push(String(statement.values[0]).slice(1, -1).split(","));
    await before();
    return onRow(statement);
  };
  return { balances: new Balances(query, books), asked };
}

it("is the present balance, with the credit that has lapsed and that lapses soon", async () => {
  const acme = await Account.open(app, ledger, NOON);
  await acme.grant("10.00");
  await acme.grant("5.00", { expiresAt: NOON + 7 * DAY_MS });
  await acme.grant("3.00", { expiresAt: NOON + 7 * DAY_MS + 1 });
  await acme.charge("1.00");
  const { balances } = counted();
  expect(await balances.read(acme.orgId)).toEqual({
    balance: { available: usd("17.00"), reserved: 0n, owed: 0n },
    lapsed: 0n,
    lapsing: usd("4.00"),
    at: NOON,
    expiringBefore: NOON + 7 * DAY_MS,
    seq: 4,
  });
  const owner = await database.open("owner");
  const later = new Date(NOON + 7 * DAY_MS);
  await owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [acme.orgId, later]);
  expect(await balances.read(acme.orgId)).toMatchObject({
    balance: { available: usd("17.00") },
    lapsed: usd("4.00"),
    lapsing: usd("3.00"),
  });
});

it("is that of PostgreSQL's clock without a test clock", async () => {
  const acme = await Account.open(app, ledger);
  await acme.grant("2.00");
  const { now } = await acme.look();
  expect((await ledger.balance(acme.orgId)).at).toBeGreaterThanOrEqual(now);
});

it("G1 is read for many organizations by one query, each with its own", async () => {
  const accounts = await Promise.all(Array.from({ length: 20 }, () => Account.open(app, ledger, NOON)));
  await Promise.all(accounts.map((account, n) => account.grant(`${n + 1}.00`)));
  const door = Promise.withResolvers<void>();
  const { balances, asked } = counted(() => door.promise);
  const reads = accounts.map(({ orgId }) => balances.read(orgId));
  door.resolve();
  expect((await Promise.all(reads)).map(({ balance }) => balance.available)).toEqual(
    accounts.map((_, n) => usd(`${n + 1}.00`)),
  );
  // The first query also names the version of the catalog, so it is asked twice.
  expect(asked.length).toBeLessThanOrEqual(6);
  expect(Math.max(...asked.map((orgIds) => orgIds.length))).toBeGreaterThan(15);
});

it("is read once for all who wait, and never by a query that ran before", async () => {
  const acme = await Account.open(app, ledger, NOON);
  await acme.grant("5.00");
  const doors = Array.from({ length: 8 }, () => Promise.withResolvers<void>());
  let queries = 0;
  const { balances, asked } = counted(() => doors[queries++]?.promise ?? Promise.resolve());
  const first = balances.read(acme.orgId);
  const second = balances.read(acme.orgId);
  await acme.charge("1.00");
  const later = Array.from({ length: 5 }, () => balances.read(acme.orgId));
  for (const door of doors) door.resolve();
  await Promise.all([first, second]);
  const seen = await Promise.all(later);
  expect(new Set(seen.map(({ seq }) => seq))).toEqual(new Set([2]));
  expect(asked.length).toBeLessThanOrEqual(5);
});

it("is missing for an organization that does not exist, and others get theirs", async () => {
  const acme = await Account.open(app, ledger, NOON);
  const { balances } = counted();
  const missing = balances.read(randomUUIDv7());
  const there = balances.read(acme.orgId);
  await expect(missing).rejects.toMatchObject({ name: "OrganizationMissing" });
  expect(await there).toMatchObject({ seq: 0 });
});

it("fails for all who wait if the query fails, and works again", async () => {
  const acme = await Account.open(app, ledger, NOON);
  let isBroken = true;
  const { balances } = counted(async () => {
    if (isBroken) throw new Error("broken");
  });
  await expect(Promise.all([1, 2].map(() => balances.read(acme.orgId)))).rejects.toThrow("broken");
  isBroken = false;
  expect(await balances.read(acme.orgId)).toMatchObject({ seq: 0 });
});
