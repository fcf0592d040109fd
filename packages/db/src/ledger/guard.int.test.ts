import { randomUUIDv7 } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { InvariantError } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import { inTransaction } from "../connection/transaction.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, books } from "./an-account.test-support.ts";
import { KnownSeries } from "./keys/series.ts";
import { runBatch } from "./run-batch.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

it("L8 a head that changed since it was locked fails its batch, although COMMIT is already sent", async () => {
  const account = await Account.open(app, ledger);
  await account.grant("10");
  const labels = { resource: null, project: null, member: null };
  const command = account.command("charge", { amount: 1_000_000n, onShortfall: "refuse", ...labels });
  const moveHead = { text: "UPDATE organizations SET seq = seq + 1 WHERE org_id = $1", values: [account.orgId] };
  const charge = inTransaction(ledger.pool, (query, finish) => {
    const finishElsewhere: Query = async (statement) => {
      await query(moveHead);
      return finish(statement);
    };
    return runBatch(query, books, [{ command, key: randomUUIDv7() }], {
      part: 1,
      finish: finishElsewhere,
      series: new KnownSeries(),
    });
  });
  await expect(charge).rejects.toThrow(InvariantError);
  const found = await owner.query("SELECT seq, available FROM organizations WHERE org_id = $1", [account.orgId]);
  expect(found).toEqual([{ seq: 1n, available: 10_000_000n }]);
});
