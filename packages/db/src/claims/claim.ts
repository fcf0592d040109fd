import type { PlatformDueKind } from "@scrip/domain/due";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { PlatformDueEntity } from "./platform-due.entity.ts";

/** The key of a claim's row in `platform_due`. */
export interface PlatformWork {
  readonly kind: PlatformDueKind;
  /** The claimed row: an organization's id, the number of a catalog version, a mail's id. */
  readonly ref: string;
}

/** If the call that made the claim has not finished within this time, it counts as interrupted. */
const PATIENCE = "30 seconds";

/** The channel that wakes the worker for work of the platform that is due at once. */
export const PLATFORM_DUE_CHANNEL = "scrip_platform_due";

/**
 * Records that the claim still needs its act, in the other home or outside. The worker finishes interrupted claims. Safe
 * to repeat.
 * @param tx the transaction of the claim
 * @param due `now` for work that is the worker's from the start; the commit wakes it. By default the caller does the work,
 *   and the worker only if the caller was interrupted
 * @source docs/rules.md#two-homes
 */
export async function writePlatformDue(
  tx: PlatformTx,
  { kind, ref }: PlatformWork,
  due: "now" | "if interrupted" = "if interrupted",
): Promise<void> {
  const wait = due === "now" ? "0 seconds" : PATIENCE;
  await tx.query(
    `INSERT INTO platform_due (kind, ref, due_at) VALUES ($1, $2, clock_timestamp() + interval '${wait}')
      ON CONFLICT (kind, ref) DO NOTHING`,
    [kind, ref],
  );
  if (due === "now") await tx.query(`SELECT pg_notify('${PLATFORM_DUE_CHANNEL}', '')`);
}

/** Records work of one kind that is the worker's from the start. The commit wakes it. Safe to repeat. */
export async function writeDueNow(tx: PlatformTx, kind: PlatformDueKind, refs: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO platform_due (kind, ref, due_at) SELECT $1, ref, clock_timestamp() FROM unnest($2::text[]) AS ref
      ON CONFLICT (kind, ref) DO NOTHING`,
    [kind, refs],
  );
  await tx.query(`SELECT pg_notify('${PLATFORM_DUE_CHANNEL}', '')`);
}

/** Whether the work of a claim is not yet marked as done. */
export function isClaimOpen(tx: PlatformTx, { kind, ref }: PlatformWork): Promise<boolean> {
  return tx.repository(PlatformDueEntity).existsBy({ kind, ref });
}

/** Marks the work of a claim as done. @returns false if the claim was not open */
export async function takeClaim(tx: PlatformTx, { kind, ref }: PlatformWork): Promise<boolean> {
  const { affected } = await tx.repository(PlatformDueEntity).delete({ kind, ref });
  return affected === 1;
}

/** Marks the work of a claim as done. Safe to repeat. */
export async function markDone(platform: PlatformTx | PlatformSource, { kind, ref }: PlatformWork): Promise<void> {
  await platform.repository(PlatformDueEntity).delete({ kind, ref });
}
