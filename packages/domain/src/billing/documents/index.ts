export type { CreditLine, DocumentLine, PlanLine } from "./line.ts";
export { DOCUMENT_KINDS, type DocumentKind, documentNumber } from "./number.ts";
export {
  type Buyer,
  type CreditNote,
  creditNoteOver,
  makeCreditNote,
  makeReceipt,
  type Numbered,
  type Payment,
  type Receipt,
  type Refunded,
  type Reversal,
  reversalOf,
  type Sale,
  type Seller,
  saleTotal,
  UNKNOWN_SELLER,
} from "./payment-document.ts";
export { type SaleJson, saleFromJson, saleToJson } from "./sale-json.ts";
export { saleOfTotal } from "./sale-of-total.ts";
export { SELLER_WARNINGS, type SellerWarning, sellerWarnings } from "./seller.ts";
