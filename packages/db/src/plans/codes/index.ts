export type { CampaignApproval } from "./campaign.entities.ts";
export {
  type Campaign,
  type CampaignDecision,
  type CampaignOffer,
  campaignByKey,
  countCodes,
  decideCampaign,
  endCampaign,
  insertCampaign,
  insertCodes,
  lockCampaign,
  type NewCampaign,
} from "./campaigns.ts";
export {
  type CodeClaim,
  claimByKey,
  claimCode,
  findClaim,
  listRedemptions,
  markClaim,
  type NewCodeClaim,
  redemptionOf,
  withdrawClaim,
} from "./claims.ts";
export { codeHash, newCodeText } from "./code-hash.ts";
export { type CampaignList, type CountedCampaign, listCampaigns, sumOfCampaignsAlone } from "./list-campaigns.ts";
export {
  countRedemptions,
  findRedemption,
  giveTryBack,
  insertRedemption,
  type Redemption,
  takeTry,
} from "./redemptions.ts";
