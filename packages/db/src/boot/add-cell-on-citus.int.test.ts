import pg from "pg";
import { afterAll, describe, expect, it, vi } from "vitest";
import { roleUrls } from "../connection/roles.ts";
import { Account, books } from "../ledger/an-account.test-support.ts";
import { openLedger } from "../ledger/ledger.ts";
import { openHomes } from "../schema/open-homes.ts";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { runSql } from "../testing/run-sql.ts";
import { addCell, addFirstCell } from "./add-cell.ts";
import { servingUrlOf } from "./cell-database.ts";
import { prepareDatabase } from "./prepare-database.ts";

// Citus copies some seventy tables, each with commands to every node.
vi.setConfig({ testTimeout: 300_000 });

describe.skipIf(!process.env.SCRIP_CITUS_URL)("a cell on Citus", async () => {
  const citusUrl = process.env.SCRIP_CITUS_URL;
  if (!citusUrl) return;
  const { name } = await testDatabase();
  // The copy of the template has a cell already, without a name, and is prepared.
  const coordinatorUrl = onDatabase(citusUrl, name);
  const platformName = `${name}_platform`;
  const platformUrl = onDatabase(citusUrl, platformName);
  await runSql(citusUrl, `CREATE DATABASE ${platformName}`);
  afterAll(() => runSql(citusUrl, `DROP DATABASE ${platformName} WITH (FORCE)`));
  await prepareDatabase(platformUrl);
  await addFirstCell({ name: "a", platformUrl });

  it("is added at the address of the coordinator, serves at that of its node, and adding it again changes nothing", async () => {
    const cell = { name: "b", platformUrl, given: {} };
    await expect(addCell(cell, coordinatorUrl)).resolves.toBe(true);
    await expect(addCell(cell, coordinatorUrl)).resolves.toBe(false);

    const servingUrl = await servingUrlOf(coordinatorUrl, 1_000);
    const owner = new pg.Client({ connectionString: servingUrl });
    await owner.connect();
    const { rows } = await owner.query("SELECT name, epoch::int FROM cell");
    await owner.end();
    expect(rows).toEqual([{ name: "b", epoch: 1 }]);

    const homes = await openHomes(
      { organizations: roleUrls(servingUrl).app, platform: roleUrls(platformUrl).app },
      { applicationName: "scrip-test" },
    );
    const ledger = openLedger({ url: roleUrls(servingUrl).app, books });
    const account = await Account.open(homes, ledger);
    await account.grant("10.00");
    await account.charge("4.00");
    expect((await account.look()).ledger.balance.available).toBe(6_000_000n);
    await ledger.close();
    await homes.close();
  });
});
