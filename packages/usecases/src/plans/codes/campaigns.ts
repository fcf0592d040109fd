import type { createCampaignInput } from "@scrip/contract/codes";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, type PlatformSource, type PlatformTx, retrying } from "@scrip/db/connection";
import {
  type Campaign,
  campaignByKey,
  codeHash,
  endCampaign,
  insertCampaign,
  insertCodes,
  lockCampaign,
  newCodeText,
} from "@scrip/db/plans/codes";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { formatUsd } from "@scrip/domain/money";
import type { CampaignTerms } from "@scrip/domain/plans/codes";
import type { Deps } from "../../deps.ts";
import { auditActor, type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";
import { type RefusedError, refused } from "../../refused.ts";

/** What a campaign is made of. */
export interface CampaignWanted extends CampaignTerms {
  readonly name: string;
  /** How often each code can be redeemed in all; `null` for any number. */
  readonly uses: number | null;
}

/**
 * Makes a campaign as an operator. The same key and input give the same campaign.
 * @throws RefusedError `operators_only`, `key_reused`, `unknown_plan`, `campaign_above_limit`
 * @source docs/rules.md#redeem-codes
 */
export async function createCampaign(
  { homes, books, catalogVersion }: Pick<Deps, "homes" | "books" | "catalogVersion">,
  operator: OperatorCaller,
  input: Parsed<typeof createCampaignInput>,
): Promise<Campaign> {
  const { idempotencyKey, name, amount, validUntil = null, creditDays: days = null, uses = null, plans = null } = input;
  const wanted = { name, amount, validUntil, days, uses, perOrg: input.perOrganization, plans };
  const catalog = await books.catalogOf(catalogVersion);
  await books.ensure([catalogVersion]);
  const limit = books.book(catalogVersion).staffActLimit;
  return retrying(() =>
    inPlatform(homes.platform, async (tx) => {
      await requireOperator(tx, operator);
      const earlier = await campaignByKey(tx, operator.personId, idempotencyKey);
      if (earlier !== null) return sameCampaign(earlier, wanted, idempotencyKey);
      for (const plan of plans ?? [])
        if (!Object.hasOwn(catalog.plans, plan)) throw refused("unknown_plan", `There is no plan "${plan}".`, { plan });
      if (amount > limit) throw aboveLimit(amount, limit);
      return made(tx, wanted, { by: { personId: operator.personId, idempotencyKey }, ...byOperator(operator) });
    }),
  );
}

/** Makes a campaign as the database's owner, on the command line. */
export function createCampaignAsOwner(owner: PlatformSource, wanted: CampaignWanted): Promise<Campaign> {
  return inPlatform(owner, (tx) => made(tx, wanted, { by: null, ...BY_COMMAND_LINE }));
}

/**
 * Ends a campaign: none of its codes can be redeemed from now on. Credit that was given stays. Safe to repeat.
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

/**
 * Makes codes of a campaign as an operator. Only their hashes are stored.
 * @returns the codes; this is the only time that they are known
 * @throws RefusedError `operators_only`, `campaign_not_found`, `campaign_ended`
 * @source docs/rules.md#redeem-codes
 */
export function createCodes(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { campaign, count }: { readonly campaign: string; readonly count: number },
): Promise<readonly string[]> {
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    return newCodes(tx, campaign, textsOf(count), byOperator(operator));
  });
}

/**
 * Makes codes of a campaign as the database's owner, on the command line.
 * @param texts the texts of the codes; `newCodeTexts` makes random ones. Only tests and scenarios choose them
 * @throws RefusedError `campaign_not_found`, `campaign_ended`
 */
export function createCodesAsOwner(
  owner: PlatformSource,
  campaign: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  return inPlatform(owner, (tx) => newCodes(tx, campaign, texts, BY_COMMAND_LINE));
}

/** Random texts of codes. */
export function textsOf(count: number): readonly string[] {
  return Array.from({ length: count }, newCodeText);
}

type By = Pick<AuditRecord, "actor" | "from">;

const BY_COMMAND_LINE: By = { actor: { type: "system", id: null }, from: null };

function byOperator(operator: OperatorCaller): By {
  return { actor: auditActor(operator), from: operator.from };
}

async function made(
  tx: PlatformTx,
  wanted: CampaignWanted,
  { by, ...acting }: By & { readonly by: { readonly personId: string; readonly idempotencyKey: string } | null },
): Promise<Campaign> {
  const campaign = await insertCampaign(tx, { ...wanted, madeBy: by });
  await appendPlatformAudit(tx, { ...acting, ...about(campaign, "campaign.created") });
  return campaign;
}

async function closed(tx: PlatformTx, id: string, by: By): Promise<Campaign> {
  const campaign = await found(tx, id);
  if (campaign.endedAt !== null) return campaign;
  await appendPlatformAudit(tx, { ...by, ...about(campaign, "campaign.ended") });
  return endCampaign(tx, campaign);
}

/** Inserts at most this many codes in one statement. */
const CHUNK = 500;

async function newCodes(tx: PlatformTx, id: string, texts: readonly string[], by: By): Promise<readonly string[]> {
  const campaign = await found(tx, id);
  if (campaign.endedAt !== null) throw refused("campaign_ended", `The campaign "${campaign.name}" has ended.`);
  for (let from = 0; from < texts.length; from += CHUNK)
    await insertCodes(tx, campaign, texts.slice(from, from + CHUNK).map(codeHash));
  const record = about(campaign, "codes.created");
  await appendPlatformAudit(tx, { ...by, ...record, details: { ...record.details, count: texts.length } });
  return texts;
}

async function found(tx: PlatformTx, id: string): Promise<Campaign> {
  const campaign = await lockCampaign(tx, id);
  if (campaign === null) throw refused("campaign_not_found", "There is no such campaign.");
  return campaign;
}

function about(
  { id, name, amount }: Campaign,
  action: AuditRecord["action"],
): Pick<AuditRecord, "action" | "target" | "outcome"> & { readonly details: Record<string, string | number> } {
  const details = { name, amount: String(amount) };
  return { action, target: { type: "campaign", id }, outcome: "done", details };
}

function sameCampaign(earlier: Campaign, wanted: CampaignWanted, key: string): Campaign {
  const same = (Object.keys(wanted) as (keyof CampaignWanted)[]).every((field) => {
    const before = earlier[field];
    const now = wanted[field];
    return Array.isArray(before) && Array.isArray(now) ? before.join() === now.join() : before === now;
  });
  if (same) return earlier;
  const message = "This idempotency key made another campaign before. Use a new key.";
  throw refused("key_reused", message, { operation: "campaigns.create", key });
}

function aboveLimit(amount: bigint, limit: bigint): RefusedError {
  const message = `An operator alone gives at most ${formatUsd(limit)} by one redemption.`;
  return refused("campaign_above_limit", message, { amount: String(amount), limit: String(limit) });
}
