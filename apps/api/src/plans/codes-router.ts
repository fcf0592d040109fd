import {
  campaignAnswer,
  campaignInput,
  campaignsAnswer,
  createCampaignInput,
  createCodesInput,
  createdCodesAnswer,
  listCampaignsInput,
  redeemAnswer,
  redeemCodeInput,
  redemptionsAnswer,
  redemptionsInput,
  refuseCampaignInput,
} from "@scrip/contract/codes";
import { listCampaigns, listRedemptions } from "@scrip/db/plans/codes";
import { aloneByCampaigns, closeCampaign, createCampaign } from "@scrip/usecases/plans/codes/campaigns";
import { approveCampaign, refuseCampaign } from "@scrip/usecases/plans/codes/decide-campaign";
import { createCodes } from "@scrip/usecases/plans/codes/make-codes";
import { redeemCode } from "@scrip/usecases/plans/codes/redeem-code";
import { operatorProcedure, orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { campaignOnWire, campaignsOnWire } from "./campaign-wire.ts";

/** The newest campaigns that a list shows. */
const MOST_CAMPAIGNS = 200;

export const codesRouter = router({
  /** Redeems a code for the organization. Every failure has the same answer. */
  redeem: orgProcedure("codes:redeem")
    .input(redeemCodeInput)
    .output(redeemAnswer)
    .mutation(({ ctx, input }) => redeemCode(ctx.deps, ctx.caller, input)),

  /** Makes codes of a campaign, and shows them this once. */
  create: operatorProcedure("operators:codes")
    .input(createCodesInput)
    .output(createdCodesAnswer)
    .mutation(async ({ ctx, input }) => ({ codes: await createCodes(ctx.deps, ctx.operator, input) })),
});

export const campaignsRouter = router({
  /** Makes a campaign of redeem codes, or asks a second operator to approve it. */
  create: operatorProcedure("operators:codes")
    .input(createCampaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => {
      const campaign = await createCampaign(ctx.deps, ctx.operator, input);
      return campaignOnWire(ctx.deps.homes.platform, ctx.operator, campaign);
    }),

  /** Approves a campaign of another operator. */
  approve: operatorProcedure("operators:approve")
    .input(campaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => {
      const campaign = await approveCampaign(ctx.deps, ctx.operator, input.campaign);
      return campaignOnWire(ctx.deps.homes.platform, ctx.operator, campaign);
    }),

  /** Refuses a campaign of another operator. */
  refuse: operatorProcedure("operators:approve")
    .input(refuseCampaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => {
      const campaign = await refuseCampaign(ctx.deps, ctx.operator, input);
      return campaignOnWire(ctx.deps.homes.platform, ctx.operator, campaign);
    }),

  /** The campaigns, with the number of their codes and of redemptions. */
  list: operatorProcedure("operators:codes", "report")
    .input(listCampaignsInput)
    .output(campaignsAnswer)
    .query(async ({ ctx, input }) => {
      const { platform } = ctx.deps.homes;
      const campaigns = await listCampaigns(platform, { approval: input.approval, limit: MOST_CAMPAIGNS });
      return {
        campaigns: await campaignsOnWire(platform, ctx.operator, campaigns),
        alone: await aloneByCampaigns(ctx.deps, ctx.operator),
      };
    }),

  /** Ends a campaign. Credit that was given stays. */
  end: operatorProcedure("operators:codes")
    .input(campaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => {
      const campaign = await closeCampaign(ctx.deps, ctx.operator, input.campaign);
      return campaignOnWire(ctx.deps.homes.platform, ctx.operator, campaign);
    }),

  /** The organizations that redeemed codes of a campaign. */
  redemptions: operatorProcedure("operators:codes", "page")
    .input(redemptionsInput)
    .output(redemptionsAnswer)
    .query(async ({ ctx, input: { campaign, limit } }) => {
      const redemptions = await listRedemptions(ctx.deps.homes.platform, campaign, limit);
      return { redemptions: redemptions.map(({ orgId, at }) => ({ org: orgId, at })) };
    }),
});
