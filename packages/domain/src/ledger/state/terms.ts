import type { Catalog, EndCharge, EndState, PricedPolicy, Unit } from "../../catalog/index.ts";
import type { Micros } from "../../money/index.ts";
import type { UnitCost } from "../../usage/prices/index.ts";

/** The policy of one kind of work, as the ledger reads it from the catalog. */
export interface WorkPolicy {
  /** The spendable credit required at `start` and `resume`: thousandths of a price, and a least amount in micro-USD. */
  readonly admission: PricedPolicy["admission"];
  readonly reserve: "next_epoch" | "whole_job";
  /** Whether the work runs as jobs, which hold credit. Other kinds are metered without a hold. */
  readonly runsAsJobs: boolean;
  /** A settle charges once this much chargeable time has passed since the last charge; infinite: only at the end. */
  readonly chargeEveryMs: number;
  readonly atZero: PricedPolicy["atZero"];
  readonly byEndState: Readonly<Record<EndState, EndCharge>>;
  readonly capAtEstimate: boolean;
  /** How often work is charged that is metered by time, in milliseconds; `null` for other work. */
  readonly settleEveryMs: number | null;
  /** How long a hold waits for a report after the declared end of an epoch, in milliseconds. */
  readonly silenceMs: number;
}

/** The prices and policies of one published version of the catalog. */
export interface PriceBook {
  readonly version: number;
  /** The version itself, with the terms of its plans. */
  readonly catalog: Catalog;
  /** Credit that lapses within this many milliseconds is shown as expiring. */
  readonly expiringMs: number;
  /** What one operator may do alone for an organization within 24 hours, in micro-USD. */
  readonly staffActLimit: Micros;
  /** What a unit costs, or `undefined` for a resource that the catalog does not have. */
  readonly costOf: (resource: string) => UnitCost | undefined;
  readonly isSoldFor: (resource: string, work: string) => boolean;
  readonly policyOf: (work: string) => WorkPolicy | undefined;
  /** The unit of a resource, or `undefined` for a resource that the catalog does not have. */
  readonly unitOf: (resource: string) => Unit | undefined;
  /** The policy of the kind of work that is metered in a unit other than the hour. */
  readonly policyOfUnit: (unit: Exclude<Unit, "hour">) => WorkPolicy;
}

/** Finds a published version by its number. Every version that the ledger's rows name must exist. */
export type PriceBooks = (version: number) => PriceBook;
