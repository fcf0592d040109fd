import type { Instant } from "@scrip/domain/ledger";
import { TRIES_MS, waitForTry } from "@scrip/domain/plans/codes";
import { LessThanOrEqual } from "typeorm";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { GrantEntity } from "../../ledger/entities/grant.entity.ts";
import { CodeTryEntity, RedemptionEntity, type RedemptionRow } from "./redemption.entities.ts";

/** The outcome of a claim in its organization: its credit, or `null` if it was refused. */
export interface Redemption {
  readonly credit: {
    readonly grant: string;
    readonly amount: bigint;
    readonly expiresAt: Instant | null;
  } | null;
}

/** The outcome of a claim; `null` if it has none yet. */
export async function findRedemption(tx: OrganizationsTx, orgId: string, claimId: string): Promise<Redemption | null> {
  const row = await tx.repository(RedemptionEntity).findOneBy({ orgId, claimId });
  if (row === null) return null;
  if (row.grantId === null) return { credit: null };
  const { id, amount, expiresAt } = await tx.repository(GrantEntity).findOneByOrFail({ orgId, id: row.grantId });
  return { credit: { grant: id, amount, expiresAt: expiresAt?.getTime() ?? null } };
}

/** How often an organization redeemed a code. The caller has locked the organization. */
export function countRedemptions(tx: OrganizationsTx, orgId: string, codeId: string): Promise<number> {
  return tx
    .repository(RedemptionEntity)
    .createQueryBuilder("redemption")
    .where("redemption.orgId = :orgId AND redemption.codeId = :codeId", { orgId, codeId })
    .andWhere("redemption.grantId IS NOT NULL")
    .getCount();
}

/** Writes the outcome of a claim. It is final. */
export async function insertRedemption(tx: OrganizationsTx, row: RedemptionRow): Promise<void> {
  await tx.repository(RedemptionEntity).insert(row);
}

/**
 * Counts a try of a code as failed until it succeeds. The caller has locked the organization.
 * @param id names the try
 * @returns 0; or, if there were too many failed tries, the milliseconds until the next one. Then nothing is counted
 */
export async function takeTry(tx: OrganizationsTx, orgId: string, id: string, now: Instant): Promise<number> {
  const tries = tx.repository(CodeTryEntity);
  await tries.delete({ orgId, triedAt: LessThanOrEqual(new Date(now - TRIES_MS)) });
  const rows = await tries.findBy({ orgId });
  const instants = rows.map(({ triedAt }) => triedAt.getTime());
  const wait = waitForTry(instants, now);
  if (wait === 0) await tries.insert({ orgId, id, triedAt: new Date(now) });
  return wait;
}

/** Takes a try out of the count, since it succeeded. Safe to repeat. */
export async function giveTryBack(tx: OrganizationsTx, orgId: string, id: string): Promise<void> {
  await tx.repository(CodeTryEntity).delete({ orgId, id });
}
