import type { Instant } from "@scrip/domain/ledger";
import { IsNull, LessThan } from "typeorm";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { newId } from "../connection/new-id.ts";
import { type FindingJson, ReconciliationEntity, type ReconciliationRow } from "./reconciliation.entity.ts";

/** Findings that a run keeps; the rest only counts. */
const FINDINGS_KEPT = 200;

/** Runs that are kept. */
const KEPT_DAYS = 90;

/**
 * Begins a run, or goes on with one of the same kind that was interrupted.
 * @param patienceMs a run without progress for so long was interrupted
 */
export async function beginReconciliation(
  tx: PlatformTx,
  { why, since }: Pick<ReconciliationRow, "why" | "since">,
  patienceMs: number,
): Promise<ReconciliationRow> {
  const runs = tx.repository(ReconciliationEntity);
  const [{ now }] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  await runs.delete({ beganAt: LessThan(new Date(now.getTime() - KEPT_DAYS * 86_400_000)) });
  const before = await runs.findOne({ where: { why, endedAt: IsNull() }, order: { beganAt: "DESC", id: "DESC" } });
  const isInterrupted = before !== null && now.getTime() - before.seenAt.getTime() >= patienceMs;
  if (isInterrupted && before.since <= since) return before;
  const counts = { payments: 0, booked: 0, events: 0, findings: [] };
  const run = { id: newId(), why, since, beganAt: now, position: now, seenAt: now, ...counts, endedAt: null };
  await runs.insert(run);
  return run;
}

/** What a run did since its last position. */
export interface Progress {
  readonly position: Instant;
  readonly payments: number;
  readonly booked: number;
  readonly events: number;
  readonly findings: readonly FindingJson[];
}

/** Writes how far a run is. Counts and findings are added to those of before. */
export async function noteProgress(
  platform: PlatformSource,
  id: string,
  { position, payments, booked, events, findings }: Progress,
): Promise<void> {
  await platform.query(
    `UPDATE reconciliations
      SET position = least(position, $2), seen_at = date_trunc('milliseconds', clock_timestamp()),
        payments = payments + $3, booked = booked + $4, events = events + $5,
        findings = (SELECT coalesce(jsonb_agg(each ORDER BY place), '[]') FROM
          jsonb_array_elements(findings || $6::jsonb) WITH ORDINALITY all_of(each, place) WHERE place <= $7)
      WHERE id = $1`,
    [id, new Date(position), payments, booked, events, JSON.stringify(findings), FINDINGS_KEPT],
  );
}

/** Ends a run. */
export async function endReconciliation(tx: PlatformTx, id: string): Promise<void> {
  await tx.query(
    "UPDATE reconciliations SET ended_at = date_trunc('milliseconds', clock_timestamp()), seen_at = clock_timestamp() WHERE id = $1",
    [id],
  );
}

/** The run that began last; `null` before the first one. */
export function lastReconciliation(platform: PlatformSource): Promise<ReconciliationRow | null> {
  return platform.repository(ReconciliationEntity).findOne({ where: {}, order: { beganAt: "DESC", id: "DESC" } });
}
