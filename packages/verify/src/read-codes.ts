import { livesHere, type Places, readCells } from "./cells.ts";
import { type Cells, readRows, text, whole, wholeOrNull } from "./read.ts";

/** What the campaign of a code says. */
interface CodeCampaign {
  readonly id: string;
  readonly uses: number | null;
  readonly perOrg: number;
  readonly amount: string;
  readonly maxCodes: number | null;
  /** `null` if it needs none. */
  readonly approval: string | null;
}

/** A code with what its campaign says, and the number of its claims. */
export interface CodeLine {
  readonly id: string;
  /** Lower-case hex. */
  readonly hash: string;
  readonly uses: number;
  readonly maxUses: number | null;
  readonly claims: number;
  /** `null` if its campaign does not exist. */
  readonly campaign: CodeCampaign | null;
}

/** A claim of a code's use. */
export interface CodeClaimLine {
  readonly id: string;
  readonly codeId: string;
  readonly orgId: string;
  readonly isMarked: boolean;
}

/** The outcome of a claim in its organization. */
export interface RedemptionLine {
  readonly orgId: string;
  readonly claimId: string;
  readonly codeId: string;
  readonly grantId: string | null;
}

/** A grant under the business key of a claim. */
export interface CodeGrantLine {
  readonly orgId: string;
  readonly id: string;
  readonly claimId: string;
  readonly amount: string;
}

/** Redeem codes, as both homes have them. */
export interface CodeRows {
  readonly codes: readonly CodeLine[];
  readonly claims: readonly CodeClaimLine[];
  /** The ids of claims whose due work is open. */
  readonly due: readonly string[];
  readonly redemptions: readonly RedemptionLine[];
  readonly grants: readonly CodeGrantLine[];
}

/**
 * Reads redeem codes from both homes, one after another. A change between the reads looks like a contradiction: the caller
 * reads again and keeps what both reads show.
 */
export async function readCodes(places: Places): Promise<CodeRows> {
  const all = async <Row>(sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    (await readRows(places.platform, sql, [])).map(read);
  return {
    codes: await all(CODES, readCode),
    claims: await all(
      "SELECT id, code_id, org_id, marked_at IS NOT NULL FROM code_claims",
      ([id, codeId, orgId, isMarked]) => ({
        id: text(id),
        codeId: text(codeId),
        orgId: text(orgId),
        isMarked: isMarked === "t",
      }),
    ),
    due: await all("SELECT ref FROM platform_due WHERE kind = 'redeem_code'", ([ref]) => text(ref)),
    redemptions: await readCells(
      places,
      `SELECT org_id, claim_id, code_id, grant_id FROM redemptions WHERE ${livesHere("redemptions")}`,
      ([orgId, claimId, codeId, grantId]) => ({
        orgId: text(orgId),
        claimId: text(claimId),
        codeId: text(codeId),
        grantId: grantId ?? null,
      }),
    ),
    grants: await readCells(
      places,
      `SELECT org_id, id, substr(business_key, 6), amount FROM grants
        WHERE source = 'code' AND starts_with(business_key, 'code:') AND ${livesHere("grants")}`,
      ([orgId, id, claimId, amount]) => ({
        orgId: text(orgId),
        id: text(id),
        claimId: text(claimId),
        amount: text(amount),
      }),
    ),
  };
}

/** A code, its campaign and its claims in one snapshot. */
const CODES = `
  SELECT c.id, encode(c.hash, 'hex'), c.uses, c.max_uses, m.id IS NOT NULL, m.id, m.uses, m.per_org, m.amount,
    m.max_codes, m.approval, (SELECT count(*) FROM code_claims WHERE code_id = c.id)
  FROM codes c LEFT JOIN campaigns m ON m.id = c.campaign_id`;

function readCode([id, hash, uses, maxUses, hasCampaign, ...campaign]: Cells): CodeLine {
  const [campaignId, most, perOrg, amount, maxCodes, approval, claims] = campaign;
  return {
    id: text(id),
    hash: text(hash),
    uses: whole(uses),
    maxUses: wholeOrNull(maxUses),
    claims: whole(claims),
    campaign:
      hasCampaign === "t"
        ? {
            id: text(campaignId),
            uses: wholeOrNull(most),
            perOrg: whole(perOrg),
            amount: text(amount),
            maxCodes: wholeOrNull(maxCodes),
            approval: approval ?? null,
          }
        : null,
  };
}
