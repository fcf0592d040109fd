import type { Client } from "pg";
import type { HomesInSchema } from "../../schema/homes.ts";
import { distributeCell, gatherCell, isDistributed } from "./distribute-cell.ts";
import { isUpToDate } from "./up-to-date.ts";

/**
 * Prepares the schema of a cell, with ordinary tables on the coordinator, and lets Citus distribute it. A cell that is
 * distributed already comes back for the migrations: Citus copies its rows twice, and the cell stands still.
 * @param prepare runs the migrations and the sql files, as on plain PostgreSQL
 */
export async function prepareCell(owner: Client, place: HomesInSchema, prepare: () => Promise<void>): Promise<void> {
  const { schema } = place;
  if (await isDistributed(owner, schema)) {
    if (await isUpToDate(owner, place)) return;
    await gatherCell(owner, schema);
    // Citus makes the views anew, without the rights on them. The sql files have these, and are applied again.
    await owner.query(`DELETE FROM ${schema}.sql_functions`);
  }
  await prepare();
  await distributeCell(owner, schema);
}
