import { invalid } from "./stripe-error.ts";

/** The least amount that Stripe charges, in the smallest unit of the currency. */
const LEAST: Readonly<Record<string, number>> = { eur: 50, gbp: 30, jpy: 50, usd: 50 };
const MOST = 99_999_999;

/** @throws StripeError `amount_too_small` or `amount_too_large` */
export function checkAmount(amount: number, currency: string): void {
  const least = LEAST[currency] ?? 50;
  if (amount < least) {
    const message = `Amount must be at least ${shown(least, currency)}`;
    throw invalid(message, { code: "amount_too_small", param: "amount" });
  }
  if (amount > MOST) {
    const message = `Amount must be no more than ${shown(MOST, currency)}`;
    throw invalid(message, { code: "amount_too_large", param: "amount" });
  }
}

/** @returns the currency in lower case. @throws StripeError for what is no currency */
export function checkCurrency(currency: string): string {
  if (/^[a-z]{3}$/i.test(currency)) return currency.toLowerCase();
  throw invalid(`Invalid currency: ${currency}.`, { param: "currency" });
}

function shown(amount: number, currency: string): string {
  const units = (amount / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
  return currency === "usd" ? `$${units} usd` : `${units} ${currency}`;
}
