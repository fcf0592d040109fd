import { plainTaxId, taxIdProblem } from "@scrip/domain/billing/details";
import { parsePercent } from "@scrip/domain/billing/tax";
import type { FieldErrors } from "../../../components/form/use-form.ts";
import type { Answers } from "../../../data/trpc.ts";

type Seller = NonNullable<Answers["operators"]["seller"]["get"]["seller"]>;
type Tax = Seller["taxes"][number];

/** The texts of the form. Address, tax ids and taxes are a line each. */
export type SellerTexts = Record<"name" | "address" | "country" | "taxIds" | "taxes" | "prefix", string>;

/** The texts that the form begins with. */
export function textsOf(seller: Seller | null): SellerTexts {
  if (seller === null) return { name: "", address: "", country: "", taxIds: "", taxes: "", prefix: "SC" };
  const { name, address, country, taxIds, taxes, prefix } = seller;
  const lines = taxes.map((tax) => `${tax.country} ${tax.title} ${tax.percent}`);
  return { name, country, prefix, address: address.join("\n"), taxIds: taxIds.join("\n"), taxes: lines.join("\n") };
}

/** Checks the texts as the server does. */
export function checkSeller(texts: SellerTexts): FieldErrors<SellerTexts> {
  const { name, address, country, taxIds, prefix } = inputOf(texts);
  const wrongId = taxIds.map((text, place) => taxIdProblem(place === 0 ? country : "", plainTaxId(text))).find(Boolean);
  return {
    name: name === "" ? "Enter the legal name." : undefined,
    address: address.length === 0 ? "Enter the address." : address.length > 6 ? "It has at most six lines." : undefined,
    country: country === "" ? "Choose a country." : undefined,
    taxIds: wrongId == null ? undefined : `It ${wrongId}.`,
    taxes: taxesProblem(texts.taxes),
    prefix: /^[A-Z0-9]{1,8}$/.test(prefix) ? undefined : "It has 1 to 8 capital letters and digits.",
  };
}

/** What is sent. */
export function inputOf(texts: SellerTexts) {
  return {
    name: texts.name.trim(),
    address: linesOf(texts.address),
    country: texts.country,
    taxIds: linesOf(texts.taxIds),
    taxes: linesOf(texts.taxes).flatMap((line) => taxOf(line) ?? []),
    prefix: texts.prefix.trim(),
  };
}

/** Reads a tax as the form writes it: country, title, per cent. @returns `null` for any other line */
export function taxOf(line: string): Tax | null {
  const [, country, title, percent] = /^([A-Z]{2})\s+(\S.{0,18}?)\s+([\d.]+)\s?%?$/.exec(line) ?? [];
  if (country === undefined || title === undefined || percent === undefined) return null;
  return parsePercent(percent) === undefined ? null : { country, title, percent };
}

function taxesProblem(text: string): string | undefined {
  const lines = linesOf(text);
  const wrong = lines.find((line) => taxOf(line) === null);
  if (wrong !== undefined) return `“${wrong}” is no tax. Write one a line, such as DE VAT 19.`;
  const countries = lines.map((line) => line.slice(0, 2));
  const twice = countries.find((country, place) => countries.indexOf(country) < place);
  return twice === undefined ? undefined : `${twice} has two taxes. Each country has at most one.`;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
