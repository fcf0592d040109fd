/** The countries to choose from, by code. The list is short: it is for tests of addresses and taxes. */
export const COUNTRIES: readonly (readonly [code: string, name: string])[] = [
  ["AU", "Australia"],
  ["AT", "Austria"],
  ["BE", "Belgium"],
  ["CA", "Canada"],
  ["DK", "Denmark"],
  ["FR", "France"],
  ["DE", "Germany"],
  ["IN", "India"],
  ["IE", "Ireland"],
  ["IT", "Italy"],
  ["JP", "Japan"],
  ["NL", "Netherlands"],
  ["NO", "Norway"],
  ["PL", "Poland"],
  ["SG", "Singapore"],
  ["ES", "Spain"],
  ["SE", "Sweden"],
  ["CH", "Switzerland"],
  ["GB", "United Kingdom"],
  ["US", "United States"],
];

/** The types of tax id to choose from. */
export const TAX_ID_TYPES: readonly (readonly [type: string, name: string])[] = [
  ["eu_vat", "EU VAT number"],
  ["gb_vat", "UK VAT number"],
  ["us_ein", "US EIN"],
  ["ch_vat", "Swiss VAT number"],
  ["au_abn", "Australian ABN"],
  ["ca_gst_hst", "Canadian GST/HST number"],
  ["in_gst", "Indian GST number"],
];
