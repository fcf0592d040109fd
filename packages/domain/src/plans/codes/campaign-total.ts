import type { Micros } from "../../money/index.ts";
import { needsApproval } from "../../operators/staff-act.ts";

/** How often a campaign can give its credit. */
export interface CampaignSize {
  /** Micro-USD of one redemption. */
  readonly amount: Micros;
  /** How often each code can be redeemed in all; `null` for any number. */
  readonly uses: number | null;
  /** How many codes it can have; `null` for any number. */
  readonly maxCodes: number | null;
}

/**
 * The most that a campaign of redeem codes can give: the amount of one redemption, for each use of each code.
 * @returns micro-USD; `null` without a limit
 * @source docs/rules.md#redeem-codes
 */
export function campaignTotal({ amount, uses, maxCodes }: CampaignSize): Micros | null {
  return uses === null || maxCodes === null ? null : amount * BigInt(uses) * BigInt(maxCodes);
}

/**
 * Whether a campaign needs the approval of a second operator. One without a limit always does.
 * @param before what the operator's own campaigns of the last 24 hours without approval can give, in micro-USD
 * @param limit up to which one operator acts alone, in micro-USD
 * @source docs/rules.md#approvals
 */
export function campaignNeedsApproval(size: CampaignSize, before: Micros, limit: Micros): boolean {
  const total = campaignTotal(size);
  return total === null || needsApproval(total, before, limit);
}
