import { hash } from "node:crypto";
import type {
  Budget,
  BudgetUse,
  Cause,
  Debt,
  Grant,
  Hold,
  Job,
  RefundOf,
  ScheduledGrant,
  SubscriptionChange,
} from "@scrip/domain/ledger";
import { causeId } from "@scrip/domain/ledger";
import type { Endpoint } from "@scrip/domain/usage/endpoints";
import type { MonthMeter } from "@scrip/domain/usage/months";
import { canonicalPrice } from "@scrip/domain/usage/prices";
import type { StorageMeter, Volume } from "@scrip/domain/usage/storage";
import type { Cell } from "../../connection/binary-array.ts";
import { storedShaped } from "../../usage/storage/shaped.ts";
import type {
  ChainedEntry,
  ChargeOfMeter,
  ChargeWithDecision,
  DueRow,
  HeadRow,
  KeyRow,
  NoticeOfAlert,
  NumberedPosting,
  Of,
  PeriodOfSubscription,
  ReportedSize,
  SeriesRow,
  SliceOfHold,
} from "./batch-row-types.ts";
import type { Column, TableShape } from "./columns.ts";

const column = <Row>(name: string, type: Column<Row>["type"], of: (row: Row) => Cell): Column<Row> => ({
  name,
  type,
  of,
});

const ofOrg = <Row extends { orgId: string }>(): Column<Row> => column("org_id", "uuid", (row) => row.orgId);

const termColumns = <Row extends Of<ScheduledGrant> | Of<Grant>>(): Column<Row>[] => [
  ofOrg(),
  column("id", "uuid", (row) => row.id),
  column("source", "text", (row) => row.source),
  column("kind", "text", (row) => row.kind),
  column("amount", "bigint", (row) => row.amount),
  column("effective_at", "timestamptz", (row) => row.effectiveAt),
  column("expires_at", "timestamptz", (row) => row.expiresAt),
  column("business_key", "text", (row) => row.businessKey),
];

const refundedBy = ({ refundOf }: Grant, type: RefundOf["type"]): Cell =>
  refundOf?.type === type ? refundOf.id : null;

/** A plain amount that was charged: only its entry stores it. */
const bareAmount = (cause: Cause): Cell =>
  cause.type === "charge" && cause.charge.jobId === null && cause.charge.metered === null ? cause.charge.amount : null;

export const HEADS: TableShape<HeadRow> = {
  table: "organizations",
  key: ["org_id"],
  columns: [
    ofOrg(),
    column("seq", "bigint", (row) => row.seq),
    column("at", "timestamptz", (row) => row.at),
    column("hash", "bytes", (row) => row.hash),
    column("available", "bigint", (row) => row.available),
    column("reserved", "bigint", (row) => row.reserved),
    column("owed", "bigint", (row) => row.owed),
    column("topup_below", "bigint", (row) => row.topUpBelow),
    column("has_meters", "boolean", (row) => row.hasMeters),
    column("expected", "bigint", (row) => row.expected),
  ],
  mutable: ["seq", "at", "hash", "available", "reserved", "owed", "topup_below", "has_meters"],
};

/** Heads of which one at least has another state of its balance. Most batches have none, and pay nothing for the column. */
export const HEADS_WITH_STATE: TableShape<HeadRow> = {
  ...HEADS,
  columns: [...HEADS.columns, column("balance_state", "text", (row) => row.balanceState)],
  mutable: [...HEADS.mutable, "balance_state"],
};

export const NOTICES: TableShape<NoticeOfAlert> = {
  table: "notices",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("kind", "text", (row) => row.kind),
    column("at", "timestamptz", (row) => row.at),
    column("recorded_at", "timestamptz", (row) => row.recordedAt),
    { ...column<NoticeOfAlert>("data", "text", (row) => row.data), as: "jsonb" },
    column("key", "text", (row) => row.key),
  ],
  mutable: [],
};

export const GRANTS: TableShape<Of<Grant>> = {
  table: "grants",
  key: ["org_id", "id"],
  columns: [
    ...termColumns<Of<Grant>>(),
    column("charge_id", "uuid", (row) => refundedBy(row, "charge")),
    column("debt_id", "uuid", (row) => refundedBy(row, "debt")),
    column("avail", "bigint", (row) => row.avail),
    column("held", "bigint", (row) => row.held),
    column("spent", "bigint", (row) => row.spent),
    column("expired", "bigint", (row) => row.expired),
    column("revoked", "bigint", (row) => row.revoked),
    column("to_revoke", "bigint", (row) => row.toRevoke),
    column("is_open", "boolean", (row) => row.avail > 0n),
    column("legs", "integer", (row) => row.legs),
  ],
  mutable: ["avail", "held", "spent", "expired", "revoked", "to_revoke", "is_open", "legs"],
};

export const SCHEDULED: TableShape<Of<ScheduledGrant>> = {
  table: "scheduled_grants",
  key: ["org_id", "id"],
  columns: [
    ...termColumns<Of<ScheduledGrant>>(),
    column("issued", "boolean", (row) => row.issued),
    column("cancelled", "boolean", (row) => row.cancelled),
  ],
  mutable: ["issued", "cancelled"],
};

export const JOBS: TableShape<Of<Job>> = {
  table: "jobs",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("ref", "text", (row) => row.ref),
    column("resource", "text", (row) => row.resource),
    column("work", "text", (row) => row.work),
    column("mode", "text", (row) => row.mode),
    column("rate", "bigint", (row) => row.rate),
    column("price", "text", (row) => (row.price === null ? null : canonicalPrice(row.price))),
    column("units_milli", "bigint", (row) => row.unitsMilli),
    column("estimate_ms", "bigint", (row) => row.estimateMs),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
    column("catalog_version", "integer", (row) => row.catalogVersion),
    column("started_at", "timestamptz", (row) => row.startedAt),
    column("state", "text", (row) => row.state),
    column("paused_at", "timestamptz", (row) => row.pausedAt),
    column("paused_ms", "bigint", (row) => row.pausedMs),
    column("reported_ms", "bigint", (row) => row.reportedMs),
    column("chargeable_ms", "bigint", (row) => row.chargeableMs),
    column("charged", "bigint", (row) => row.charged),
    column("charges", "integer", (row) => row.charges),
    column("hold_id", "uuid", (row) => row.holdId),
    column("ended_at", "timestamptz", (row) => row.endedAt),
  ],
  mutable: [
    "state",
    "paused_at",
    "paused_ms",
    "reported_ms",
    "chargeable_ms",
    "charged",
    "charges",
    "hold_id",
    "ended_at",
  ],
};

export const ENDPOINTS: TableShape<Of<Endpoint>> = {
  table: "endpoints",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("ref", "text", (row) => row.ref),
    column("resource", "text", (row) => row.resource),
    column("rate", "bigint", (row) => row.rate),
    column("price", "text", (row) => row.price && canonicalPrice(row.price)),
    column("units_milli", "bigint", (row) => row.unitsMilli),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
    column("catalog_version", "integer", (row) => row.catalogVersion),
    column("state", "text", (row) => row.state),
    column("created_at", "timestamptz", (row) => row.createdAt),
    column("started_at", "timestamptz", (row) => row.startedAt),
    column("settled_at", "timestamptz", (row) => row.settledAt),
    column("stopped_ms", "bigint", (row) => row.stoppedMs),
    column("charged", "bigint", (row) => row.charged),
    column("remainder", "bigint", (row) => row.remainder),
    column("charges", "integer", (row) => row.charges),
    column("stopped_at", "timestamptz", (row) => row.stoppedAt),
    column("stop_reason", "text", (row) => row.stopReason),
  ],
  mutable: [
    "resource",
    "rate",
    "price",
    "units_milli",
    "project",
    "member",
    "catalog_version",
    "state",
    "started_at",
    "settled_at",
    "stopped_ms",
    "charged",
    "remainder",
    "charges",
    "stopped_at",
    "stop_reason",
  ],
};

export const HOLDS: TableShape<Of<Hold>> = {
  table: "holds",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("job_id", "uuid", (row) => row.jobId),
    column("amount", "bigint", (row) => row.amount),
    column("state", "text", (row) => row.state),
    column("silent_at", "timestamptz", (row) => row.silentAt),
    column("legs", "integer", (row) => row.legs),
    column("placed_by", "uuid", (row) => row.placedBy),
    column("placed_at", "timestamptz", (row) => row.placedAt),
  ],
  mutable: ["state", "silent_at", "legs"],
};

export const SLICES: TableShape<SliceOfHold> = {
  table: "hold_slices",
  key: ["org_id", "hold_id", "grant_id"],
  columns: [
    ofOrg(),
    column("hold_id", "uuid", (row) => row.holdId),
    column("grant_id", "uuid", (row) => row.grantId),
    column("reserved", "bigint", (row) => row.reserved),
    column("open", "bigint", (row) => row.open),
    column("settled", "bigint", (row) => row.settled),
    column("released", "bigint", (row) => row.released),
  ],
  mutable: ["reserved", "open", "settled", "released"],
};

export const DEBTS: TableShape<Of<Debt>> = {
  table: "debts",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("charge_id", "uuid", (row) => (row.reversalOf === undefined ? row.id : null)),
    column("grant_id", "uuid", (row) => row.reversalOf ?? null),
    column("amount", "bigint", (row) => row.amount),
    column("open", "bigint", (row) => row.open),
    column("paid", "bigint", (row) => row.paid),
    column("forgiven", "bigint", (row) => row.forgiven),
    column("seq", "bigint", (row) => row.seq),
    column("is_open", "boolean", (row) => row.open > 0n),
  ],
  mutable: ["open", "paid", "forgiven", "is_open"],
};

export const JOB_CHARGES: TableShape<ChargeWithDecision> = {
  table: "job_charges",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("job_id", "uuid", (row) => row.jobId),
    column("leg", "integer", (row) => row.leg),
    column("resource", "text", (row) => row.resource),
    column("rate", "bigint", (row) => row.rate),
    column("units_milli", "bigint", (row) => row.unitsMilli),
    column("reported_ms", "bigint", (row) => row.reportedMs),
    column("chargeable_ms", "bigint", (row) => row.chargeableMs),
    column("amount", "bigint", (row) => row.amount),
    column("beyond_hold", "boolean", (row) => row.flags.includes("beyond_hold")),
    column("after_silence", "boolean", (row) => row.flags.includes("after_silence")),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
    column("at", "timestamptz", (row) => row.at),
    column("decision", "text", (row) => row.answer?.decision ?? null),
    column("reason", "text", (row) => row.answer?.reason ?? null),
    column("missing", "bigint", (row) => row.answer?.missing ?? null),
  ],
  mutable: [],
};

export const METERED_CHARGES: TableShape<ChargeOfMeter> = {
  table: "metered_charges",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("meter", "text", (row) => row.metered.meter),
    column("meter_id", "uuid", (row) => row.metered.meterId),
    column("leg", "integer", (row) => row.leg),
    column("resource", "text", (row) => row.resource),
    column("rate", "bigint", (row) => row.rate),
    column("price", "text", (row) => row.metered.price),
    column("units_milli", "bigint", (row) => row.unitsMilli),
    column("quantity", "numeric", (row) => String(row.metered.quantity)),
    column("from_at", "timestamptz", (row) => row.metered.from),
    column("until_at", "timestamptz", (row) => row.metered.until),
    column("amount", "bigint", (row) => row.amount),
    column("is_late", "boolean", (row) => row.metered.isLate),
    column("source", "text", (row) => row.metered.source),
    column("name", "text", (row) => row.metered.name),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
    column("at", "timestamptz", (row) => row.at),
    column("month_meter_id", "uuid", ({ metered }) => metered.month?.meterId ?? null),
    column("month_leg", "integer", ({ metered }) => metered.month?.leg ?? null),
    column("month_quantity", "numeric", ({ metered: { month } }) => month && String(month.quantity)),
  ],
  mutable: [],
};

export const MONTH_METERS: TableShape<Of<MonthMeter>> = {
  table: "month_meters",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("counts", "text", (row) => row.counts),
    column("resource", "text", (row) => row.resource),
    column("month", "timestamptz", (row) => row.month),
    column("price", "text", (row) => canonicalPrice(row.price)),
    column("price_hash", "bytes", (row) => hash("sha256", canonicalPrice(row.price))),
    column("quantity", "numeric", (row) => String(row.quantity)),
    column("charged", "bigint", (row) => row.charged),
    column("fallen", "bigint", (row) => row.fallen),
    column("legs", "integer", (row) => row.legs),
    column("is_closed", "boolean", (row) => row.isClosed),
  ],
  mutable: ["quantity", "charged", "fallen", "legs", "is_closed"],
};

export const SERIES: TableShape<SeriesRow> = {
  table: "activity_series",
  key: ["org_id", "series"],
  columns: [
    ofOrg(),
    column("series", "bigint", (row) => row.series),
    column("kind", "text", (row) => row.kind),
    column("resource", "text", (row) => row.resource),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
  ],
  mutable: [],
};

export const ENTRIES: TableShape<ChainedEntry> = {
  table: "entries",
  key: ["org_id", "seq"],
  columns: [
    ofOrg(),
    column("seq", "bigint", (row) => row.seq),
    column("at", "timestamptz", (row) => row.at),
    column("recorded_at", "timestamptz", (row) => row.recordedAt),
    column("kind", "text", (row) => row.kind),
    column("actor_type", "text", (row) => row.actor.type),
    column("actor_id", "uuid", (row) => row.actor.id),
    column("cause_type", "text", (row) => row.cause.type),
    column("cause_id", "uuid", (row) => causeId(row.cause)),
    column("leg", "integer", (row) => row.leg),
    column("available", "bigint", (row) => row.after.available),
    column("reserved", "bigint", (row) => row.after.reserved),
    column("owed", "bigint", (row) => row.after.owed),
    column("hash", "bytes", (row) => row.hash),
    column("series", "bigint", (row) => row.series),
    column("net", "bigint", (row) => row.net),
    column("first_amount", "bigint", ({ inline: { first } }) => first?.amount ?? null),
    column("first_grant_id", "uuid", ({ inline: { first } }) => first?.grantId ?? null),
    column("first_hold_id", "uuid", ({ inline: { first } }) => first?.holdId ?? null),
    column("first_released", "bigint", ({ inline: { released } }) => released?.amount ?? null),
    column("charged", "bigint", ({ cause }) => bareAmount(cause)),
    column("asked", "bigint", (row) => row.asked ?? null),
    column("key_id", "uuid", ({ key }) => key?.keyId ?? null),
    column("payload_id", "uuid", ({ key }) => key?.payloadId ?? null),
    column("answer", "text", ({ key }) => key?.answer ?? null),
  ],
  mutable: [],
};

export const POSTINGS: TableShape<NumberedPosting> = {
  table: "further_postings",
  key: ["org_id", "seq", "n"],
  columns: [
    ofOrg(),
    column("seq", "bigint", (row) => row.seq),
    column("n", "smallint", (row) => row.n),
    column("from_bucket", "text", (row) => row.from),
    column("to_bucket", "text", (row) => row.to),
    column("amount", "bigint", (row) => row.amount),
    column("grant_id", "uuid", (row) => row.grantId),
    column("hold_id", "uuid", (row) => row.holdId),
    column("debt_id", "uuid", (row) => row.debtId),
  ],
  mutable: [],
};

const budgetColumns = <Row extends Of<Budget> | Of<BudgetUse>>(): Column<Row>[] => [
  ofOrg(),
  column("scope", "text", (row) => row.scope),
  column("ref", "text", (row) => row.ref),
  column("period", "text", (row) => row.period),
];

export const BUDGETS: TableShape<Of<Budget>> = {
  table: "budgets",
  key: ["org_id", "scope", "ref", "period"],
  columns: [
    ...budgetColumns<Of<Budget>>(),
    column("cap", "bigint", (row) => row.cap),
    column("mode", "text", (row) => row.mode),
    column("version", "integer", (row) => row.version),
    column("created_at", "timestamptz", (row) => row.createdAt),
  ],
  mutable: [],
};

export const BUDGET_USES: TableShape<Of<BudgetUse>> = {
  table: "budget_uses",
  key: ["org_id", "scope", "ref", "period", "window_start"],
  columns: [
    ...budgetColumns<Of<BudgetUse>>(),
    column("window_start", "timestamptz", (row) => row.from),
    column("used", "bigint", (row) => row.used),
    column("level", "smallint", (row) => row.level),
  ],
  mutable: ["used", "level"],
};

export const KEYS: TableShape<KeyRow> = {
  table: "idempotency_keys",
  key: ["org_id", "operation", "key"],
  columns: [
    ofOrg(),
    column("operation", "text", (row) => row.operation),
    column("key", "text", (row) => row.key),
    column("payload_hash", "bytes", (row) => row.payloadHash),
    column("accepted", "boolean", (row) => row.accepted),
    column("outcome", "text", (row) => row.outcome),
    column("at", "timestamptz", (row) => row.at),
  ],
  mutable: [],
};

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

export const VOLUMES: TableShape<Of<Volume>> = {
  table: "volumes",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("ref", "text", (row) => row.ref),
    column("resource", "text", (row) => row.resource),
    column("project", "text", (row) => row.project),
    column("member", "text", (row) => row.member),
    column("bytes", "bigint", (row) => row.bytes),
    column("changed_at", "timestamptz", (row) => row.changedAt),
    column("changes", "integer", (row) => row.changes),
  ],
  mutable: ["project", "member", "bytes", "changed_at", "changes"],
};

export const VOLUME_SIZES: TableShape<ReportedSize> = {
  table: "volume_sizes",
  key: ["org_id", "volume_id", "n"],
  columns: [
    ofOrg(),
    column("volume_id", "uuid", (row) => row.volumeId),
    column("n", "integer", (row) => row.n),
    column("at", "timestamptz", (row) => row.at),
    column("bytes", "bigint", (row) => row.bytes),
    column("reported_at", "timestamptz", (row) => row.reportedAt),
  ],
  mutable: [],
};

export const STORAGE_METERS: TableShape<Of<StorageMeter>> = {
  table: "storage_meters",
  key: ["org_id", "id"],
  columns: [
    ofOrg(),
    column("id", "uuid", (row) => row.id),
    column("resource", "text", (row) => row.resource),
    column("month", "timestamptz", (row) => row.month),
    column("quantity", "numeric", (row) => String(row.quantity)),
    column("priced", "numeric", (row) => String(row.priced)),
    column("shaped", "text", (row) => storedShaped(row.shaped)),
    column("charged", "bigint", (row) => row.charged),
    column("corrected", "bigint", (row) => row.corrected),
    column("legs", "integer", (row) => row.legs),
    column("booked_until", "timestamptz", (row) => row.bookedUntil),
    column("is_stale", "boolean", (row) => row.isStale),
    column("due_at", "timestamptz", (row) => row.dueAt),
  ],
  mutable: ["quantity", "priced", "shaped", "charged", "corrected", "legs", "booked_until", "is_stale", "due_at"],
};

export const DUE: TableShape<DueRow> = {
  table: "due",
  key: ["org_id", "kind", "ref_id"],
  columns: [
    ofOrg(),
    column("kind", "text", (row) => row.kind),
    column("ref_id", "uuid", (row) => row.refId),
    column("due_at", "timestamptz", (row) => row.dueAt),
    column("on_test_clock", "boolean", (row) => row.onTestClock),
  ],
  mutable: ["due_at"],
};
