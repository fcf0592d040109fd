import { type Cause, causeId } from "@scrip/domain/ledger";
import type { Cell } from "../../../connection/binary-array.ts";
import type { ChainedEntry, KeyRow, NumberedPosting, SeriesRow } from "./batch-row-types.ts";
import { column, ofOrg, type TableShape } from "./columns.ts";

/** A plain amount that was charged: only its entry stores it. */
const bareAmount = (cause: Cause): Cell =>
  cause.type === "charge" && cause.charge.jobId === null && cause.charge.metered === null ? cause.charge.amount : null;

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
