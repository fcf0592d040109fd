export { type Bonus, type PurchaseRange, purchaseTerms } from "./purchase.ts";
export { type PurchaseState, purchaseState } from "./purchase-state.ts";
