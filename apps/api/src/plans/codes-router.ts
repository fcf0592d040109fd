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
} from "@scrip/contract/codes";
import { type Campaign, listCampaigns, listRedemptions } from "@scrip/db/plans/codes";
import { closeCampaign, createCampaign, createCodes } from "@scrip/usecases/plans/codes/campaigns";
import { redeemCode } from "@scrip/usecases/plans/codes/redeem-code";
import { operatorProcedure, orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

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
  /** Makes a campaign of redeem codes. */
  create: operatorProcedure("operators:codes")
    .input(createCampaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => onWire(await createCampaign(ctx.deps, ctx.operator, input))),

  /** The campaigns, with the number of their codes and of redemptions. */
  list: operatorProcedure("operators:codes", "report")
    .input(listCampaignsInput)
    .output(campaignsAnswer)
    .query(async ({ ctx }) => {
      const campaigns = await listCampaigns(ctx.deps.homes.platform, MOST_CAMPAIGNS);
      return {
        campaigns: campaigns.map(({ codes, redeemed, ...campaign }) => ({ ...onWire(campaign), codes, redeemed })),
      };
    }),

  /** Ends a campaign. Credit that was given stays. */
  end: operatorProcedure("operators:codes")
    .input(campaignInput)
    .output(campaignAnswer)
    .mutation(async ({ ctx, input }) => onWire(await closeCampaign(ctx.deps, ctx.operator, input.campaign))),

  /** The organizations that redeemed codes of a campaign. */
  redemptions: operatorProcedure("operators:codes", "page")
    .input(redemptionsInput)
    .output(redemptionsAnswer)
    .query(async ({ ctx, input: { campaign, limit } }) => {
      const redemptions = await listRedemptions(ctx.deps.homes.platform, campaign, limit);
      return { redemptions: redemptions.map(({ orgId, at }) => ({ org: orgId, at })) };
    }),
});

function onWire({ id, perOrg, plans, days, ...campaign }: Campaign) {
  return {
    ...campaign,
    campaign: id,
    creditDays: days,
    perOrganization: perOrg,
    plans: plans === null ? null : [...plans],
  };
}
