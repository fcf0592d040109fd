import { newId } from "../protocol/ids.ts";
import { choice } from "../protocol/params.ts";
import type { TaxId } from "../wire/objects.ts";

/** The types of tax ids that the local Stripe knows, with the form of their values. */
const FORMS = {
  au_abn: /^\d{11}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ch_vat: /^CHE-?[\d.]{9,11}\s?(?:MWST|TVA|IVA)$/i,
  eu_vat: /^[A-Z]{2}[A-Z0-9]{2,13}$/,
  gb_vat: /^(?:GB|XI)\d{9}(?:\d{3})?$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]$/,
  jp_cn: /^\d{13}$/,
  no_vat: /^\d{9}MVA$/,
  nz_gst: /^\d{8,9}$/,
  us_ein: /^\d{2}-?\d{7}$/,
} as const;

export type TaxIdType = keyof typeof FORMS;

export const TAX_ID_TYPE = choice(...(Object.keys(FORMS) as TaxIdType[]));

export function isTaxId(type: TaxIdType, value: string): boolean {
  return FORMS[type].test(value);
}

const COUNTRIES: Readonly<Partial<Record<TaxIdType, string>>> = {
  au_abn: "AU",
  ca_gst_hst: "CA",
  ch_vat: "CH",
  gb_vat: "GB",
  in_gst: "IN",
  jp_cn: "JP",
  no_vat: "NO",
  nz_gst: "NZ",
  us_ein: "US",
};

/** Stripe asks the tax offices of some countries; elsewhere the verification is unavailable. */
const VERIFIED: ReadonlySet<TaxIdType> = new Set(["au_abn", "eu_vat", "gb_vat"]);

export function newTaxId(customer: string | null, type: TaxIdType, value: string, created: number): TaxId {
  return {
    id: newId("txi"),
    object: "tax_id",
    country: type === "eu_vat" ? value.slice(0, 2).replace("EL", "GR") : (COUNTRIES[type] ?? null),
    created,
    customer,
    customer_account: null,
    livemode: false,
    owner:
      customer === null
        ? { customer_account: null, type: "self" }
        : { customer, customer_account: null, type: "customer" },
    type,
    value,
    verification: {
      status: VERIFIED.has(type) ? "pending" : "unavailable",
      verified_address: null,
      verified_name: null,
    },
  };
}
