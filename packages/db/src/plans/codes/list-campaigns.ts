import { SUMMED_MS } from "@scrip/domain/operators";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { CampaignEntity } from "./campaign.entities.ts";
import { type Campaign, nowOf, toCampaign } from "./campaigns.ts";

/** A campaign with the number of its codes, and of their uses. */
export interface CountedCampaign extends Campaign {
  readonly codes: number;
  readonly redeemed: number;
}

/** Which campaigns to list. */
export interface CampaignList {
  /** `wanted`: those that wait for approval. `asked`: those that needed it. All of them if not given. */
  readonly approval?: "wanted" | "asked" | undefined;
  readonly limit: number;
}

/** Lists campaigns, the newest first. */
export async function listCampaigns(
  platform: PlatformSource,
  { approval, limit }: CampaignList,
): Promise<readonly CountedCampaign[]> {
  const campaigns = platform.repository(CampaignEntity).createQueryBuilder("campaign");
  if (approval === "asked") campaigns.andWhere("campaign.approval IS NOT NULL");
  if (approval === "wanted")
    campaigns.andWhere(
      "campaign.approval = 'wanted' AND campaign.approveBefore > clock_timestamp() AND campaign.endedAt IS NULL",
    );
  const rows = await campaigns
    .orderBy("campaign.createdAt", "DESC")
    .addOrderBy("campaign.id", "DESC")
    .take(limit)
    .getMany();
  const counts = await platform.query<{ id: string; codes: number; redeemed: number }[]>(
    `SELECT campaign_id AS id, count(*)::integer AS codes, sum(uses)::float8 AS redeemed
      FROM codes WHERE campaign_id = ANY ($1) GROUP BY campaign_id`,
    [rows.map(({ id }) => id)],
  );
  const byId = new Map(counts.map((count) => [count.id, count]));
  const now = await nowOf(platform);
  return rows.map((row) => {
    const { codes = 0, redeemed = 0 } = byId.get(row.id) ?? {};
    return { ...toCampaign(row, now), codes, redeemed };
  });
}

/** The most that the campaigns can give that an operator made alone within `SUMMED_MS`, in micro-USD. */
export async function sumOfCampaignsAlone(platform: PlatformSource | PlatformTx, madeBy: string): Promise<bigint> {
  const [row] = await platform.query<[{ sum: string }]>(
    `SELECT coalesce(sum(amount::numeric * uses * max_codes), 0)::text AS sum FROM campaigns
      WHERE made_by = $1 AND approval IS NULL AND created_at > clock_timestamp() - $2 * interval '1 millisecond'`,
    [madeBy, SUMMED_MS],
  );
  return BigInt(row.sum);
}
