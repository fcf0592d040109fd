import { type DueKind, PLAN_DUE_KINDS } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { DueEntity } from "./due.entity.ts";
import type { DueWork } from "./due-work.ts";

/** A row of due work that is wanted. */
export interface WantedDue extends DueWork {
  readonly onTestClock: boolean;
  /** `null` removes the row. */
  readonly dueAt: Instant | null;
}

/**
 * Writes, moves or removes a row of due work. A row that moves begins its tries anew.
 * @param tx a transaction that has locked the organization
 * @source docs/rules.md#due-work
 */
export async function setDue(
  tx: OrganizationsTx,
  { orgId, kind, refId, onTestClock, dueAt }: WantedDue,
): Promise<void> {
  if (dueAt === null) {
    await tx.query("DELETE FROM due WHERE org_id = $1 AND kind = $2 AND ref_id = $3", [orgId, kind, refId]);
    return;
  }
  await tx.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (org_id, kind, ref_id) DO UPDATE
        SET due_at = excluded.due_at, tries = 0, problem = NULL, parked_at = NULL
        WHERE due.due_at <> excluded.due_at`,
    [orgId, kind, refId, new Date(dueAt), onTestClock],
  );
}

/** Whether due work has a row: it was not carried out to its end yet. */
export async function hasDue(tx: OrganizationsTx, { orgId, kind, refId }: DueWork): Promise<boolean> {
  return tx.repository(DueEntity).existsBy({ orgId, kind, refId });
}

/**
 * Writes a row of due work, unless it is there already, at whatever time.
 * @param tx a transaction that has locked the organization
 */
export async function addDue(
  tx: OrganizationsTx,
  { orgId, kind, refId, onTestClock, dueAt }: WantedDue & { readonly dueAt: Instant },
): Promise<void> {
  await tx.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (org_id, kind, ref_id) DO NOTHING`,
    [orgId, kind, refId, new Date(dueAt), onTestClock],
  );
}

/**
 * Finds the first work about the plan of an organization that is due by its own time. Parked work counts too, since what
 * comes after it would be wrong.
 */
export async function duePlanWork(tx: OrganizationsTx, orgId: string, time: Date): Promise<DueWork | null> {
  const [row]: { kind: DueKind; refId: string }[] = await tx.query(
    `SELECT kind, ref_id AS "refId" FROM due WHERE org_id = $1 AND kind = ANY ($2) AND due_at <= $3
      ORDER BY due_at, due_rank(kind), ref_id LIMIT 1`,
    [orgId, PLAN_DUE_KINDS, time],
  );
  return row === undefined ? null : { orgId, ...row };
}
