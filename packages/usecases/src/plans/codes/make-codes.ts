import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, type PlatformSource, type PlatformTx } from "@scrip/db/connection";
import { type Campaign, codeHash, countCodes, insertCodes, newCodeText } from "@scrip/db/plans/codes";
import type { Deps } from "../../deps.ts";
import { type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";
import { type RefusedError, refused } from "../../refused.ts";
import { about, BY_COMMAND_LINE, type By, byOperator } from "./campaign-records.ts";
import { lockedCampaign } from "./campaigns.ts";

/**
 * Makes codes of a campaign as an operator. Only their hashes are stored. The command line alone makes codes of its own
 * campaigns, because no second operator approves these.
 * @returns the codes; this is the only time that they are known
 * @throws RefusedError `operators_only`, `campaign_not_found`, `campaign_ended`, `campaign_not_approved`,
 *   `too_many_codes`
 * @source docs/rules.md#redeem-codes
 */
export function createCodes(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { campaign: id, count }: { readonly campaign: string; readonly count: number },
): Promise<readonly string[]> {
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    const campaign = await lockedCampaign(tx, id);
    if (campaign.madeBy === null) throw tooMany(campaign, 0, 0);
    return newCodes(tx, campaign, textsOf(count), byOperator(operator));
  });
}

/**
 * Makes codes of a campaign as the database's owner, on the command line.
 * @param texts the texts of the codes; `textsOf` makes random ones. Only tests and scenarios choose them
 * @throws RefusedError `campaign_not_found`, `campaign_ended`, `campaign_not_approved`, `too_many_codes`
 */
export function createCodesAsOwner(
  owner: PlatformSource,
  id: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  return inPlatform(owner, async (tx) => newCodes(tx, await lockedCampaign(tx, id), texts, BY_COMMAND_LINE));
}

/** Random texts of codes. */
export function textsOf(count: number): readonly string[] {
  return Array.from({ length: count }, newCodeText);
}

/** Inserts at most this many codes in one statement. */
const CHUNK = 500;

async function newCodes(
  tx: PlatformTx,
  campaign: Campaign,
  texts: readonly string[],
  by: By,
): Promise<readonly string[]> {
  const { approval, endedAt, name, maxCodes } = campaign;
  if (endedAt !== null) throw refused("campaign_ended", `The campaign "${name}" has ended.`);
  if (approval !== null && approval !== "approved")
    throw refused("campaign_not_approved", "A second operator has not approved this campaign.", { state: approval });
  const left = maxCodes === null ? texts.length : maxCodes - (await countCodes(tx, campaign));
  if (texts.length > left) throw tooMany(campaign, maxCodes ?? 0, left);
  for (let from = 0; from < texts.length; from += CHUNK)
    await insertCodes(tx, campaign, texts.slice(from, from + CHUNK).map(codeHash));
  const record = about(campaign, "codes.created");
  await appendPlatformAudit(tx, { ...by, ...record, details: { ...record.details, count: texts.length } });
  return texts;
}

function tooMany({ madeBy, name }: Campaign, most: number, left: number): RefusedError {
  const message =
    madeBy === null
      ? `The command line made the campaign "${name}", and makes its codes.`
      : `The campaign "${name}" can have ${most} codes, so ${left} more. Make a new campaign for others.`;
  return refused("too_many_codes", message, { most, left });
}
