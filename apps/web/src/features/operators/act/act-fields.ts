import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import type { FieldErrors } from "../../../components/form/use-form.ts";
import type { Input } from "./act-input.ts";
import type { ActTarget } from "./act-target.ts";

/** The texts of the fields of an act. */
export interface ActTexts extends Readonly<Record<string, string>> {
  readonly amount: string;
  readonly grantKind: string;
  /** Empty for credit that never expires. */
  readonly days: string;
  readonly reason: string;
}

export const FIRST_TEXTS: ActTexts = { amount: "", grantKind: "promotional", days: "30", reason: "" };

const LEAST_REASON = 5;

/** What is wrong with the fields, before anything is sent. */
export function checkAct(target: ActTarget, { amount, days, reason }: ActTexts): FieldErrors<ActTexts> {
  const micros = parseUsd(amount);
  return {
    amount: typeof micros === "string" ? `The amount ${AMOUNT_MESSAGES[micros]}.` : undefined,
    days:
      target.kind === "grant" && daysOf(days) === undefined ? "A whole number of days, or empty for never." : undefined,
    reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
  };
}

/** The act that the texts describe; `null` while they describe none. */
export function actOf(target: ActTarget, { amount: text, grantKind, days: daysText }: ActTexts): Input | null {
  const micros = parseUsd(text);
  if (typeof micros === "string") return null;
  const amount = String(micros);
  switch (target.kind) {
    case "grant": {
      const days = daysOf(daysText);
      if (days === undefined) return null;
      return { kind: "grant", amount, grantKind: grantKind === "paid" ? "paid" : "promotional", days };
    }
    case "revoke":
      return { kind: "revoke", amount, grant: target.grant };
    case "forgive":
      return { kind: "forgive", amount, debt: target.debt };
    case "refund":
      return { kind: "refund", amount, charge: target.charge };
    case "refund_payment":
      return { kind: "refund_payment", amount, attempt: target.attempt };
  }
}

/** @returns `null` for never, and `undefined` for a text that is no number of days */
function daysOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  return /^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text) : undefined;
}
