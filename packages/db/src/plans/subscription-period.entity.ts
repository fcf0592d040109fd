import type { Micros } from "@scrip/domain/money";
import type { Interval } from "@scrip/domain/plans/subscriptions";
import { checks, instantColumn, microsColumn } from "../connection/columns.ts";
import { toCatalog, withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A period of a subscription, with what was sold for it. */
export interface SubscriptionPeriodRow {
  orgId: string;
  subscriptionId: string;
  /** The number of its first month, counted from the anchor. */
  month: number;
  months: number;
  plan: string;
  interval: Interval;
  /** The catalog version whose terms it has. */
  catalogVersion: number;
  price: Micros;
  /** The credit of each month; null if the plan gives none. */
  creditAmount: Micros | null;
  creditDays: number | null;
  startsAt: Date;
  endsAt: Date;
  /** Null while the payment is awaited. */
  paidAt: Date | null;
  /** The reference of the payment, as the payment port gave it. */
  paymentRef: string | null;
  /** When the payment is tried or looked up next. */
  tryAt: Date | null;
  /** The first failed payment. */
  failedAt: Date | null;
  failures: number;
  /** The first month without credit, since the payment was taken back; null if it stands. */
  heldFrom: number | null;
}

export const SubscriptionPeriodEntity = organizationEntity<SubscriptionPeriodRow>({
  name: "subscriptionPeriod",
  tableName: "subscription_periods",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "subscription_periods_pkey" },
    subscriptionId: { type: "uuid", primary: true, primaryKeyConstraintName: "subscription_periods_pkey" },
    month: { type: "integer", primary: true, primaryKeyConstraintName: "subscription_periods_pkey" },
    months: { type: "integer", update: false },
    plan: { type: "text", update: false },
    interval: { type: "text", update: false },
    catalogVersion: { type: "integer", update: false },
    price: { ...microsColumn, update: false },
    creditAmount: { ...microsColumn, update: false, nullable: true },
    creditDays: { type: "integer", update: false, nullable: true },
    startsAt: { ...instantColumn, update: false },
    endsAt: instantColumn,
    paidAt: { ...instantColumn, nullable: true },
    paymentRef: { type: "text", nullable: true },
    tryAt: { ...instantColumn, nullable: true },
    failedAt: { ...instantColumn, nullable: true },
    failures: { type: "integer", default: 0 },
    heldFrom: { type: "integer", nullable: true },
  },
  foreignKeys: [
    withinOrganization("subscription_periods_subscription_fkey", "subscription", "subscriptionId"),
    toCatalog("subscription_periods_catalog_fkey"),
  ],
  checks: checks(
    "subscription_periods_length",
    "subscription_periods_interval",
    "subscription_periods_amounts",
    "subscription_periods_payment",
    "subscription_periods_held_from",
  ),
  exclusions: [{ name: "subscription_periods_tile", expression: "as in the migration" }],
});
