export { decideTax, type TaxBuyer, type TaxDecision, type TaxSeller } from "./decide-tax.ts";
export { creditNoteTax, type Share, taxOn } from "./tax.ts";
export { parsePercent, type Taxed, type TaxedTotal, type TaxLine, type TaxRate, taxTotal } from "./tax-rate.ts";
