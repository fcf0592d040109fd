import { formatUsd } from "@scrip/domain/money";
import { MOST_EXPIRY_DAYS, MOST_RUNWAY_HOURS } from "@scrip/domain/notices";
import { amountOf } from "../../components/credit/purchase-amount.ts";
import type { FieldErrors } from "../../components/form/use-form.ts";
import type { Answers } from "../../data/trpc.ts";

/** From when the organization wants notices; `null` for none. */
export type Thresholds = Answers["alerts"]["get"];

/** The texts of the form. An empty one means no such notice. */
export interface ThresholdTexts extends Readonly<Record<string, string>> {
  readonly balanceBelow: string;
  readonly runwayHours: string;
  readonly expiryDays: string;
}

/** The texts of the settings. */
export function textsOf({ balanceBelow, runwayHours, expiryDays }: Thresholds): ThresholdTexts {
  return {
    balanceBelow:
      balanceBelow === null ? "" : formatUsd(BigInt(balanceBelow)).replace(/[$,]/g, "").replace(/\.00$/, ""),
    runwayHours: runwayHours === null ? "" : `${runwayHours}`,
    expiryDays: expiryDays === null ? "" : `${expiryDays}`,
  };
}

/** What is wrong with the texts. */
export function checkTexts({ balanceBelow, runwayHours, expiryDays }: ThresholdTexts): FieldErrors<ThresholdTexts> {
  const amount = amountOf(balanceBelow);
  const isAmount = balanceBelow.trim() === "" || (amount !== null && amount > 0n);
  return {
    balanceBelow: isAmount ? undefined : "Enter an amount in dollars, or nothing.",
    runwayHours: wrongCount(runwayHours, MOST_RUNWAY_HOURS),
    expiryDays: wrongCount(expiryDays, MOST_EXPIRY_DAYS),
  };
}

/** The settings that the texts say; they have been checked. */
export function thresholdsOf({ balanceBelow, runwayHours, expiryDays }: ThresholdTexts): Thresholds {
  return {
    balanceBelow: balanceBelow.trim() === "" ? null : String(amountOf(balanceBelow) ?? 0n),
    runwayHours: countOf(runwayHours),
    expiryDays: countOf(expiryDays),
  };
}

function wrongCount(text: string, most: number): string | undefined {
  if (text.trim() === "") return undefined;
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= most ? undefined : `Enter a number from 1 to ${most}, or nothing.`;
}

function countOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
