import type { PaymentMethod } from "../../../data/methods.ts";

/** When a card expires, as it is printed on it: `Expires 04/2028`. @returns `null` for what does not expire */
export function expiryWords({
  expMonth,
  expYear,
  attention,
}: Pick<PaymentMethod, "expMonth" | "expYear" | "attention">): string | null {
  if (expMonth === null || expYear === null) return null;
  const printed = `${String(expMonth).padStart(2, "0")}/${expYear}`;
  return attention === "expired" ? `Expired ${printed}` : `Expires ${printed}`;
}
