import type { Debt, Grant, Hold, RefundOf, ScheduledGrant } from "@scrip/domain/ledger";
import type { Cell } from "../../../connection/binary-array.ts";
import type { Of, SliceOfHold } from "./batch-row-types.ts";
import { type Column, column, ofOrg, type TableShape } from "./columns.ts";

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
