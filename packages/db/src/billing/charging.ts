import { RESTORE_STRIDE } from "@scrip/domain/billing/charging";
import type { Instant } from "@scrip/domain/ledger";
import { InvariantError } from "../connection/errors.ts";
import type { Homes, PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { ChargingEntity, type ChargingRow } from "./charging.entity.ts";

/** Reads whether the platform takes payments now. */
export async function readCharging(platform: PlatformSource | PlatformTx): Promise<ChargingRow> {
  const row = await platform.repository(ChargingEntity).findOneBy({ id: true });
  if (row === null) throw new InvariantError("the row of charging is missing");
  return row;
}

/** Locks the row until the transaction ends. */
export async function lockCharging(tx: PlatformTx): Promise<ChargingRow> {
  await tx.query("SELECT id FROM charging FOR UPDATE");
  return readCharging(tx);
}

/** Pauses charging. @param by the operator; `null` for the command line */
export async function writePause(tx: PlatformTx, why: string, by: string | null): Promise<void> {
  await tx.query(`UPDATE charging SET pause_why = $1, paused_by = $2, paused_since = ${NOW}`, [why, by]);
}

export async function endPause(tx: PlatformTx): Promise<void> {
  await tx.query("UPDATE charging SET pause_why = NULL, paused_by = NULL, paused_since = NULL");
}

/** Keeps charging off until payments are reconciled. @returns the mark, which moves on by a stride */
export async function writeRestore(tx: PlatformTx, why: string): Promise<number> {
  const [[row]] = await tx.query<[{ mark: bigint }[], number]>(
    `UPDATE charging SET restore_why = $1, restored_since = ${NOW}, restored_from = marked_at, mark = mark + $2 RETURNING mark`,
    [why, RESTORE_STRIDE],
  );
  return Number(row?.mark);
}

/**
 * Ends the wait after a restore.
 * @param seen the instant at which the restore was recognised: a later restore waits on
 * @param servers what the servers call themselves now
 * @returns whether the wait ended
 */
export async function endRestore(tx: PlatformTx, seen: Instant, servers: string): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `UPDATE charging SET restore_why = NULL, restored_since = NULL, restored_from = NULL, reconciled_servers = $2 WHERE restored_since = $1`,
    [new Date(seen), servers],
  );
  return count === 1;
}

/** Counts the mark up. @returns the mark */
export async function countMark(platform: PlatformSource): Promise<number> {
  const [[row]] = await platform.query<[{ mark: bigint }[], number]>(
    `UPDATE charging SET mark = mark + 1, marked_at = ${NOW} RETURNING mark`,
  );
  if (row === undefined) throw new InvariantError("the row of charging is missing");
  return Number(row.mark);
}

/**
 * What the servers of both homes call themselves: system identifier and timeline. A base backup that was rolled forward
 * has another timeline, and a dump that was loaded elsewhere another system identifier.
 */
export async function serversOf({ organizations, platform }: Homes): Promise<string> {
  // Cells with names have identities of their own, which each connection checks.
  const cells = organizations.cells.filter(({ cell }) => cell === null);
  const names = await Promise.all([...cells, platform].map((home) => home.query<[{ name: string }]>(SERVER)));
  return [...new Set(names.map(([{ name }]) => name))].join(" ");
}

const NOW = "date_trunc('milliseconds', clock_timestamp())";

const SERVER = `
  SELECT system_identifier || '/' || timeline_id AS name FROM pg_control_system(), pg_control_checkpoint()`;
