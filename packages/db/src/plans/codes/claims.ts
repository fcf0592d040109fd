import type { Actor } from "@scrip/domain/ledger";
import type { CampaignTerms } from "@scrip/domain/plans/codes";
import { markDone, type PlatformWork, writePlatformDue } from "../../claims/claim.ts";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { CampaignEntity, CodeClaimEntity, type CodeClaimRow, CodeEntity } from "./campaign.entities.ts";
import { termsOf } from "./campaigns.ts";

/** A claim of a code's use for an organization. */
export interface CodeClaim {
  readonly id: string;
  readonly codeId: string;
  readonly codeHash: Buffer;
  readonly orgId: string;
  readonly actor: Actor;
  readonly terms: CampaignTerms;
  readonly isMarked: boolean;
}

/** A claim to make. */
export interface NewCodeClaim extends Pick<CodeClaim, "id" | "codeHash" | "orgId" | "actor"> {
  readonly idempotencyKey: string;
}

/**
 * Claims a use of a code, and counts it. Racing claims of one code are decided one after another.
 * @returns the claim; an earlier one of the same organization, key and code; or `null` if there is no such code, its
 *   campaign has ended, it has no use left, or the key claimed another code
 * @source docs/rules.md#redeem-codes; docs/invariants.md#g8
 */
export async function claimCode(tx: PlatformTx, wanted: NewCodeClaim): Promise<CodeClaim | null> {
  const { id, codeHash, orgId, actor, idempotencyKey } = wanted;
  const lock = { mode: "pessimistic_write" } as const;
  const code = await tx.repository(CodeEntity).findOne({ where: { hash: codeHash }, lock });
  if (code === null) return null;
  const earlier = await claimByKey(tx, orgId, idempotencyKey);
  if (earlier !== null) return earlier.codeId === code.id ? earlier : null;
  const campaign = await tx.repository(CampaignEntity).findOneByOrFail({ id: code.campaignId });
  if (campaign.endedAt !== null || (code.maxUses !== null && code.uses >= code.maxUses)) return null;
  const [clock] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  const row: CodeClaimRow = {
    id,
    codeId: code.id,
    orgId,
    idempotencyKey,
    actorType: actor.type,
    actorId: actor.id,
    claimedAt: clock.now,
    markedAt: null,
  };
  await tx.repository(CodeClaimEntity).insert(row);
  await tx.repository(CodeEntity).update({ id: code.id }, { uses: code.uses + 1 });
  await writePlatformDue(tx, redemptionOf(id));
  return { id, codeId: code.id, codeHash, orgId, actor, terms: termsOf(campaign), isMarked: false };
}

/** The claim of an organization under an idempotency key. */
export async function claimByKey(
  platform: PlatformSource | PlatformTx,
  orgId: string,
  idempotencyKey: string,
): Promise<CodeClaim | null> {
  return toClaim(platform, await platform.repository(CodeClaimEntity).findOneBy({ orgId, idempotencyKey }));
}

/** The claim with this id. */
export async function findClaim(platform: PlatformSource, id: string): Promise<CodeClaim | null> {
  return toClaim(platform, await platform.repository(CodeClaimEntity).findOneBy({ id }));
}

/** The organizations that redeemed codes of a campaign, the newest first. */
export function listRedemptions(
  platform: PlatformSource,
  campaignId: string,
  limit: number,
): Promise<readonly { readonly orgId: string; readonly at: number }[]> {
  return platform.query(
    `SELECT org_id AS "orgId", (extract(epoch FROM marked_at) * 1000)::float8 AS at
      FROM code_claims JOIN codes ON codes.id = code_claims.code_id
      WHERE codes.campaign_id = $1 AND marked_at IS NOT NULL
      ORDER BY marked_at DESC, code_claims.id DESC LIMIT $2`,
    [campaignId, limit],
  );
}

/** Marks a claim whose redemption has its credit. Safe to repeat. */
export async function markClaim(tx: PlatformTx, id: string): Promise<void> {
  await tx.query(
    `UPDATE code_claims SET marked_at = date_trunc('milliseconds', clock_timestamp())
      WHERE id = $1 AND marked_at IS NULL`,
    [id],
  );
  await markDone(tx, redemptionOf(id));
}

/** Deletes a claim that the organization's step refused, and gives its use back. Safe to repeat. */
export async function withdrawClaim(tx: PlatformTx, { id, codeId }: Pick<CodeClaim, "id" | "codeId">): Promise<void> {
  // The code's row first, as a claim locks it.
  const lock = { mode: "pessimistic_write" } as const;
  const code = await tx.repository(CodeEntity).findOne({ where: { id: codeId }, lock });
  const { affected } = await tx.repository(CodeClaimEntity).delete({ id });
  if (affected === 1 && code !== null) await tx.repository(CodeEntity).update({ id: codeId }, { uses: code.uses - 1 });
  await markDone(tx, redemptionOf(id));
}

/** The platform's due work of a claim that is not marked as done. */
export function redemptionOf(id: string): PlatformWork {
  return { kind: "redeem_code", ref: id };
}

async function toClaim(platform: PlatformSource | PlatformTx, row: CodeClaimRow | null): Promise<CodeClaim | null> {
  if (row === null) return null;
  const { id, codeId, orgId, actorType, actorId, markedAt } = row;
  const code = await platform.repository(CodeEntity).findOneByOrFail({ id: codeId });
  const campaign = await platform.repository(CampaignEntity).findOneByOrFail({ id: code.campaignId });
  return {
    id,
    codeId,
    codeHash: code.hash,
    orgId,
    actor: { type: actorType, id: actorId },
    terms: termsOf(campaign),
    isMarked: markedAt !== null,
  };
}
