import type { SubscriptionChange } from "@scrip/domain/ledger";
import type { Of, PeriodOfSubscription } from "./batch-row-types.ts";
import { column, ofOrg, type TableShape } from "./columns.ts";

/** Only the column that commands of the ledger change. */
export const SUBSCRIPTIONS: TableShape<Of<SubscriptionChange>> = {
  table: "subscriptions",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.subscriptionId),
    column("next_month", "integer", (row) => row.nextMonth),
  ],
  mutable: ["next_month"],
};

export const PERIODS: TableShape<PeriodOfSubscription> = {
  table: "subscription_periods",
  key: ["org_id", "subscription_id", "month"],
  columns: [
    ofOrg(),
    column("subscription_id", "uuid", (row) => row.subscriptionId),
    column("month", "integer", (row) => row.month),
    column("months", "integer", (row) => row.months),
    column("plan", "text", (row) => row.plan),
    column('"interval"', "text", (row) => row.interval),
    column("price", "bigint", (row) => row.price),
    column("credit_amount", "bigint", (row) => row.credit?.amount ?? null),
    column("credit_days", "integer", (row) => row.credit?.days ?? null),
    column("catalog_version", "integer", (row) => row.catalogVersion),
    column("starts_at", "timestamptz", (row) => row.startsAt),
    column("ends_at", "timestamptz", (row) => row.endsAt),
    column("paid_at", "timestamptz", (row) => row.paidAt),
    column("try_at", "timestamptz", (row) => row.tryAt),
  ],
  mutable: [],
};
