import type { createCampaignInput } from "@scrip/contract/codes";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, type PlatformSource, type PlatformTx, retrying } from "@scrip/db/connection";
import { lockStaffActs } from "@scrip/db/operators";
import {
  type Campaign,
  type CampaignOffer,
  campaignByKey,
  endCampaign,
  insertCampaign,
  lockCampaign,
  sumOfCampaignsAlone,
} from "@scrip/db/plans/codes";
import { campaignNeedsApproval } from "@scrip/domain/plans/codes";
import type { Deps } from "../../deps.ts";
import { mailOtherOperators } from "../../operators/mail-other-operators.ts";
import { type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";
import { refused } from "../../refused.ts";
import { about, BY_COMMAND_LINE, type By, byOperator, campaignInWords } from "./campaign-records.ts";

/** A campaign of the command line. */
export type CampaignWanted = Omit<CampaignOffer, "maxCodes" | "reason">;

/**
 * Makes a campaign as an operator. One that can give more than the limit of the catalog, alone or with the operator's
 * campaigns of the last 24 hours, waits for the approval of a second operator and has no codes before it. The same key
 * and input give the same campaign.
 * @throws RefusedError `operators_only`, `key_reused`, `unknown_plan`
 * @source docs/rules.md#redeem-codes
 */
export async function createCampaign(
  deps: Pick<Deps, "homes" | "books" | "catalogVersion">,
  operator: OperatorCaller,
  input: Parsed<typeof createCampaignInput>,
): Promise<Campaign> {
  const { homes, books, catalogVersion } = deps;
  const { personId } = operator;
  const { idempotencyKey, reason } = input;
  const offer = offerOf(input);
  const catalog = await books.catalogOf(catalogVersion);
  const limit = await limitOf(deps);
  return retrying(() =>
    inPlatform(homes.platform, async (tx) => {
      await lockStaffActs(tx, personId, "campaigns");
      await requireOperator(tx, operator);
      const earlier = await campaignByKey(tx, personId, idempotencyKey);
      if (earlier !== null) return sameCampaign(earlier, offer, idempotencyKey);
      for (const plan of offer.plans ?? [])
        if (!Object.hasOwn(catalog.plans, plan)) throw refused("unknown_plan", `There is no plan "${plan}".`, { plan });
      const needsApproval = campaignNeedsApproval(offer, await sumOfCampaignsAlone(tx, personId), limit);
      const campaign = await insertCampaign(tx, { ...offer, madeBy: { personId, idempotencyKey }, needsApproval });
      const action = needsApproval ? "approval.asked" : "campaign.created";
      await appendPlatformAudit(tx, { ...byOperator(operator), ...about(campaign, action), reason });
      if (needsApproval) await ask(tx, operator, campaign, reason);
      return campaign;
    }),
  );
}

/** What the campaigns of an operator can give without approval, in micro-USD: at most, and those of the last 24 hours. */
export async function aloneByCampaigns(
  deps: Pick<Deps, "homes" | "books" | "catalogVersion">,
  { personId }: OperatorCaller,
): Promise<{ readonly limit: bigint; readonly used: bigint }> {
  return { limit: await limitOf(deps), used: await sumOfCampaignsAlone(deps.homes.platform, personId) };
}

/** Makes a campaign as the database's owner, on the command line. It needs no approval. */
export function createCampaignAsOwner(owner: PlatformSource, wanted: CampaignWanted): Promise<Campaign> {
  return inPlatform(owner, async (tx) => {
    const own = { maxCodes: null, reason: null, madeBy: null, needsApproval: false };
    const campaign = await insertCampaign(tx, { ...wanted, ...own });
    await appendPlatformAudit(tx, { ...BY_COMMAND_LINE, ...about(campaign, "campaign.created") });
    return campaign;
  });
}

/**
 * Ends a campaign: none of its codes can be redeemed from now on. Credit that was given stays. A campaign that waits for
 * approval waits no more. Safe to repeat.
 * @throws RefusedError `operators_only`, `campaign_not_found`
 */
export function closeCampaign({ homes }: Pick<Deps, "homes">, operator: OperatorCaller, id: string): Promise<Campaign> {
  return retrying(() =>
    inPlatform(homes.platform, async (tx) => {
      await requireOperator(tx, operator);
      return closed(tx, id, byOperator(operator));
    }),
  );
}

/** Ends a campaign as the database's owner, on the command line. @throws RefusedError `campaign_not_found` */
export function closeCampaignAsOwner(owner: PlatformSource, id: string): Promise<Campaign> {
  return inPlatform(owner, (tx) => closed(tx, id, BY_COMMAND_LINE));
}

/** Locks a campaign until the transaction ends. @throws RefusedError `campaign_not_found` */
export async function lockedCampaign(tx: PlatformTx, id: string): Promise<Campaign> {
  const campaign = await lockCampaign(tx, id);
  if (campaign === null) throw refused("campaign_not_found", "There is no such campaign.");
  return campaign;
}

async function limitOf({ books, catalogVersion }: Pick<Deps, "books" | "catalogVersion">): Promise<bigint> {
  await books.ensure([catalogVersion]);
  return books.book(catalogVersion).staffActLimit;
}

function offerOf(input: Parsed<typeof createCampaignInput>): CampaignOffer {
  const { name, amount, validUntil = null, creditDays = null, uses = null, plans = null, maxCodes = null } = input;
  const { reason, perOrganization } = input;
  return { name, amount, validUntil, days: creditDays, uses, perOrg: perOrganization, plans, maxCodes, reason };
}

async function ask(tx: PlatformTx, operator: OperatorCaller, campaign: Campaign, reason: string): Promise<void> {
  const act = campaignInWords(campaign);
  await mailOtherOperators(tx, operator.origin, { act, organization: null, askedBy: operator.personId, reason });
}

async function closed(tx: PlatformTx, id: string, by: By): Promise<Campaign> {
  const campaign = await lockedCampaign(tx, id);
  if (campaign.endedAt !== null) return campaign;
  await appendPlatformAudit(tx, { ...by, ...about(campaign, "campaign.ended") });
  return endCampaign(tx, campaign);
}

function sameCampaign(earlier: Campaign, offer: CampaignOffer, key: string): Campaign {
  const same = (Object.keys(offer) as (keyof CampaignOffer)[]).every((field) => {
    const before = earlier[field];
    const now = offer[field];
    return Array.isArray(before) && Array.isArray(now) ? before.join() === now.join() : before === now;
  });
  if (same) return earlier;
  const message = "This idempotency key made another campaign before. Use a new key.";
  throw refused("key_reused", message, { operation: "campaigns.create", key });
}
