import type { DueRow, HeadRow, NoticeOfAlert } from "./batch-row-types.ts";
import { column, ofOrg, type TableShape } from "./columns.ts";

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
