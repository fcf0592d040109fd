import { plainTaxId, taxIdProblem } from "@scrip/domain/billing/details";
import type { FieldErrors } from "../../components/form/use-form.ts";
import type { Answers } from "../../data/trpc.ts";

const FIELDS = ["name", "line1", "line2", "postalCode", "city", "region", "country", "email", "taxId"] as const;

/** The texts of the form; an empty one is left out. */
export type DetailsTexts = Record<(typeof FIELDS)[number], string>;

/** The texts that the form begins with. @param organization its name, which is a good first guess */
export function textsOf(details: Answers["billing"]["details"]["details"], organization: string): DetailsTexts {
  const texts = Object.fromEntries(FIELDS.map((field) => [field, details?.[field] ?? ""])) as DetailsTexts;
  return details === null ? { ...texts, name: organization } : texts;
}

/** Checks the texts as the server does. */
export function checkDetails(texts: DetailsTexts): FieldErrors<DetailsTexts> {
  const { name, line1, city, country, email, taxId } = inputOf(texts);
  const wrong = taxId === undefined || country === "" ? null : taxIdProblem(country, plainTaxId(taxId));
  return {
    name: name === "" ? "Enter who buys." : undefined,
    country: country === "" ? "Choose a country." : undefined,
    line1: line1 === "" ? "Enter street and number." : undefined,
    city: city === "" ? "Enter a city." : undefined,
    email: email === undefined || /^\S+@\S+$/.test(email) ? undefined : "Enter an address, such as ada@example.com.",
    taxId: wrong === null ? undefined : `It ${wrong}.`,
  };
}

/** What is sent. */
export function inputOf(texts: DetailsTexts) {
  const of = (field: keyof DetailsTexts): string => texts[field].trim();
  const some = (field: keyof DetailsTexts) => (of(field) === "" ? {} : { [field]: of(field) });
  const optional: Partial<Pick<DetailsTexts, "line2" | "postalCode" | "region" | "email" | "taxId">> = {
    ...some("line2"),
    ...some("postalCode"),
    ...some("region"),
    ...some("email"),
    ...some("taxId"),
  };
  return { name: of("name"), line1: of("line1"), city: of("city"), country: of("country"), ...optional };
}
