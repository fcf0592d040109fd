import type { FailedWhy } from "./attempt.ts";

/**
 * The codes by which banks say that a card will never pay: it is lost, stolen, expired, closed or blocked, or its number
 * is wrong. Every other decline may become a success.
 */
const HARD: ReadonlySet<string> = new Set([
  "card_not_supported",
  "currency_not_supported",
  "expired_card",
  "fraudulent",
  "incorrect_number",
  "invalid_account",
  "invalid_expiry_month",
  "invalid_expiry_year",
  "invalid_number",
  "lost_card",
  "merchant_blacklist",
  "new_account_information_available",
  "pickup_card",
  "restricted_card",
  "revocation_of_all_authorizations",
  "revocation_of_authorization",
  "stolen_card",
  "stop_payment_order",
  "transaction_not_allowed",
]);

/** A decline as Stripe words it. */
export interface DeclineCodes {
  /** The code of the error: `"card_declined"`, `"expired_card"`, `"authentication_required"`. */
  readonly code: string | null;
  /** The bank's reason, if it gave one: `"insufficient_funds"`. */
  readonly declineCode: string | null;
}

/**
 * Tells a decline for good from one that may become a success.
 * @source docs/rules.md#automatic-top-up
 */
export function whyDeclined({ code, declineCode }: DeclineCodes): Exclude<FailedWhy, "abandoned"> {
  const codes = [code ?? "", declineCode ?? ""];
  if (codes.includes("authentication_required")) return "needs_authentication";
  return codes.some((each) => HARD.has(each)) ? "hard_decline" : "soft_decline";
}
