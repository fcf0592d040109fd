import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import type { CampaignSize } from "@scrip/domain/plans/codes";
import type { ProcedureCalls } from "../../../data/procedures.ts";

/** The input of `campaigns.create`, without the key. */
type NewCampaign = Omit<Parameters<ProcedureCalls["campaigns"]["create"]["mutate"]>[0], "idempotencyKey">;

/** The texts of the form of a new campaign. */
export interface CampaignTexts extends Readonly<Record<string, string>> {
  readonly name: string;
  readonly amount: string;
  /** In the form of a date-time field. */
  readonly validUntil: string;
  readonly days: string;
  readonly maxCodes: string;
  readonly uses: string;
  readonly perOrganization: string;
  /** The plan that an organization needs; empty for any. */
  readonly plan: string;
  readonly reason: string;
}

export const FIRST_TEXTS: CampaignTexts = {
  name: "",
  amount: "",
  validUntil: "",
  days: "",
  maxCodes: "",
  uses: "1",
  perOrganization: "1",
  plan: "",
  reason: "",
};

const LEAST_REASON = 5;

/** What is wrong with each field; `undefined` if nothing is. */
export function checkCampaign(texts: CampaignTexts) {
  const amount = parseUsd(texts.amount.trim());
  return {
    name: texts.name.trim() === "" ? "Enter a name, such as Meetup in Berlin." : undefined,
    amount: typeof amount === "string" ? `The amount ${AMOUNT_MESSAGES[amount]}.` : undefined,
    days: wholeProblem(texts.days),
    maxCodes: wholeProblem(texts.maxCodes),
    uses: wholeProblem(texts.uses),
    perOrganization: texts.perOrganization.trim() === "" ? "Enter a number." : wholeProblem(texts.perOrganization),
    reason: texts.reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
  };
}

/** The campaign that checked texts describe. */
export function campaignOf(texts: CampaignTexts): NewCampaign {
  const { validUntil, plan } = texts;
  const creditDays = wholeOf(texts.days);
  const maxCodes = wholeOf(texts.maxCodes);
  const uses = wholeOf(texts.uses);
  return {
    name: texts.name.trim(),
    amount: String(parseUsd(texts.amount.trim())),
    perOrganization: wholeOf(texts.perOrganization) ?? 1,
    reason: texts.reason.trim(),
    ...(validUntil !== "" && { validUntil: new Date(validUntil).toISOString() }),
    ...(creditDays !== null && { creditDays }),
    ...(maxCodes !== null && { maxCodes }),
    ...(uses !== null && { uses }),
    ...(plan !== "" && { plans: [plan] }),
  };
}

/** How often a campaign of these texts gives its credit; `null` while a text is wrong. */
export function sizeOf(texts: CampaignTexts): CampaignSize | null {
  const amount = parseUsd(texts.amount.trim());
  const isWrong = wholeProblem(texts.maxCodes) !== undefined || wholeProblem(texts.uses) !== undefined;
  if (typeof amount === "string" || isWrong) return null;
  return { amount, maxCodes: wholeOf(texts.maxCodes), uses: wholeOf(texts.uses) };
}

const WHOLE = /^[1-9]\d{0,8}$/;

function wholeProblem(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === "" || WHOLE.test(trimmed) ? undefined : "Enter a whole number above zero, or nothing.";
}

function wholeOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text.trim());
}
