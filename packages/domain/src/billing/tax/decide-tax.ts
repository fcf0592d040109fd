import { isInUnion, type TaxIdState } from "../details/tax-id.ts";
import type { TaxRate } from "./tax-rate.ts";

/** Who sells: its country, and the taxes it collects, at most one for each country. */
export interface TaxSeller {
  readonly country: string;
  readonly rates: readonly TaxRate[];
}

/** Who buys. */
export interface TaxBuyer {
  /** By ISO 3166-1; `null` if no billing address is known. */
  readonly country: string | null;
  /** `null` without a tax id. */
  readonly taxId: TaxIdState | null;
}

/** The tax on a sale, and what its document says about it. */
export interface TaxDecision {
  /** `null` if no tax is collected. */
  readonly rate: TaxRate | null;
  /** The buyer owes the tax in their own country. */
  readonly isReverseCharge: boolean;
  /** What would change the tax: a tax id that is not verified, or a billing address that is missing. */
  readonly warning: "tax_id_not_verified" | "no_billing_address" | null;
}

/**
 * Decides the tax on a sale. A sale without a billing address is taxed as one in the seller's country. Within the
 * European Union a business of another country pays none, by a verified tax id, and everybody else that of their country,
 * or of the seller's country if the seller does not collect it.
 * @source docs/rules.md#tax
 */
export function decideTax(seller: TaxSeller, { country, taxId }: TaxBuyer): TaxDecision {
  const ofSeller = rateIn(seller, seller.country);
  if (country === null) return { ...taxed(ofSeller), warning: ofSeller === null ? null : "no_billing_address" };
  if (country === seller.country) return taxed(ofSeller);
  if (!isInUnion(seller.country) || !isInUnion(country)) return taxed(rateIn(seller, country));
  if (taxId === "verified") return { rate: null, isReverseCharge: true, warning: null };
  const rate = rateIn(seller, country) ?? ofSeller;
  return { ...taxed(rate), warning: taxId === null || rate === null ? null : "tax_id_not_verified" };
}

function rateIn({ rates }: TaxSeller, country: string): TaxRate | null {
  return rates.find((rate) => rate.country === country) ?? null;
}

function taxed(rate: TaxRate | null): TaxDecision {
  return { rate, isReverseCharge: false, warning: null };
}
