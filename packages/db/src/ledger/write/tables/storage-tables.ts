import type { StorageMeter, Volume } from "@scrip/domain/usage/storage";
import { storedShaped } from "../../../usage/storage/shaped.ts";
import type { Of, ReportedSize } from "./batch-row-types.ts";
import { column, ofOrg, type TableShape } from "./columns.ts";

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
