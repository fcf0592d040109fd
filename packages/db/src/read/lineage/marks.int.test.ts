import { usd } from "@scrip/domain/money";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, describe, expect, it } from "vitest";
import { openReadPool } from "../../connection/read-pool.ts";
import { Account, appLedger } from "../../ledger/an-account.test-support.ts";
import { testDatabase } from "../../testing/index.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
const pool = openReadPool(database.urls.verify);
afterAll(async () => {
  await ledger.close();
  await pool.end();
});

const account = await Account.open(app, ledger);
for (const dollars of ["2", "1", "3"]) await account.grant(dollars);
await Promise.all(Array.from({ length: 597 }, () => account.charge("0.01").catch(() => null)));

const found = async () => (await verifyLedger({ pool, orgIds: [account.orgId] })).findings;

describe("marks", () => {
  it("L3 are written for every complete block, in the transaction that completes it", async () => {
    const rows = await owner.query("SELECT block FROM marked_blocks WHERE org_id = $1 ORDER BY block", [account.orgId]);
    expect(rows).toEqual([{ block: 1n }, { block: 2n }]);
    expect(await found()).toEqual([]);
    const [{ spent }] = await owner.query(
      "SELECT sum(spent)::bigint AS spent FROM (SELECT DISTINCT ON (grant_id) spent FROM grant_marks WHERE org_id = $1 ORDER BY grant_id, block DESC) last",
      [account.orgId],
    );
    expect(spent).toBe((512n - 3n) * usd("0.01"));
  });

  it.each([
    [
      "a counter of a mark is changed",
      "UPDATE grant_marks SET spent = spent + 1 WHERE org_id = $1 AND block = 2",
      /the mark says spent/,
    ],
    ["a mark is missing", "DELETE FROM grant_marks WHERE org_id = $1 AND block = 2", /has no mark of it/],
    ["a block has no marks", "DELETE FROM marked_blocks WHERE org_id = $1 AND block = 1", /later blocks have/],
    ["a block is marked that is not complete", "INSERT INTO marked_blocks VALUES ($1, 3)", /the last entry is/],
  ])("L3 verify reports it if %s", async (_what, sql, words) => {
    // Changes rows without triggers and references, and restores them afterwards.
    await owner.query(
      "CREATE TABLE kept_blocks AS SELECT * FROM marked_blocks; CREATE TABLE kept_marks AS SELECT * FROM grant_marks",
    );
    const behind = (...statements: string[]) =>
      owner.transaction(async (manager) => {
        await manager.query("SET LOCAL session_replication_role = replica");
        for (const statement of statements)
          await manager.query(statement, statement.includes("$1") ? [account.orgId] : []);
      });
    try {
      await behind(sql);
      const findings = await found();
      expect(findings.map(({ invariant }) => invariant)).toEqual(findings.map(() => "L3"));
      expect(findings[0]?.message).toMatch(words);
    } finally {
      await behind(
        "DELETE FROM grant_marks",
        "DELETE FROM marked_blocks",
        "INSERT INTO marked_blocks SELECT * FROM kept_blocks",
        "INSERT INTO grant_marks SELECT * FROM kept_marks",
        "DROP TABLE kept_blocks",
        "DROP TABLE kept_marks",
      );
    }
    expect(await found()).toEqual([]);
  });
});
