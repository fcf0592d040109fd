import type { EndReason, Interval, PaidBy } from "@scrip/domain/plans/subscriptions";
import { checks, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A subscription of an organization. */
export interface SubscriptionRow {
  orgId: string;
  id: string;
  plan: string;
  interval: Interval;
  /** The start, from which its months are counted. */
  anchor: Date;
  catalogVersion: number;
  paidBy: PaidBy;
  /** What happens at the end of the running period instead of a renewal. */
  scheduledKind: "cancel" | "change" | null;
  scheduledPlan: string | null;
  scheduledInterval: Interval | null;
  askedAt: Date | null;
  /** The month of the first period: above 0 if the subscription was taken over from another system. */
  firstMonth: number;
  /** The month whose credit comes next. */
  nextMonth: number;
  /** Earlier months without credit. */
  skippedMonths: number[];
  endedAt: Date | null;
  endReason: EndReason | null;
}

export const SubscriptionEntity = organizationEntity<SubscriptionRow>({
  name: "subscription",
  tableName: "subscriptions",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "subscriptions_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "subscriptions_pkey" },
    plan: { type: "text" },
    interval: { type: "text" },
    anchor: { ...instantColumn, update: false },
    catalogVersion: { type: "integer" },
    paidBy: { type: "text", update: false },
    scheduledKind: { type: "text", nullable: true },
    scheduledPlan: { type: "text", nullable: true },
    scheduledInterval: { type: "text", nullable: true },
    askedAt: { ...instantColumn, nullable: true },
    firstMonth: { type: "integer", default: 0, update: false },
    nextMonth: { type: "integer" },
    skippedMonths: { type: "integer", array: true },
    endedAt: { ...instantColumn, nullable: true },
    endReason: { type: "text", nullable: true },
  },
  foreignKeys: [
    toOrganization("subscriptions_organization_fkey"),
    {
      name: "subscriptions_catalog_fkey",
      target: "catalogCopy",
      columnNames: ["catalogVersion"],
      referencedColumnNames: ["number"],
    },
  ],
  indices: [{ name: "subscriptions_one_open", columns: ["orgId"], unique: true, where: "ended_at IS NULL" }],
  checks: checks(
    "subscriptions_interval",
    "subscriptions_paid_by",
    "subscriptions_scheduled",
    "subscriptions_months",
    "subscriptions_first_month",
    "subscriptions_ended",
    "subscriptions_end_reason",
  ),
});
