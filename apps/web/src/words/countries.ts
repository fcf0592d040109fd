import { COUNTRIES } from "@scrip/domain/billing/details";

const NAMES = new Intl.DisplayNames("en", { type: "region" });

/** The English name of a country. @param code by ISO 3166-1 */
export function countryName(code: string): string {
  return NAMES.of(code) ?? code;
}

/** The countries by name, for a list to choose from. */
export function countryOptions(): readonly { readonly value: string; readonly label: string }[] {
  return [{ value: "", label: "Choose a country" }, ...SORTED];
}

const SORTED = COUNTRIES.map((value) => ({ value, label: countryName(value) })).sort((a, b) =>
  a.label.localeCompare(b.label, "en"),
);
