import { unknownCell } from "../../connection/cells-source.ts";
import type { CellSource, Homes } from "../../connection/home-source.ts";
import { inPlatform, queryOf } from "../../connection/in-home.ts";
import type { Query } from "../../connection/query.ts";
import type { Transact } from "./cell-session.ts";
import { isAbandoned, noteClearing, noteMoved, readMove } from "./claim-move.ts";
import { arrive } from "./switch-over.ts";

/**
 * Ends a move whose process ended: brings it to its end if the source has committed that the organization left, and gives
 * it up otherwise. Leaves a move whose process lives. Safe to repeat. Rows that are to be cleared stay until the owner
 * moves the organization again.
 * @param homes of the worker
 * @source docs/rules.md#moving-an-organization
 */
export async function endInterruptedMove(homes: Homes, orgId: string): Promise<void> {
  const platform: Transact = (unit) =>
    inPlatform(homes.platform, (tx) => unit(({ text, values }) => tx.query(text, [...values])));
  const cellNamed = (name: string): CellSource =>
    homes.organizations.cells.find(({ cell }) => cell === name) ?? unknownCell(name);
  const noted = await platform((query) => readMove(query, orgId));
  if (noted === null || noted.step === "clearing") {
    await platform(endDue(orgId));
    return;
  }
  if (await platform(waitIfAlive(orgId))) return;
  // The mover has this lock while it switches, so it cannot switch after this transaction has given the move up.
  const place = await cellNamed(noted.from).transaction(async (tx) => {
    const found = await placeInSource(queryOf(tx), orgId);
    if (found === null)
      await platform(async (query) => {
        if (await isAbandoned(query, orgId)) await noteClearing(query, orgId, { from: noted.to, to: noted.from });
      });
    return found;
  });
  if (place !== noted.to) return;
  await cellNamed(noted.to).transaction((tx) => arrive(queryOf(tx), orgId, noted.from));
  await noteMoved(platform, orgId, noted);
}

/** Locks an organization alone, and returns the cell to which it left; `null` if it lives here. */
export async function placeInSource(query: Query, orgId: string): Promise<string | null> {
  await query({ text: "SELECT pg_advisory_xact_lock(uuid_hash_extended($1, 0))", values: [orgId] });
  await query({ text: "SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)", values: [orgId] });
  const [row] = await query({ text: "SELECT moved_to FROM organizations WHERE org_id = $1", values: [orgId] });
  return (row?.moved_to as string | null | undefined) ?? null;
}

/** Puts the work off while the process that moves the organization lives. @returns whether it does */
function waitIfAlive(orgId: string): (query: Query) => Promise<boolean> {
  return async (query) => {
    if (await isAbandoned(query, orgId)) return false;
    await query({
      text: `UPDATE platform_due SET due_at = clock_timestamp() + interval '30 seconds'
        WHERE kind = 'move_organization' AND ref = $1::text`,
      values: [orgId],
    });
    return true;
  };
}

function endDue(orgId: string): (query: Query) => Promise<void> {
  return async (query) => {
    await query({
      text: "DELETE FROM platform_due WHERE kind = 'move_organization' AND ref = $1::text",
      values: [orgId],
    });
  };
}
