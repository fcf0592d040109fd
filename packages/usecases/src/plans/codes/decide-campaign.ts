import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, retrying } from "@scrip/db/connection";
import { isOperator } from "@scrip/db/operators";
import { type Campaign, type CampaignDecision, decideCampaign } from "@scrip/db/plans/codes";
import type { Deps } from "../../deps.ts";
import { type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";
import { type RefusedError, refused } from "../../refused.ts";
import { about, byOperator } from "./campaign-records.ts";
import { lockedCampaign } from "./campaigns.ts";

/**
 * Approves a campaign of another operator, whose codes can be made from now on. Safe to repeat.
 * @throws RefusedError `operators_only`, `campaign_not_found`, `campaign_decided`, `campaign_ended`, `own_campaign`
 * @source docs/rules.md#approvals
 */
export function approveCampaign(
  deps: Pick<Deps, "homes">,
  operator: OperatorCaller,
  campaign: string,
): Promise<Campaign> {
  return decide(deps, operator, campaign, { by: operator.personId, approval: "approved", reason: null });
}

/**
 * Refuses a campaign of another operator, with a reason.
 * @throws RefusedError `operators_only`, `campaign_not_found`, `campaign_decided`, `campaign_ended`, `own_campaign`
 * @source docs/rules.md#approvals
 */
export function refuseCampaign(
  deps: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { campaign, reason }: { readonly campaign: string; readonly reason: string },
): Promise<Campaign> {
  return decide(deps, operator, campaign, { by: operator.personId, approval: "refused", reason });
}

/** Decides under the lock of the campaign. The same decision of the same operator gives the same campaign again. */
function decide(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  id: string,
  decision: CampaignDecision,
): Promise<Campaign> {
  return retrying(() =>
    inPlatform(homes.platform, async (tx) => {
      const waiting = await lockedCampaign(tx, id);
      await requireOperator(tx, operator);
      if (waiting.madeBy === operator.personId)
        throw refused("own_campaign", "You made this campaign yourself, so another operator must decide.");
      if (waiting.decidedBy === decision.by && waiting.approval === decision.approval) return waiting;
      if (waiting.approval !== "wanted") throw decided(waiting.approval);
      if (waiting.endedAt !== null) throw refused("campaign_ended", `The campaign "${waiting.name}" has ended.`);
      if (waiting.madeBy === null || !(await isOperator(tx, waiting.madeBy))) throw decided("withdrawn");
      const campaign = await decideCampaign(tx, waiting, decision);
      const isApproved = decision.approval === "approved";
      await appendPlatformAudit(tx, {
        ...byOperator(operator),
        ...about(campaign, isApproved ? "approval.given" : "approval.refused"),
        reason: decision.reason,
      });
      // The operator who asked made the campaign, also if another one approved it.
      if (isApproved) {
        const record = about(campaign, "campaign.created");
        const details = { ...record.details, approvedBy: decision.by };
        const actor = { type: "operator", id: waiting.madeBy } as const;
        await appendPlatformAudit(tx, { ...record, details, actor, from: operator.from, reason: waiting.reason });
      }
      return campaign;
    }),
  );
}

const STATES = {
  wanted: "it waits for approval",
  approved: "another operator approved it",
  refused: "it was refused",
  withdrawn: "its operator was removed",
  expired: "nobody approved it in time",
} as const satisfies Record<NonNullable<Campaign["approval"]>, string>;

function decided(approval: Campaign["approval"]): RefusedError {
  const why = approval === null ? "it needs none" : STATES[approval];
  return refused("campaign_decided", `This no longer waits for approval: ${why}.`, { state: approval ?? "none" });
}
