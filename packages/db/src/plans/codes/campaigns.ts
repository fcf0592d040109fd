import type { Instant } from "@scrip/domain/ledger";
import type { CampaignTerms } from "@scrip/domain/plans/codes";
import { ADVISORY_CLASSES } from "../../connection/advisory-locks.ts";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { newId } from "../../connection/new-id.ts";
import { CampaignEntity, type CampaignRow, CodeEntity } from "./campaign.entities.ts";

/** A campaign of redeem codes. */
export interface Campaign extends CampaignTerms {
  readonly id: string;
  readonly name: string;
  /** How often each code can be redeemed in all; `null` for any number. */
  readonly uses: number | null;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

/** A campaign to store. */
export interface NewCampaign extends CampaignTerms {
  readonly name: string;
  readonly uses: number | null;
  /** The operator who makes it, and their key; `null` for the command line. */
  readonly madeBy: { readonly personId: string; readonly idempotencyKey: string } | null;
}

/** Stores a campaign. */
export async function insertCampaign(tx: PlatformTx, { madeBy, ...terms }: NewCampaign): Promise<Campaign> {
  const row: CampaignRow = {
    ...terms,
    id: newId(),
    validUntil: terms.validUntil === null ? null : new Date(terms.validUntil),
    plans: terms.plans === null ? null : [...terms.plans],
    madeBy: madeBy?.personId ?? null,
    idempotencyKey: madeBy?.idempotencyKey ?? null,
    createdAt: await nowOf(tx),
    endedAt: null,
  };
  await tx.repository(CampaignEntity).insert(row);
  return toCampaign(row);
}

/** The campaign that an operator made under this key. A second call waits for the first one, and then finds it. */
export async function campaignByKey(tx: PlatformTx, madeBy: string, idempotencyKey: string): Promise<Campaign | null> {
  const rows = `${madeBy} ${idempotencyKey}`;
  await tx.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [ADVISORY_CLASSES.campaignKeys, rows]);
  const row = await tx.repository(CampaignEntity).findOneBy({ madeBy, idempotencyKey });
  return row === null ? null : toCampaign(row);
}

/** The campaign with this id, locked until the transaction ends. */
export async function lockCampaign(tx: PlatformTx, id: string): Promise<Campaign | null> {
  const lock = { mode: "pessimistic_write" } as const;
  const row = await tx.repository(CampaignEntity).findOne({ where: { id }, lock });
  return row === null ? null : toCampaign(row);
}

/** Ends a campaign: none of its codes can be redeemed from now on. */
export async function endCampaign(tx: PlatformTx, campaign: Campaign): Promise<Campaign> {
  const endedAt = await nowOf(tx);
  await tx.repository(CampaignEntity).update({ id: campaign.id }, { endedAt });
  return { ...campaign, endedAt: endedAt.getTime() };
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

/** A campaign with the number of its codes, and of their uses. */
export interface CountedCampaign extends Campaign {
  readonly codes: number;
  readonly redeemed: number;
}

/** Lists campaigns, the newest first. */
export async function listCampaigns(platform: PlatformSource, limit: number): Promise<readonly CountedCampaign[]> {
  const rows = await platform
    .repository(CampaignEntity)
    .find({ order: { createdAt: "DESC", id: "DESC" }, take: limit });
  const counts = await platform.query<{ id: string; codes: number; redeemed: number }[]>(
    `SELECT campaign_id AS id, count(*)::integer AS codes, sum(uses)::float8 AS redeemed
      FROM codes WHERE campaign_id = ANY ($1) GROUP BY campaign_id`,
    [rows.map(({ id }) => id)],
  );
  const byId = new Map(counts.map((count) => [count.id, count]));
  return rows.map((row) => {
    const { codes = 0, redeemed = 0 } = byId.get(row.id) ?? {};
    return { ...toCampaign(row), codes, redeemed };
  });
}

async function nowOf(tx: PlatformTx): Promise<Date> {
  const [row] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return row.now;
}

/** The domain's form of a row. */
export function toCampaign({
  validUntil,
  createdAt,
  endedAt,
  madeBy: _by,
  idempotencyKey: _key,
  ...row
}: CampaignRow): Campaign {
  return {
    ...row,
    validUntil: validUntil?.getTime() ?? null,
    createdAt: createdAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
  };
}
