import { addressLines, plainTaxId } from "@scrip/domain/billing/details";
import { countryName } from "../../words/countries.ts";
import type { DetailsTexts } from "./details-texts.ts";

/** The address as documents have it, while it is typed. */
export function PrintedAddress({ texts }: { readonly texts: DetailsTexts }) {
  const { name, country, taxId } = texts;
  const some = (text: string): string | null => (text.trim() === "" ? null : text.trim());
  const address = addressLines({
    ...texts,
    line2: some(texts.line2),
    postalCode: some(texts.postalCode),
    region: some(texts.region),
    email: null,
    taxId: null,
  }).filter((line) => line.trim() !== "");
  const below = [
    ...address,
    ...(country === "" ? [] : [countryName(country)]),
    ...(some(taxId) === null ? [] : [`Tax id ${plainTaxId(taxId)}`]),
  ];
  return (
    <figure className="rounded-base border border-line p-4 text-14">
      <figcaption className="mb-2 text-13 text-muted">Printed as</figcaption>
      <p className="font-medium break-words">{name}</p>
      {below.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </figure>
  );
}
