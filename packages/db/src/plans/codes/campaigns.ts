import type { Instant } from "@scrip/domain/ledger";
import { APPROVAL_MS } from "@scrip/domain/operators";
import type { CampaignTerms } from "@scrip/domain/plans/codes";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { newId } from "../../connection/new-id.ts";
import { type CampaignApproval, CampaignEntity, type CampaignRow, CodeEntity } from "./campaign.entities.ts";

/** The name, the terms and the size of a campaign. */
export interface CampaignOffer extends CampaignTerms {
  readonly name: string;
  /** How often each code can be redeemed in all; `null` for any number. */
  readonly uses: number | null;
  /** How many codes it can have; `null` for any number. */
  readonly maxCodes: number | null;
  /** Why an operator made it; `null` for the command line. */
  readonly reason: string | null;
}

/** A campaign of redeem codes, with its approval if it needs one. */
export interface Campaign extends CampaignOffer {
  readonly id: string;
  /** The operator who made it; `null` for the command line. */
  readonly madeBy: string | null;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  /** `null` for a campaign that needs no approval. `expired` if nobody decided in time. */
  readonly approval: CampaignApproval | "expired" | null;
  /** The end of the time in which it waits for approval; `null` for a campaign that needs none. */
  readonly approveBefore: Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly decisionReason: string | null;
}

/** A campaign to store. */
export interface NewCampaign extends CampaignOffer {
  /** The operator who makes it, and their key; `null` for the command line. */
  readonly madeBy: { readonly personId: string; readonly idempotencyKey: string } | null;
  readonly needsApproval: boolean;
}

/** Stores a campaign: one whose codes may be made, or one that waits for approval. */
export async function insertCampaign(
  tx: PlatformTx,
  { madeBy, needsApproval, ...offer }: NewCampaign,
): Promise<Campaign> {
  const now = await nowOf(tx);
  const row: CampaignRow = {
    ...offer,
    id: newId(),
    validUntil: offer.validUntil === null ? null : new Date(offer.validUntil),
    plans: offer.plans === null ? null : [...offer.plans],
    madeBy: madeBy?.personId ?? null,
    idempotencyKey: madeBy?.idempotencyKey ?? null,
    createdAt: now,
    endedAt: null,
    approval: needsApproval ? "wanted" : null,
    approveBefore: needsApproval ? new Date(now.getTime() + APPROVAL_MS) : null,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  };
  await tx.repository(CampaignEntity).insert(row);
  return toCampaign(row, now);
}

/** The campaign that an operator made under this key. The caller has locked the operator's acts. */
export async function campaignByKey(tx: PlatformTx, madeBy: string, idempotencyKey: string): Promise<Campaign | null> {
  const row = await tx.repository(CampaignEntity).findOneBy({ madeBy, idempotencyKey });
  return row === null ? null : toCampaign(row, await nowOf(tx));
}

/** The campaign with this id, locked until the transaction ends. */
export async function lockCampaign(tx: PlatformTx, id: string): Promise<Campaign | null> {
  const lock = { mode: "pessimistic_write" } as const;
  const row = await tx.repository(CampaignEntity).findOne({ where: { id }, lock });
  return row === null ? null : toCampaign(row, await nowOf(tx));
}

/** Ends a campaign: none of its codes can be redeemed from now on. */
export async function endCampaign(tx: PlatformTx, campaign: Campaign): Promise<Campaign> {
  const endedAt = await nowOf(tx);
  await tx.repository(CampaignEntity).update({ id: campaign.id }, { endedAt });
  return { ...campaign, endedAt: endedAt.getTime() };
}

/** The decision of a second operator. */
export interface CampaignDecision {
  readonly by: string;
  readonly approval: "approved" | "refused";
  readonly reason: string | null;
}

/** Writes the decision on a campaign that waits for approval. The caller has locked the campaign. */
export async function decideCampaign(
  tx: PlatformTx,
  campaign: Campaign,
  { by: decidedBy, approval, reason: decisionReason }: CampaignDecision,
): Promise<Campaign> {
  const decidedAt = await nowOf(tx);
  await tx
    .repository(CampaignEntity)
    .update({ id: campaign.id, approval: "wanted" }, { approval, decidedBy, decidedAt, decisionReason });
  return { ...campaign, approval, decidedBy, decidedAt: decidedAt.getTime(), decisionReason };
}

/** Stores the hashes of new codes. */
export async function insertCodes(
  tx: PlatformTx,
  { id, uses }: Pick<Campaign, "id" | "uses">,
  hashes: readonly Buffer[],
): Promise<void> {
  const createdAt = await nowOf(tx);
  const row = { campaignId: id, createdAt, uses: 0, maxUses: uses };
  await tx.repository(CodeEntity).insert(hashes.map((hash) => ({ ...row, id: newId(), hash })));
}

/** The number of the codes of a campaign. */
export function countCodes(tx: PlatformTx, { id }: Pick<Campaign, "id">): Promise<number> {
  return tx.repository(CodeEntity).countBy({ campaignId: id });
}

/** Now, in whole milliseconds. */
export async function nowOf(platform: PlatformSource | PlatformTx): Promise<Date> {
  const [row] = await platform.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return row.now;
}

/** What a row gives, and to whom. */
export function termsOf({ amount, validUntil, days, perOrg, plans }: CampaignRow): CampaignTerms {
  return { amount, validUntil: validUntil?.getTime() ?? null, days, perOrg, plans };
}

/** The domain's form of a row. */
export function toCampaign(row: CampaignRow, now: Date): Campaign {
  const { id, name, uses, maxCodes, reason, madeBy, approveBefore, decidedBy, decisionReason } = row;
  const isExpired = row.approval === "wanted" && approveBefore !== null && approveBefore <= now;
  return {
    ...termsOf(row),
    id,
    name,
    uses,
    maxCodes,
    reason,
    madeBy,
    createdAt: row.createdAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
    approval: isExpired ? "expired" : row.approval,
    approveBefore: approveBefore?.getTime() ?? null,
    decidedBy,
    decidedAt: row.decidedAt?.getTime() ?? null,
    decisionReason,
  };
}
