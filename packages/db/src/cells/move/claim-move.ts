import type { Query } from "../../connection/query.ts";
import type { Session, Transact } from "./cell-session.ts";

/** A move of an organization, as the platform notes it. */
export interface NotedMove {
  readonly from: string;
  readonly to: string;
  /** `clearing`: it is over, or was given up; `from` still has rows that an erasure would have to find. */
  readonly step: "copying" | "switching" | "clearing";
}

/** Where an organization lives, as the platform knows it, and its cells. */
export interface Place {
  readonly cell: string;
  readonly cells: readonly { readonly name: string; readonly state: "open" | "draining" }[];
}

const KIND = "move_organization";

/**
 * Takes the lock on the moves of an organization for as long as the session lasts. While a process has it, the worker
 * leaves the move to the process.
 * @returns whether no other process has it
 */
export async function lockMoves({ query }: Session, orgId: string): Promise<boolean> {
  const [row] = await query({
    text: "SELECT pg_try_advisory_lock(uuid_hash_extended($1, 1)) AS taken",
    values: [orgId],
  });
  return row?.taken === true;
}

/** Gives the lock back, in the session that took it. */
export async function unlockMoves({ query }: Session, orgId: string): Promise<void> {
  await query({ text: "SELECT pg_advisory_unlock(uuid_hash_extended($1, 1))", values: [orgId] });
}

/** Whether no process has the lock on the moves of an organization. The transaction then has it until its end. */
export async function isAbandoned(query: Query, orgId: string): Promise<boolean> {
  const [row] = await query({
    text: "SELECT pg_try_advisory_xact_lock(uuid_hash_extended($1, 1)) AS taken",
    values: [orgId],
  });
  return row?.taken === true;
}

/** Reads where an organization lives; `null` if the platform does not know it. */
export async function readPlace(query: Query, orgId: string): Promise<Place | null> {
  const cells = await query({ text: "SELECT name, state, is_first FROM cells ORDER BY name", values: [] });
  const [row] = await query({
    text: `SELECT cell FROM organization_registry r WHERE org_id = $1
      AND NOT EXISTS (SELECT FROM platform_due WHERE kind = 'create_organization' AND ref = r.org_id::text)`,
    values: [orgId],
  });
  const first = cells.find(({ is_first }) => is_first === true);
  if (row === undefined || first === undefined) return null;
  return {
    cell: String(row.cell ?? first.name),
    cells: cells.map(({ name, state }) => ({ name: String(name), state: state === "open" ? "open" : "draining" })),
  };
}

export async function readMove(query: Query, orgId: string): Promise<NotedMove | null> {
  const [row] = await query({
    text: "SELECT from_cell, to_cell, step FROM organization_moves WHERE org_id = $1",
    values: [orgId],
  });
  if (row === undefined) return null;
  return { from: String(row.from_cell), to: String(row.to_cell), step: row.step as NotedMove["step"] };
}

/** Claims a move. The worker ends it if this process does not. */
export async function claimMove(
  { transaction }: Session,
  orgId: string,
  { from, to }: Omit<NotedMove, "step">,
): Promise<void> {
  await transaction(async (query) => {
    await query({ text: "DELETE FROM organization_moves WHERE org_id = $1", values: [orgId] });
    await query({
      text: `INSERT INTO organization_moves (org_id, from_cell, to_cell, started_at, step)
        VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp()), 'copying')`,
      values: [orgId, from, to],
    });
    await query({
      text: `INSERT INTO platform_due (kind, ref, due_at) VALUES ('${KIND}', $1::text, clock_timestamp() + interval '30 seconds')
        ON CONFLICT (kind, ref) DO NOTHING`,
      values: [orgId],
    });
  });
}

/** Notes how far a move is, or that it switches. @throws Error if the claim is gone */
export async function noteStep(
  query: Query,
  orgId: string,
  {
    step,
    rows,
    rowsInAll,
  }: { readonly step: "copying" | "switching"; readonly rows: number; readonly rowsInAll: number },
): Promise<void> {
  const noted = await query({
    text: `UPDATE organization_moves SET step = $2, rows_copied = $3, rows_in_all = $4
      WHERE org_id = $1 AND step <> 'clearing' RETURNING org_id`,
    values: [orgId, step, rows, Math.max(rows, rowsInAll)],
  });
  if (noted.length === 0)
    throw new Error("The worker has given up this move, because it took this process for dead. Move it again.");
}

/** Notes where an organization lives after its move. Safe to repeat. What is left is to clear the cell that it left. */
export function noteMoved(platform: Transact, orgId: string, { from, to }: Omit<NotedMove, "step">): Promise<void> {
  return platform(async (query) => {
    await query({ text: "UPDATE organization_registry SET cell = $2 WHERE org_id = $1", values: [orgId, to] });
    await noteClearing(query, orgId, { from, to });
  });
}

/** Ends a move. `from` still has rows to clear. */
export async function noteClearing(query: Query, orgId: string, { from, to }: Omit<NotedMove, "step">): Promise<void> {
  await query({
    text: "UPDATE organization_moves SET step = 'clearing', from_cell = $2, to_cell = $3 WHERE org_id = $1",
    values: [orgId, from, to],
  });
  await query({ text: `DELETE FROM platform_due WHERE kind = '${KIND}' AND ref = $1::text`, values: [orgId] });
}

/** Forgets a move of which nothing is left. */
export async function forgetMove(query: Query, orgId: string): Promise<void> {
  await query({ text: "DELETE FROM organization_moves WHERE org_id = $1 AND step = 'clearing'", values: [orgId] });
}
