import { isInUnion } from "../details/tax-id.ts";
import type { Seller } from "./payment-document.ts";

/** What a seller's profile lacks for documents that the tax office accepts, by reason. */
export const SELLER_WARNINGS = {
  no_tax_id: "There is no tax id. Within the European Union every invoice must show the seller's VAT number.",
  no_rate_at_home: "There is no rate for the seller's own country, so sales there are not taxed.",
} as const satisfies Record<string, string>;

/** A reason why a seller's profile is not complete. */
export type SellerWarning = keyof typeof SELLER_WARNINGS;

/**
 * What the profile of a seller lacks. Documents are issued nevertheless: not every seller has to collect tax.
 * @source docs/rules.md#seller
 */
export function sellerWarnings({ country, taxIds, rates }: Pick<Seller, "country" | "taxIds" | "rates">) {
  const warnings: SellerWarning[] = [];
  if (taxIds.length === 0 && (isInUnion(country) || rates.length > 0)) warnings.push("no_tax_id");
  if (isInUnion(country) && !rates.some((rate) => rate.country === country)) warnings.push("no_rate_at_home");
  return warnings;
}
