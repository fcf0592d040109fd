import type { Catalog, Entitlement, EntitlementValue, PlanPrice } from "./catalog.ts";
import type { BillingPeriod, KindOfWork } from "./vocabulary.ts";

/** The plans of a catalog: `"free" | "pro" | "enterprise"`. */
export type PlanId<C extends Catalog> = keyof C["plans"] & string;

/** The plans with one kind of price, such as the plans that a member can choose without "Talk to sales". */
export type PlanIdAt<C extends Catalog, K extends PlanPrice["kind"]> = {
  [P in PlanId<C>]: K extends C["plans"][P]["price"]["kind"] ? P : C["plans"][P]["price"]["kind"] extends K ? P : never;
}[PlanId<C>];

/** The billing periods of a plan; `never` for a plan that is free or by contract. */
export type PeriodOf<C extends Catalog, P extends PlanId<C>> = PeriodIn<C["plans"][P]["price"]>;

/** Distributes over the kinds of price, so a plan that is only known at run time has every period. */
type PeriodIn<Price> = Price extends { kind: "subscription" } ? keyof Price & BillingPeriod : never;

/** The price of a plan for a period, as its literal text: `"29.00"`. */
export type PriceOf<
  C extends Catalog,
  P extends PlanId<C>,
  Period extends PeriodOf<C, P>,
> = C["plans"][P]["price"] extends { readonly [K in Period]?: infer Text } ? Text : never;

/** The entitlements of a catalog: `"deployments" | "members" | ...`. */
export type EntitlementKey<C extends Catalog> = keyof C["entitlements"] & string;

/** The entitlements of one kind: a `limit` is a number, a `feature` is on or off. */
export type EntitlementKeyOf<C extends Catalog, K extends Entitlement["kind"]> = {
  [E in EntitlementKey<C>]: K extends C["entitlements"][E]["kind"] ? E : never;
}[EntitlementKey<C>];

/** The values that a plan may state for an entitlement, from the entitlement's definition. */
export type ValueOf<E extends Entitlement> = E extends { kind: "feature" }
  ? boolean
  : E extends { kind: "limit" }
    ? number | "unlimited"
    : E extends { kind: "choice"; options: readonly (infer Option)[] }
      ? Option
      : EntitlementValue;

/** The values that the check of an entitlement returns: `boolean`, a number or `"unlimited"`, or its options. */
export type EntitlementValueOf<C extends Catalog, E extends EntitlementKey<C>> = ValueOf<C["entitlements"][E]>;

/** The resources of a catalog: `"gpu.h100-80gb" | "export" | ...`. */
export type ResourceId<C extends Catalog> = keyof C["resources"] & string;

/** The resources sold for a kind of work, which `jobs.start` or an endpoint may name. */
export type ResourceIdFor<C extends Catalog, K extends KindOfWork> = {
  [R in ResourceId<C>]: K extends C["resources"][R]["kinds"][number] ? R : never;
}[ResourceId<C>];

/** The values that a line of an invoice or statement may have: a resource, its own unit, and a kind it is sold for. */
export type InvoiceLineResource<C extends Catalog> = {
  [R in ResourceId<C>]: {
    readonly resource: R;
    readonly unit: C["resources"][R]["unit"];
    readonly kind: C["resources"][R]["kinds"][number];
  };
}[ResourceId<C>];
