export {
  decideTax,
  TAX_ID_STATES,
  type TaxBuyer,
  type TaxDecision,
  type TaxIdState,
  type TaxSeller,
} from "./decide-tax.ts";
export { CENT, creditNoteTax, type Share, taxOn } from "./tax.ts";
export { parsePercent, type Taxed, type TaxedTotal, type TaxLine, type TaxRate, taxTotal } from "./tax-rate.ts";
