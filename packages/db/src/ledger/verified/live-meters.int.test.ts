import { GB } from "@scrip/domain/usage/storage";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import type pg from "pg";
import { afterAll, expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { Account, appLedger } from "../an-account.test-support.ts";
import { openPool } from "./on-database.fixture.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const START = Date.UTC(2027, 4, 30, 23, 50);
const NO_LABELS = { project: null, member: null };

const database = await testDatabase();
const ledger = appLedger(database);
const app = await database.open("app");
const pool = openPool(database.urls.verify);
afterAll(() => Promise.all([pool.end(), ledger.close()]));

/** The same pool, with something that happens once: after the snapshot of a run, and before it reads charges of meters. */
function withBetween(act: () => Promise<unknown>): pg.Pool {
  let acted: Promise<unknown> | null = null;
  const query = async (config: { readonly text?: string }) => {
    if (config.text?.includes("FROM metered_charges c") === true) {
      acted ??= act();
      await acted;
    }
    return pool.query(config as pg.QueryConfig);
  };
  return { query, connect: () => pool.connect() } as unknown as pg.Pool;
}

it("L19 L20 verify finds nothing in meters that are charged while it runs", async () => {
  const account = await Account.open(app, ledger, START);
  const { orgId } = account;
  await account.grant("100");
  const volume = { bytes: 250n * GB, since: null, resource: "storage.gb-month", ...NO_LABELS };
  const endpoint = { resource: "gpu.l40s", unitsMilli: 1, ...NO_LABELS };
  await account.run("setStorage", { ref: "data", ...volume });
  await advanceClock(ledger, orgId, START + DAY);
  await account.run("startEndpoint", { ref: "first", ...endpoint });
  await advanceClock(ledger, orgId, START + DAY + 6 * MINUTE);

  let acted = false;
  const live = withBetween(async () => {
    await account.run("startEndpoint", { ref: "second", ...endpoint });
    // The next midnight books the meter of May, and begins that of June.
    await advanceClock(ledger, orgId, START + DAY + 15 * MINUTE);
    acted = true;
  });
  expect((await verifyLedger({ pool: live, orgIds: [orgId] })).findings).toEqual([]);
  expect(acted).toBe(true);
});
