/** `$20.00`. @param amount in the smallest unit of the currency */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** `Dec 1, 2026`, in UTC as Stripe's own pages. @param at in seconds */
export function day(at: number): string {
  return new Date(at * 1000).toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" });
}

/** `2026-12-01 10:00:00 UTC`. @param at in milliseconds */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

const BRANDS: Readonly<Record<string, string>> = {
  amex: "American Express",
  discover: "Discover",
  mastercard: "Mastercard",
  visa: "Visa",
};

/** A card, a bank account or another payment method in few words: `Visa •••• 4242`. */
export function methodName(method: {
  readonly type: string;
  readonly card?: { readonly brand: string; readonly last4: string } | null;
  readonly us_bank_account?: { readonly last4: string | null } | null;
  readonly sepa_debit?: { readonly last4: string | null } | null;
}): string {
  if (method.card) return `${BRANDS[method.card.brand] ?? method.card.brand} •••• ${method.card.last4}`;
  if (method.us_bank_account) return `US bank account •••• ${method.us_bank_account.last4}`;
  if (method.sepa_debit) return `SEPA debit •••• ${method.sepa_debit.last4}`;
  return method.type;
}

/** `/ month`, `every 3 months`. */
export function interval(recurring: { readonly interval: string; readonly interval_count: number }): string {
  const { interval: unit, interval_count: count } = recurring;
  return count === 1 ? `per ${unit}` : `every ${count} ${unit}s`;
}
