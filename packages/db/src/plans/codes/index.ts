export {
  type Campaign,
  type CountedCampaign,
  campaignByKey,
  endCampaign,
  insertCampaign,
  insertCodes,
  listCampaigns,
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
export {
  countRedemptions,
  findRedemption,
  giveTryBack,
  insertRedemption,
  type Redemption,
  takeTry,
} from "./redemptions.ts";
