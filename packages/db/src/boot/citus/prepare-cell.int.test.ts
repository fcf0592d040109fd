import { verifyLedger } from "@scrip/verify/verify-ledger";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { asCell, atNode, citusAddress } from "../../cells/citus-address.ts";
import { openReadPool } from "../../connection/read-pool.ts";
import { roleUrls } from "../../connection/roles.ts";
import { StartupError } from "../../connection/startup-error.ts";
import { Account, books } from "../../ledger/an-account.test-support.ts";
import { openLedger } from "../../ledger/ledger.ts";
import { HOMES_APART } from "../../schema/homes.ts";
import { testDatabase } from "../../testing/index.ts";
import { onDatabase } from "../../testing/on-database.ts";
import { prepareDatabase } from "../prepare-database.ts";

// Citus copies some seventy tables, each with commands to every node.
vi.setConfig({ testTimeout: 300_000 });

const CELL = HOMES_APART.filter(({ homes }) => homes.includes("organizations"));
const SCHEMA = "scrip_organizations_home";

describe.skipIf(!process.env.SCRIP_CITUS_URL)("the preparation of a cell on Citus", async () => {
  if (!process.env.SCRIP_CITUS_URL) return;
  const database = await testDatabase();
  const coordinatorUrl = onDatabase(process.env.SCRIP_CITUS_URL, database.name);

  it("is refused on a node that is not the coordinator", async () => {
    const preparing = prepareDatabase(database.ownerUrl, { places: CELL });
    await expect(preparing).rejects.toThrow(StartupError);
  });

  it("leaves a cell of this version where it is", async () => {
    const before = await placements(coordinatorUrl);
    await prepareDatabase(coordinatorUrl, { places: CELL });
    expect(await placements(coordinatorUrl)).toEqual(before);
  });

  it("brings the rows of a cell of another version along, and it serves from its new place", async () => {
    const ledger = openLedger({ url: database.urls.app, books });
    const account = await Account.open(await database.open("app"), ledger);
    await account.grant("10.00");
    for (let n = 0; n < 3; n += 1) await account.charge("1.00");
    await ledger.close();

    const before = await placements(coordinatorUrl);
    await query(coordinatorUrl, `UPDATE ${SCHEMA}.sql_functions SET hash = 'of another version' WHERE name = 'marks'`);
    await prepareDatabase(coordinatorUrl, { places: CELL });
    expect(await placements(coordinatorUrl)).not.toEqual(before);

    const urls = roleUrls(asCell(atNode(coordinatorUrl, await addressOf(coordinatorUrl))));
    const anew = openLedger({ url: urls.app, books });
    await account.through(anew).charge("1.00");
    await anew.close();
    const pool = openReadPool(urls.verify);
    const { findings, entries } = await verifyLedger({ pool });
    await pool.end();
    expect({ findings, entries }).toEqual({ findings: [], entries: 5 });
  });
});

/** The shards of the cell, which are other ones after it came back to the coordinator. */
function placements(url: string): Promise<unknown[]> {
  return query(
    url,
    `SELECT shardid, groupid FROM pg_dist_placement JOIN pg_dist_shard USING (shardid) ORDER BY shardid`,
  );
}

async function addressOf(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const address = await citusAddress(client, SCHEMA);
  await client.end();
  if (address === null) throw new Error("the cell is not distributed");
  return address;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
