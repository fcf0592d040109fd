export { COUNTRIES, isCountry } from "./country.ts";
export { addressLines, type BillingDetails, type BillingFields, changeDetails, changedFields } from "./details.ts";
export { isInUnion, plainTaxId, TAX_ID_STATES, type TaxIdState, taxIdProblem } from "./tax-id.ts";
