import type { TaxIdState } from "./tax-id.ts";

/** What an organization wants on its invoices. */
export interface BillingFields {
  /** The company or person who buys. */
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly postalCode: string | null;
  readonly city: string;
  /** A state or province. */
  readonly region: string | null;
  /** By ISO 3166-1. */
  readonly country: string;
  /** Where invoices are sent. */
  readonly email: string | null;
  /** As `plainTaxId` writes it. */
  readonly taxId: string | null;
}

/** The billing details of an organization. */
export interface BillingDetails extends BillingFields {
  /** `null` without a tax id. */
  readonly taxIdState: TaxIdState | null;
}

/**
 * The billing details after a change. A tax id that is new, or is now one of another country, must be verified again.
 * @source docs/rules.md#billing-details
 */
export function changeDetails(before: BillingDetails | null, fields: BillingFields): BillingDetails {
  const isSame = before !== null && before.taxId === fields.taxId && before.country === fields.country;
  const fresh = fields.taxId === null ? null : "pending";
  return { ...fields, taxIdState: isSame ? before.taxIdState : fresh };
}

/** The names of the fields that differ. */
export function changedFields(before: BillingDetails | null, after: BillingFields): readonly (keyof BillingFields)[] {
  return FIELDS.filter((field) => (before?.[field] ?? null) !== after[field]);
}

const FIELDS = [
  "name",
  "line1",
  "line2",
  "postalCode",
  "city",
  "region",
  "country",
  "email",
  "taxId",
] as const satisfies readonly (keyof BillingFields)[];

/**
 * The postal address as it is printed, a line each, without the country.
 * @source docs/rules.md#billing-details
 */
export function addressLines({ line1, line2, postalCode, city, region }: BillingFields): readonly string[] {
  const place = [postalCode, city].filter((part) => part !== null).join(" ");
  return [line1, line2, place, region].filter((line) => line !== null);
}
