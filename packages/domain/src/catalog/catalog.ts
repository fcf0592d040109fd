import type { EndCharge, EndState, KindMeteredIn, KindOfWork, Unit } from "./vocabulary.ts";

/**
 * Everything one platform sells, as plain JSON: money is decimal text in dollars, and what is
 * computed from it (`compileCatalog`) is never stored.
 * @source DESIGN 2: the catalog is code, and its types reach everywhere
 */
export interface Catalog {
  readonly name: string;
  /** The plan of every new organization; it costs nothing. */
  readonly defaultPlan: string;
  /** Every plan once, lowest first: a move to the right is an upgrade. Also the order on the page. */
  readonly planOrder: readonly string[];
  readonly entitlements: Readonly<Record<string, Entitlement>>;
  readonly plans: Readonly<Record<string, Plan>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly policies: Readonly<Record<KindOfWork, Policy>>;
  readonly limits: Limits;
}

/** What plans differ in: a switch, a number, or one of several words. Each plan states each one. */
export type Entitlement =
  | { readonly kind: "feature"; readonly title: string }
  | { readonly kind: "limit"; readonly title: string }
  | { readonly kind: "choice"; readonly title: string; readonly options: readonly string[] };

/** What a plan says about one entitlement: a `feature`, a `limit`, or an option of a `choice`. */
export type EntitlementValue = boolean | number | string;

/** What an organization is on. */
export interface Plan {
  readonly title: string;
  readonly price: PlanPrice;
  readonly grants: GrantRules;
  readonly entitlements: Readonly<Record<string, EntitlementValue>>;
}

/** Dollars per period, in whole cents; or nothing to pay; or agreed in a contract ("Talk to sales"). */
export type PlanPrice =
  | { readonly kind: "free" }
  | { readonly kind: "contract" }
  | { readonly kind: "subscription"; readonly monthly: string; readonly yearly?: string };

/** The credit that comes with a plan, in dollars; it lapses `days` after it was issued. */
export interface GrantRules {
  /** Once, when an organization is created on the plan. */
  readonly signup?: { readonly amount: string; readonly days: number };
  /** Each month, also where the plan is paid by the year; `atOnce` gives the first with the plan. */
  readonly monthly?: { readonly amount: string; readonly days: number; readonly atOnce: boolean };
}

/** A thing that is metered, and sold for the kinds of work that are metered in its unit. */
export type Resource = { readonly [U in Unit]: ResourceIn<U> }[Unit];

interface ResourceIn<U extends Unit> {
  readonly title: string;
  readonly unit: U;
  /** Dollars per unit, at most nine decimals; or agreed in a contract, and not for sale without one. */
  readonly rate: string;
  readonly kinds: readonly KindMeteredIn<U>[];
  /** The `limit` up to which the plan includes it: only what is above is charged. */
  readonly includedBy?: string;
}

/** The rate of a resource whose price only a contract states. */
export const CONTRACT_RATE = "contract";

/**
 * How one kind of work is admitted, held, charged and ended.
 * @source DESIGN 2: policies are data in the catalog, never `if`s in code
 */
export interface Policy {
  readonly admission: Admission;
  /** What is held before the work: the next epoch, the whole job, or nothing (metered without a hold). */
  readonly reserve: "next_epoch" | "whole_job" | "none";
  readonly charging: Charging;
  readonly atZero: AtZero;
  readonly byEndState: Readonly<Record<EndState, EndCharge>>;
  /** Never charge above the estimate shown before the start. */
  readonly capAtEstimate: boolean;
}

/**
 * The spendable credit that new work needs: `marginMilli` thousandths of a price, rounded up to a
 * whole micro-USD, and never less than `minimum` dollars.
 *
 * `next_epoch` is the first epoch at `start`, the one that follows at `resume`, and the estimate in
 * timed mode, which has no epochs. `estimate` is the whole job; `price` is that of a single act.
 */
export type Admission =
  | {
      readonly of: "next_epoch" | "estimate" | "price";
      readonly marginMilli: number;
      readonly minimum?: string;
    }
  | { readonly of: "nothing"; readonly minimum?: string };

/** When what was used becomes a charge. */
export type Charging =
  | { readonly kind: "epoch" }
  | { readonly kind: "completion" }
  | { readonly kind: "interval"; readonly minutes: number }
  | { readonly kind: "daily" }
  | { readonly kind: "once" };

/**
 * What becomes of running work when credit runs out: it pauses at the end of the epoch; it goes on
 * into `owed` up to `limit` dollars and then stops; it goes on without limit; or it is refused.
 */
export type AtZero =
  | { readonly kind: "pause" }
  | { readonly kind: "overdraft"; readonly limit: string }
  | { readonly kind: "accrue" }
  | { readonly kind: "refuse" };

/** Numbers that hold for the whole platform. Amounts in dollars and whole cents. */
export interface Limits {
  /** Credit that lapses within this many days counts as expiring. */
  readonly expiringDays: number;
  /** How long past its declared end an epoch may be silent. */
  readonly silenceMinutes: number;
  readonly purchases: { readonly minimum: string; readonly maximum: string; readonly presets: readonly string[] };
  /** What auto top-up starts with when it is switched on. */
  readonly autoTopup: {
    readonly threshold: string;
    readonly amount: string;
    readonly perDay: string;
    readonly perMonth: string;
  };
}
