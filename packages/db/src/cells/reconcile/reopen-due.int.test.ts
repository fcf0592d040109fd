import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { openReadPool } from "../../connection/read-pool.ts";
import { onPool } from "../../connection/transaction.ts";
import { Account, appLedger } from "../../ledger/an-account.test-support.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { dropDue, reopenDue } from "./reopen-due.ts";

const database = await testDatabase();
const app = await database.open("app");
const ledger = appLedger(database);
const asOwner = openReadPool(database.ownerUrl);
afterAll(() => Promise.all([ledger.close(), asOwner.end()]));
const query = onPool(asOwner);

/** What happens on a test clock is notified, in real time, unless it lies more than a day in the past. */
const AN_HOUR_AGO = Date.now() - 3_600_000;

const dueOf = (orgId: string) =>
  query({
    text: `SELECT kind, ref_id, on_test_clock, CASE WHEN kind <> 'send_notice' THEN due_at END AS at
      FROM due WHERE org_id = $1 ORDER BY kind, ref_id`,
    values: [orgId],
  });

it.each([null, AN_HOUR_AGO])(
  "due work that follows from rows is made again as it was, with the test clock at %s",
  async (clockAt) => {
    const { orgId } = await anOrganization(app, { clockAt, catalog: catalogText(tiered) });
    const account = new Account(ledger, orgId);
    const expiresAt = (clockAt ?? Date.now()) + 86_400_000;
    await account.grant("5.00", { expiresAt });
    await account.run("placeHold", { amount: usd("1.00"), ttlMs: 3_600_000 });
    // The balance is exhausted: a notice waits, which is sent in real time.
    await account.charge("4.00");
    const before = await dueOf(orgId);
    expect(before.map(({ kind }) => kind)).toEqual(["expire_grant", "expire_hold", "send_notice"]);
    await dropDue(query, orgId);
    expect(await dueOf(orgId)).toEqual([]);
    await reopenDue(query, orgId);
    await reopenDue(query, orgId);
    expect(await dueOf(orgId)).toEqual(before);
  },
);
