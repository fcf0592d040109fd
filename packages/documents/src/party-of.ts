import type { Buyer, Seller } from "@scrip/domain/billing/documents";
import type { Party } from "./printed-document.ts";

const COUNTRIES = new Intl.DisplayNames("en", { type: "region" });

/** Puts a seller or a buyer into lines: the address, the country and the tax ids. */
export function partyOf(heading: string, { name, address, country }: Seller | Buyer, taxIds: readonly string[]): Party {
  const countryLine = country === null ? [] : [COUNTRIES.of(country) ?? country];
  return { heading, name, lines: [...address, ...countryLine, ...taxIds.map((text) => `Tax id ${text}`)] };
}
