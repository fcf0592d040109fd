import { z } from "zod";
import { personNamed, staffReason } from "./operators/acts.ts";
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
    maxCodes: uses.optional().meta({ description: "How many codes it can have; any number if absent." }),
    reason: staffReason.meta({ description: "Why, in 5 to 500 characters, for the audit log and a second operator." }),
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
  maxCodes: z.int().nullable().meta({ description: "How many codes it can have; null for any number." }),
  total: amountOut.nullable().meta({ description: "The most that it can give; null without a limit." }),
  reason: z.string().nullable(),
  approval: z.enum(["wanted", "expired", "approved", "refused", "withdrawn"]).nullable().meta({
    description:
      "Null for a campaign that needs no approval. `wanted`: it waits for a second operator, and has no codes. `withdrawn`: the operator who asked was removed.",
  }),
  approveBefore: instantOut.nullable().meta({ description: "Null for a campaign that needs no approval." }),
  madeBy: personNamed.nullable().meta({ description: "The operator who made it; null for the command line." }),
  isOwn: z.boolean().meta({ description: "Whether the caller made it, and so cannot approve it." }),
  decidedBy: personNamed.nullable(),
  decidedAt: instantOut.nullable(),
  decisionReason: z.string().nullable(),
};

/** The output of `campaigns.create`, `campaigns.end`, `campaigns.approve` and `campaigns.refuse`. */
export const campaignAnswer = z.object(campaignFields).meta({ description: "A campaign of redeem codes." });

/** The input of `campaigns.list`. */
export const listCampaignsInput = z
  .strictObject({
    approval: z
      .enum(["wanted", "asked"])
      .optional()
      .meta({ description: "Only those that wait for approval (`wanted`), or that needed it (`asked`)." }),
  })
  .meta({ description: "Which campaigns; all of them without a field." });

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
    alone: z
      .object({
        limit: amountOut.meta({ description: "What the campaigns of one operator can give without approval." }),
        used: amountOut.meta({ description: "What those can give that the caller made within the last 24 hours." }),
      })
      .meta({ description: "What the caller may give alone within 24 hours." }),
  })
  .meta({ description: "The campaigns." });

/** The input of `campaigns.end` and `campaigns.approve`. */
export const campaignInput = z.strictObject({ campaign: campaignIdIn }).meta({ description: "A campaign." });

/** The input of `campaigns.refuse`. */
export const refuseCampaignInput = campaignInput
  .extend({ reason: staffReason })
  .meta({ description: "A campaign of another operator to refuse." });

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
