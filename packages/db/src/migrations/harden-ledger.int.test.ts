import { randomUUIDv7 } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { Account, appLedger, findings } from "../ledger/an-account.test-support.ts";
import { beforeMigration, testDatabase } from "../testing/index.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

it("L14 gives every grant that was scheduled before it a place in the chain", async () => {
  const account = await Account.open(app, ledger);
  const other = await Account.open(app, ledger, 0);
  const empty = await Account.open(app, ledger);
  await account.grant("10");
  await beforeMigration(database, "HardenLedger1800000006500");
  const ids = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()].toSorted();
  for (const [n, { orgId }] of [account, account, other].entries())
    await owner.query(
      `WITH made AS (
        INSERT INTO scheduled_grants (org_id, id, source, kind, amount, effective_at, expires_at, business_key, issued)
          VALUES ($1, $2, 'plan', 'promotional', 7000000, '2190-01-01', $3, $4, false) RETURNING *)
      INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
        SELECT org_id, 'issue_grant', id, effective_at, $5 FROM made`,
      [orgId, ids[n], n === 0 ? null : "2190-02-01", `external:"key" ${n} \u00e9`, n === 2],
    );
  await prepareDatabase(database.ownerUrl);
  expect(await findings(database)).toEqual([]);
  const entries: object[] = await owner.query(
    "SELECT org_id, seq::int, kind, cause_id FROM entries WHERE kind = 'grant_scheduled' ORDER BY cause_id",
  );
  const made = { kind: "grant_scheduled" };
  expect(entries).toEqual([
    { ...made, org_id: account.orgId, seq: 2, cause_id: ids[0] },
    { ...made, org_id: account.orgId, seq: 3, cause_id: ids[1] },
    { ...made, org_id: other.orgId, seq: 1, cause_id: ids[2] },
  ]);
  // The ledger goes on from there.
  await account.run("cancelScheduled", { grantId: ids[0] ?? "" });
  await empty.grant("1");
  expect(await findings(database)).toEqual([]);
});
