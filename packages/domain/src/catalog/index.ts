export {
  type Admission,
  type AtZero,
  type Catalog,
  type Charging,
  CONTRACT_RATE,
  type Entitlement,
  type EntitlementValue,
  type GrantRules,
  type Limits,
  type Plan,
  type PlanPrice,
  type Policy,
  type PriceShape,
  type Resource,
  type ResourceCost,
  type ShapeTier,
} from "./catalog.ts";
export { catalogText } from "./catalog-text.ts";
export {
  compileCatalog,
  compilePrice,
  type PricedCatalog,
  type PricedLimits,
  type PricedPlan,
  type PricedPolicy,
  type PricedPurchases,
  type PricedResource,
} from "./compile-catalog.ts";
export { defineCatalog } from "./define-catalog.ts";
export { diffCatalogs } from "./diff-catalogs.ts";
export type { CatalogChange } from "./difference.ts";
export type {
  EntitlementKey,
  EntitlementKeyOf,
  EntitlementValueOf,
  InvoiceLineResource,
  PeriodOf,
  PlanId,
  PlanIdAt,
  PriceOf,
  ResourceId,
  ResourceIdFor,
} from "./ids.ts";
export { costIn, isSoldFor, policyFor } from "./look-up.ts";
export { parseCatalog, parsePriceShape } from "./parse-catalog.ts";
export { type Payg, payg } from "./payg.ts";
export type { CatalogProblem } from "./place.ts";
export { SHIPPED_CATALOGS } from "./shipped-catalogs.ts";
export { type Tiered, tiered } from "./tiered.ts";
export {
  type BillingPeriod,
  type EndCharge,
  type EndState,
  isKindOfWork,
  KINDS_OF_WORK,
  type KindOfWork,
  PAYMENT_METHOD_KINDS,
  type PaymentMethodKind,
  UNIT_OF_KIND,
  type Unit,
} from "./vocabulary.ts";
export {
  admissionWords,
  atZeroWords,
  chargingWords,
  costWords,
  monthlyWords,
  priceWords,
  reserveWords,
  shapeWords,
  signupWords,
  valueWords,
} from "./words.ts";
