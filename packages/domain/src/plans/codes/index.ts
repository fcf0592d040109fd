export { type CampaignSize, campaignNeedsApproval, campaignTotal } from "./campaign-total.ts";
export { CODE_LENGTH, codeText, normalCode } from "./code-text.ts";
export { type CampaignTerms, canRedeem, type RedeemingOrganization, redeemedUntil } from "./redemption.ts";
export { MOST_TRIES, TRIES_MS, waitForTry } from "./tries.ts";
