import type { InvoiceLine, LineItem, TaxRate } from "../wire/objects.ts";

type LineTax = NonNullable<InvoiceLine["taxes"]>[number];

/** The taxes of an amount, one for each rate: each rounded half up to a cent. */
export function taxesOf(amount: number, rates: readonly TaxRate[]): LineTax[] {
  return rates.map((rate) => {
    const tax = taxOf(amount, rate);
    return {
      amount: tax,
      tax_behavior: rate.inclusive ? "inclusive" : "exclusive",
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: "standard_rated",
      taxable_amount: rate.inclusive ? amount - tax : amount,
      type: "tax_rate_details",
    };
  });
}

/** In basis points of basis points, so that no fraction is lost before the rounding. */
function taxOf(amount: number, { inclusive, percentage }: TaxRate): number {
  const scale = 1_000_000;
  const parts = Math.round(percentage * 10_000);
  const whole = inclusive ? scale + parts : scale;
  return Math.floor((amount * parts * 2 + whole) / (whole * 2));
}

/** What comes on top of the amount. */
export function exclusiveTax(taxes: readonly LineTax[]): number {
  return sumOf(taxes.filter(({ tax_behavior }) => tax_behavior === "exclusive"));
}

export function inclusiveTax(taxes: readonly LineTax[]): number {
  return sumOf(taxes.filter(({ tax_behavior }) => tax_behavior === "inclusive"));
}

function sumOf(taxes: readonly LineTax[]): number {
  return taxes.reduce((sum, { amount }) => sum + amount, 0);
}

/** The taxes of several lines, added up for each rate. */
export function totalTaxes(lines: readonly { readonly taxes: readonly LineTax[] | null }[]): LineTax[] {
  const byRate = Map.groupBy(
    lines.flatMap(({ taxes }) => taxes ?? []),
    ({ tax_rate_details }) => tax_rate_details?.tax_rate,
  );
  return Array.from(byRate.values(), (taxes) => ({
    ...(taxes[0] as LineTax),
    amount: sumOf(taxes),
    taxable_amount: taxes.reduce((sum, { taxable_amount }) => sum + (taxable_amount ?? 0), 0),
  }));
}

/** The same in the shape of a Checkout session's line. */
export function lineItemTaxes(amount: number, rates: readonly TaxRate[]): NonNullable<LineItem["taxes"]> {
  return taxesOf(amount, rates).map(({ amount: tax, taxable_amount }, n) => ({
    amount: tax,
    rate: rates[n] as TaxRate,
    taxability_reason: "standard_rated",
    taxable_amount,
  }));
}
