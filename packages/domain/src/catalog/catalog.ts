import type { EndCharge, EndState, KindMeteredIn, KindOfWork, PaymentMethodKind, Unit } from "./vocabulary.ts";

/**
 * Everything that one platform sells, as plain JSON. Money is decimal text in dollars. The values computed from
 * it (`compileCatalog`) are never stored.
 * @source docs/rules.md#catalog
 */
export interface Catalog {
  readonly name: string;
  /** The plan of every new organization; it costs nothing. */
  readonly defaultPlan: string;
  /** Every plan once, lowest first: a later plan is an upgrade. The page shows plans in this order. */
  readonly planOrder: readonly string[];
  readonly entitlements: Readonly<Record<string, Entitlement>>;
  readonly plans: Readonly<Record<string, Plan>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly policies: Readonly<Record<KindOfWork, Policy>>;
  readonly limits: Limits;
}

/** A property in which plans differ: a switch, a number, or one of several words. Each plan states a value for it. */
export type Entitlement =
  | { readonly kind: "feature"; readonly title: string }
  | { readonly kind: "limit"; readonly title: string }
  | { readonly kind: "choice"; readonly title: string; readonly options: readonly string[] };

/** A plan's value for an entitlement: of a `feature`, of a `limit`, or an option of a `choice`. */
export type EntitlementValue = boolean | number | string;

/** A plan that an organization can be on. */
export interface Plan {
  readonly title: string;
  readonly price: PlanPrice;
  readonly grants: GrantRules;
  readonly entitlements: Readonly<Record<string, EntitlementValue>>;
}

/** Free, a price in dollars per period (whole cents), or a price agreed in a contract ("Talk to sales"). */
export type PlanPrice =
  | { readonly kind: "free" }
  | { readonly kind: "contract" }
  | { readonly kind: "subscription"; readonly monthly: string; readonly yearly?: string };

/** The credit included in a plan, in dollars. It lapses `days` after it is issued. */
export interface GrantRules {
  /** Issued once, when an organization is created on the plan. */
  readonly signup?: { readonly amount: string; readonly days: number };
  /** Issued each month, also for a plan paid by the year. `atOnce` issues the first one when the plan starts. */
  readonly monthly?: { readonly amount: string; readonly days: number; readonly atOnce: boolean };
}

/** A metered resource, sold for kinds of work that are metered in its unit. */
export type Resource = { readonly [U in Unit]: ResourceIn<U> }[Unit];

type ResourceIn<U extends Unit> = ResourceTerms<U> & ResourceCost;

interface ResourceTerms<U extends Unit> {
  readonly title: string;
  readonly unit: U;
  readonly kinds: readonly KindMeteredIn<U>[];
  /** The `limit` entitlement up to which the plan includes the resource; only usage above it is charged. */
  readonly includedBy?: string;
}

/**
 * What a resource costs: either a rate or a price shape. A rate is dollars per unit, at most nine decimals; or `contract`,
 * which is not for sale without a contract.
 */
export type ResourceCost =
  | { readonly rate: string; readonly price?: undefined }
  | { readonly price: PriceShape; readonly rate?: undefined };

/**
 * A price by tiers, by volume or by packages, over a job or a month. `minimum` is the least price of any use, in dollars,
 * charged at the end of the job or month.
 * @source docs/rules.md#price-shapes
 */
export type PriceShape =
  | {
      readonly kind: "graduated" | "volume";
      readonly tiers: readonly ShapeTier[];
      readonly minimum?: string;
    }
  | {
      readonly kind: "package";
      /** Whole units in a package. */
      readonly size: number;
      /** Dollars per package, at most six decimals. */
      readonly price: string;
      readonly minimum?: string;
    };

/** A tier of a price. Every tier but the last says at how many whole units it ends, in ascending order. */
export interface ShapeTier {
  readonly upTo?: number;
  /** Dollars per unit, at most nine decimals. */
  readonly rate: string;
}

/** The rate of a resource whose price is only in contracts. */
export const CONTRACT_RATE = "contract";

/**
 * How one kind of work is admitted, held, charged and ended.
 * @source docs/rules.md#policies
 */
export interface Policy {
  readonly admission: Admission;
  /** The hold placed before the work: for the next epoch, for the whole job, or none (metered without a hold). */
  readonly reserve: "next_epoch" | "whole_job" | "none";
  readonly charging: Charging;
  readonly atZero: AtZero;
  readonly byEndState: Readonly<Record<EndState, EndCharge>>;
  /** Whether charges never exceed the estimate shown before the start. */
  readonly capAtEstimate: boolean;
}

/**
 * The spendable credit that new work requires: `marginMilli` thousandths of a price, rounded up to a whole
 * micro-USD, and never less than `minimum` dollars.
 *
 * `next_epoch` is the price of the first epoch at `start`, and of the following epoch at `resume`. In timed mode,
 * which has no epochs, it is the price of the estimate. `estimate` is the price of the whole job, `price` that of a
 * single action.
 */
export type Admission =
  | {
      readonly of: "next_epoch" | "estimate" | "price";
      readonly marginMilli: number;
      readonly minimum?: string;
    }
  | { readonly of: "nothing"; readonly minimum?: string };

/** When usage is charged. */
export type Charging =
  | { readonly kind: "epoch" }
  | { readonly kind: "completion" }
  | { readonly kind: "interval"; readonly minutes: number }
  | { readonly kind: "daily" }
  | { readonly kind: "once" };

/**
 * What happens to work when credit runs out. `pause`: it pauses at the end of the epoch. `overdraft`: it continues
 * into `owed` up to `limit` dollars and then stops. `accrue`: it continues without a limit. `refuse`: it is refused.
 */
export type AtZero =
  | { readonly kind: "pause" }
  | { readonly kind: "overdraft"; readonly limit: string }
  | { readonly kind: "accrue" }
  | { readonly kind: "refuse" };

/** How credit is bought. Amounts in dollars, in whole cents. */
export interface Purchases {
  readonly minimum: string;
  readonly maximum: string;
  /** The amounts that pages offer. */
  readonly presets: readonly string[];
  /** Credit on top of a purchase of a preset; it expires `days` after the purchase. */
  readonly bonuses?: readonly { readonly preset: string; readonly amount: string; readonly days: number }[];
  /** The payment methods that the payment page offers. Cards, if not given. */
  readonly methods?: readonly PaymentMethodKind[];
}

/** Numbers that apply to the whole platform. Amounts in dollars, in whole cents. */
export interface Limits {
  /** Credit that lapses within this number of days counts as expiring. */
  readonly expiringDays: number;
  /** How long an epoch may go without a report after its declared end. */
  readonly silenceMinutes: number;
  readonly purchases: Purchases;
  /** The initial settings of auto top-up when a member enables it. */
  readonly autoTopup: {
    readonly threshold: string;
    readonly amount: string;
    readonly perDay: string;
    readonly perMonth: string;
  };
  /** What one operator may do alone for an organization within 24 hours; more needs a second one. 100.00 if not given. */
  readonly staffActLimit?: string;
}
