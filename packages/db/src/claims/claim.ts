import type { PlatformDueKind } from "@scrip/domain/due";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { PlatformDueEntity } from "./platform-due.entity.ts";

/** The key of a claim's row in `platform_due`. */
export interface PlatformWork {
  readonly kind: PlatformDueKind;
  /** The claimed row: an organization's id, or the number of a catalog version. */
  readonly ref: string;
}

/** If the call that made the claim has not finished within this time, it counts as interrupted. */
const PATIENCE = "30 seconds";

/**
 * Records that the claim still needs its act in the other home. The worker finishes interrupted claims.
 * @param tx the transaction of the claim
 * @source docs/rules.md#two-homes
 */
export async function writePlatformDue(tx: PlatformTx, { kind, ref }: PlatformWork): Promise<void> {
  await tx.query(
    `INSERT INTO platform_due (kind, ref, due_at) VALUES ($1, $2, clock_timestamp() + interval '${PATIENCE}')`,
    [kind, ref],
  );
}

/** Whether the work of a claim is not yet marked as done. */
export function isClaimOpen(tx: PlatformTx, { kind, ref }: PlatformWork): Promise<boolean> {
  return tx.repository(PlatformDueEntity).existsBy({ kind, ref });
}

/** Marks the work of a claim as done. Safe to repeat. */
export async function markDone(platform: PlatformSource, { kind, ref }: PlatformWork): Promise<void> {
  await platform.repository(PlatformDueEntity).delete({ kind, ref });
}
