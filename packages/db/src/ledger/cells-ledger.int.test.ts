import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { CELL_NAMES, type CellName, testCells } from "../testing/index.ts";
import { Account } from "./an-account.test-support.ts";

const cells = await testCells();
const ledger = await cells.openLedger();
const app = await cells.open("app");

const accountIn = async (cell: CellName): Promise<Account> =>
  new Account(ledger, (await cells.place(cell, { catalog: catalogText(tiered) })).orgId);

const entriesIn = async (cell: CellName, { orgId }: Account): Promise<number> =>
  (await (await cells.owner(cell)).query("SELECT count(*)::int AS n FROM entries WHERE org_id = $1", [orgId]))[0].n;

it("the entries of an organization are in its cell only, and commands at once of many organizations find it", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      const cell = CELL_NAMES[n % 2] ?? "a";
      return { cell, account: await accountIn(cell) };
    }),
  );
  await Promise.all(accounts.map(({ account }) => account.grant("1")));
  const charges = await Promise.all(
    accounts.flatMap(({ account }) => Array.from({ length: 20 }, () => account.charge("0.10"))),
  );
  expect(charges.filter(({ ok }) => ok)).toHaveLength(10 * 10);
  for (const { cell, account } of accounts) {
    const counts = Object.fromEntries(
      await Promise.all(CELL_NAMES.map(async (name) => [name, await entriesIn(name, account)])),
    );
    expect(counts).toEqual({ a: 0, b: 0, [cell]: 11 });
    expect((await account.look()).ledger.balance).toMatchObject({ available: 0n });
  }
  expect(await cells.findings()).toEqual([]);
});

it("a process that has the wrong cell of an organization in mind is sent on by the row of that cell, under the same key", async () => {
  const account = await accountIn("b");
  await account.grant("10");
  const first = await account.charge("1", "key");
  // As after a move from `a` to `b`: the archive in `a` names the cell to ask.
  const archive = await cells.owner("a");
  const [row] = await (await cells.owner("b")).query(
    "SELECT to_jsonb(o) AS row FROM organizations o WHERE org_id = $1",
    [account.orgId],
  );
  await archive.query(
    'INSERT INTO organizations SELECT (jsonb_populate_record(NULL::organizations, $1::jsonb || \'{"moved_to": "b"}\')).*',
    [JSON.stringify(row.row)],
  );
  app.whereIs?.learn(account.orgId, "a");
  const other = await cells.openLedger({}, app);
  expect(await account.through(other).charge("1", "key")).toEqual({ ...first, replayed: true });
  expect(await app.whereIs?.cellOf(account.orgId)).toBe("b");
  expect(await account.through(other).charge("2")).toMatchObject({ ok: true });
  expect((await account.look()).ledger.balance.available).toBe(usd("7"));
  expect(await entriesIn("b", account)).toBe(3);
});
