import type { Catalog, PeriodOf, PlanIdAt } from "../../catalog/index.ts";
import type { Instant } from "../../ledger/state/ids.ts";
import type { Micros } from "../../money/index.ts";

/**
 * What a payment bought, in the names of one catalog: a plan that the catalog does not sell, and a period that the plan
 * has no price for, do not compile.
 */
export type DocumentLine<C extends Catalog> = PlanLine<C> | CreditLine;

/** A period of a plan. */
export type PlanLine<C extends Catalog> = {
  [P in PlanIdAt<C, "subscription">]: {
    readonly of: "plan";
    readonly plan: P;
    readonly period: PeriodOf<C, P>;
    readonly from: Instant;
    readonly until: Instant;
    /** Micro-USD in whole cents. */
    readonly net: Micros;
  };
}[PlanIdAt<C, "subscription">];

/** Credit that was bought. */
export interface CreditLine {
  readonly of: "credit";
  readonly source: "purchase" | "auto_topup";
  /** Micro-USD in whole cents. The credit is as much. */
  readonly net: Micros;
}
