import type { Instant } from "../../ledger/index.ts";
import type { Micros } from "../../money/index.ts";

/** What a campaign of redeem codes gives, and to whom. */
export interface CampaignTerms {
  /** Micro-USD of one redemption. */
  readonly amount: Micros;
  /** Codes are valid before this instant of an organization's time; `null` for ever. */
  readonly validUntil: Instant | null;
  /** The life of the credit in days of 24 hours; `null` for ever. */
  readonly days: number | null;
  /** How often one organization can redeem each code. */
  readonly perOrg: number;
  /** The plans whose organizations can redeem; `null` for any plan. */
  readonly plans: readonly string[] | null;
}

/** The organization of a redemption, at its time. */
export interface RedeemingOrganization {
  readonly plan: string;
  readonly isClosed: boolean;
  /** How often it redeemed the code before. */
  readonly redeemed: number;
  readonly now: Instant;
}

/**
 * Whether an organization can redeem a code of a campaign now. How often the code is used in all is counted before.
 * @source docs/rules.md#redeem-codes
 */
export function canRedeem(terms: CampaignTerms, organization: RedeemingOrganization): boolean {
  const { validUntil, perOrg, plans } = terms;
  const { plan, isClosed, redeemed, now } = organization;
  return (
    !isClosed &&
    redeemed < perOrg &&
    (validUntil === null || now < validUntil) &&
    (plans === null || plans.includes(plan))
  );
}

const DAY_MS = 86_400_000;

/** When the credit of a redemption expires; `null` for never. */
export function redeemedUntil({ days }: Pick<CampaignTerms, "days">, now: Instant): Instant | null {
  return days === null ? null : now + days * DAY_MS;
}
