/** How far the tax id of a buyer is proved: the tax office's answer may be open, and may be no. */
export const TAX_ID_STATES = ["pending", "verified", "unverified"] as const;

/** How far a tax id is proved. */
export type TaxIdState = (typeof TAX_ID_STATES)[number];

/** The form of a VAT number of the European Union, and an example. */
interface VatForm {
  readonly form: RegExp;
  readonly example: string;
}

/** The VAT numbers of the member states by country, without spaces. The tax offices know whether one is in use. */
const VAT_FORMS: Readonly<Record<string, VatForm>> = {
  AT: { form: /^ATU\d{8}$/, example: "ATU12345678" },
  BE: { form: /^BE[01]\d{9}$/, example: "BE0123456789" },
  BG: { form: /^BG\d{9,10}$/, example: "BG123456789" },
  CY: { form: /^CY\d{8}[A-Z]$/, example: "CY12345678X" },
  CZ: { form: /^CZ\d{8,10}$/, example: "CZ12345678" },
  DE: { form: /^DE\d{9}$/, example: "DE123456789" },
  DK: { form: /^DK\d{8}$/, example: "DK12345678" },
  EE: { form: /^EE\d{9}$/, example: "EE123456789" },
  ES: { form: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/, example: "ESX1234567X" },
  FI: { form: /^FI\d{8}$/, example: "FI12345678" },
  FR: { form: /^FR[A-Z0-9]{2}\d{9}$/, example: "FR12345678901" },
  GR: { form: /^EL\d{9}$/, example: "EL123456789" },
  HR: { form: /^HR\d{11}$/, example: "HR12345678901" },
  HU: { form: /^HU\d{8}$/, example: "HU12345678" },
  IE: { form: /^IE(\d{7}[A-Z]{1,2}|\d[A-Z]\d{5}[A-Z])$/, example: "IE1234567WA" },
  IT: { form: /^IT\d{11}$/, example: "IT12345678901" },
  LT: { form: /^LT(\d{9}|\d{12})$/, example: "LT123456789" },
  LU: { form: /^LU\d{8}$/, example: "LU12345678" },
  LV: { form: /^LV\d{11}$/, example: "LV12345678901" },
  MT: { form: /^MT\d{8}$/, example: "MT12345678" },
  NL: { form: /^NL\d{9}B\d{2}$/, example: "NL123456789B12" },
  PL: { form: /^PL\d{10}$/, example: "PL1234567890" },
  PT: { form: /^PT\d{9}$/, example: "PT123456789" },
  RO: { form: /^RO\d{2,10}$/, example: "RO1234567890" },
  SE: { form: /^SE\d{12}$/, example: "SE123456789012" },
  SI: { form: /^SI\d{8}$/, example: "SI12345678" },
  SK: { form: /^SK\d{10}$/, example: "SK1234567890" },
};

/** Whether a country is a member state of the European Union, by ISO 3166-1. */
export function isInUnion(country: string): boolean {
  return Object.hasOwn(VAT_FORMS, country);
}

/** Writes a tax id as it is compared and printed: in capital letters, without spaces, points and dashes. */
export function plainTaxId(text: string): string {
  return text.toUpperCase().replace(/[\s.-]/g, "");
}

/**
 * Checks the form of a tax id: in the European Union that of a VAT number, and elsewhere 4 to 30 letters and digits.
 * @param taxId as `plainTaxId` writes it
 * @returns what is wrong, as the rest of a sentence about the tax id; `null` if nothing is
 * @source docs/rules.md#billing-details
 */
export function taxIdProblem(country: string, taxId: string): string | null {
  const vat = Object.hasOwn(VAT_FORMS, country) ? VAT_FORMS[country] : undefined;
  if (vat !== undefined) return vat.form.test(taxId) ? null : `must be a VAT number, such as ${vat.example}`;
  return /^[A-Z0-9/]{4,30}$/.test(taxId) ? null : "must be 4 to 30 letters and digits";
}
