import { z } from "zod";
import { campaignIdIn, campaignIdOut, grantIdOut, orgIdOut } from "./wire/ids.ts";
import { amountIn, amountOut } from "./wire/money.ts";
import { commandInput } from "./wire/organization-input.ts";
import { idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** The input of `codes.redeem`. */
export const redeemCodeInput = commandInput
  .extend({
    code: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: "The code. Case, spaces and hyphens do not matter; O is read as 0, I and L as 1." }),
  })
  .meta({ description: "A code to redeem." });

/** The output of `codes.redeem`. */
export const redeemAnswer = z
  .object({
    grant: grantIdOut,
    amount: amountOut,
    expiresAt: instantOut.nullable().meta({ description: "When the credit expires; null for never." }),
  })
  .meta({ description: "The credit of a code." });

const uses = z.int().min(1).max(1_000_000_000);

const planIds = z.array(plainText(64)).min(1).max(100).readonly();

/** The input of `campaigns.create`. */
export const createCampaignInput = z
  .strictObject({
    idempotencyKey,
    name: plainText(200).meta({ description: "For people." }),
    amount: amountIn.meta({ description: "The credit of one redemption." }),
    validUntil: instantIn.optional().meta({ description: "Codes are valid before this instant; for ever if absent." }),
    creditDays: z
      .int()
      .min(1)
      .max(3660)
      .optional()
      .meta({ description: "The life of the credit; it never expires if absent." }),
    uses: uses.optional().meta({ description: "How often each code can be redeemed in all; any number if absent." }),
    perOrganization: uses.default(1).meta({ description: "How often one organization can redeem each code." }),
    plans: planIds.optional().meta({ description: "Only organizations on one of these plans; on any plan if absent." }),
  })
  .meta({ description: "A campaign of redeem codes." });

const campaignFields = {
  campaign: campaignIdOut,
  name: z.string(),
  amount: amountOut,
  validUntil: instantOut.nullable(),
  creditDays: z.int().nullable(),
  uses: z.int().nullable(),
  perOrganization: z.int(),
  plans: planIds.nullable(),
  createdAt: instantOut,
  endedAt: instantOut.nullable().meta({ description: "Since when no code of it can be redeemed." }),
};

/** The output of `campaigns.create` and `campaigns.end`. */
export const campaignAnswer = z.object(campaignFields).meta({ description: "A campaign of redeem codes." });

/** The input of `campaigns.list`. */
export const listCampaignsInput = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The output of `campaigns.list`. */
export const campaignsAnswer = z
  .object({
    campaigns: z
      .array(
        z.object({
          ...campaignFields,
          codes: z.int().meta({ description: "How many codes it has." }),
          redeemed: z.int().meta({ description: "How often its codes were redeemed." }),
        }),
      )
      .readonly()
      .meta({ description: "The newest 200 campaigns." }),
  })
  .meta({ description: "The campaigns." });

/** The input of `campaigns.end`. */
export const campaignInput = z.strictObject({ campaign: campaignIdIn }).meta({ description: "A campaign." });

/** The input of `codes.create`. */
export const createCodesInput = z
  .strictObject({ campaign: campaignIdIn, count: z.int().min(1).max(1000) })
  .meta({ description: "New codes of a campaign." });

/** The output of `codes.create`: the only time that the codes are shown. */
export const createdCodesAnswer = z
  .object({
    codes: z.array(z.string()).readonly().meta({ description: "The codes. They are shown this once." }),
  })
  .meta({ description: "New codes." });

/** The input of `campaigns.redemptions`. */
export const redemptionsInput = z
  .strictObject({ campaign: campaignIdIn, limit: z.int().min(1).max(200).default(50) })
  .meta({ description: "A campaign." });

/** The output of `campaigns.redemptions`. */
export const redemptionsAnswer = z
  .object({
    redemptions: z.array(z.object({ org: orgIdOut, at: instantOut })).readonly(),
  })
  .meta({ description: "The organizations that redeemed codes of a campaign, the newest first." });
