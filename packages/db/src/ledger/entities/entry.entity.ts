import type { Actor, Cause, EntryKind } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, countColumn, hashColumn, instantColumn, microsColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** One line of the ledger, numbered 1..n per organization. Inserted, never saved and never updated. */
export interface EntryRow {
  orgId: string;
  seq: number;
  at: Date;
  /** PostgreSQL's clock, also where the organization has a test clock. */
  recordedAt: Date;
  kind: EntryKind;
  actorType: Actor["type"];
  actorId: string | null;
  causeType: Cause["type"];
  causeId: string;
  /** Counts the entries of one cause from 1. */
  leg: number;
  /** The balances after this entry. */
  available: Micros;
  reserved: Micros;
  owed: Micros;
  /** SHA-256 of the previous entry's hash and this entry's canonical bytes. */
  hash: Buffer;
  /** The series of the entry. Not part of the hash, except for the labels of a charge without a job. */
  series: bigint | null;
  /** The change of available + reserved - owed, for adding up; it follows from the balances, so the hash covers it. */
  net: Micros | null;
  /**
   * Its posting number 0, if that has the buckets of `kind`, names a grant and no debt; null if the posting is a row.
   */
  firstAmount: Micros | null;
  firstGrantId: string | null;
  firstHoldId: string | null;
  /** Its posting number 1, if that releases the rest of the hold of number 0 to the same grant. */
  firstReleased: Micros | null;
  /** The amount of the charge without a job that is its cause; the series has the labels of that charge. */
  charged: Micros | null;
  /** The amount of the command that took credit back or reinstated it; the hash covers it. */
  asked: Micros | null;
  /**
   * Set on the last entry of a command that had an idempotency key; not part of the hash. `keyId` is the id of the key
   * (`keyIdOf`), `payloadId` the first half of the hash of its payload. `answer` has the parts of the answer that the
   * entry does not imply.
   */
  keyId: string | null;
  payloadId: string | null;
  answer: string | null;
}

export const EntryEntity = organizationEntity<EntryRow>({
  name: "entry",
  tableName: "entries",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "entries_pkey" },
    seq: { ...countColumn, primary: true, primaryKeyConstraintName: "entries_pkey" },
    at: { ...instantColumn, update: false },
    recordedAt: { ...instantColumn, update: false },
    kind: { type: "text", update: false },
    actorType: { type: "text", update: false },
    actorId: { type: "uuid", nullable: true, update: false },
    causeType: { type: "text", update: false },
    causeId: { type: "uuid", update: false },
    leg: { type: "integer", update: false },
    available: { ...microsColumn, update: false },
    reserved: { ...microsColumn, update: false },
    owed: { ...microsColumn, update: false },
    hash: { ...hashColumn, update: false },
    series: { type: "bigint", nullable: true, update: false },
    net: { ...microsColumn, nullable: true, update: false },
    firstAmount: { ...microsColumn, nullable: true, update: false },
    firstGrantId: { type: "uuid", nullable: true, update: false },
    firstHoldId: { type: "uuid", nullable: true, update: false },
    firstReleased: { ...microsColumn, nullable: true, update: false },
    charged: { ...microsColumn, nullable: true, update: false },
    asked: { ...microsColumn, nullable: true, update: false },
    keyId: { type: "uuid", nullable: true, update: false },
    payloadId: { type: "uuid", nullable: true, update: false },
    answer: { type: "text", nullable: true, update: false },
  },
  uniques: [{ name: "entries_cause_key", columns: ["orgId", "causeId", "leg", "causeType"] }],
  indices: [
    { name: "entries_series_idx", columns: ["series", "seq"], where: "series IS NOT NULL" },
    { name: "entries_key_id", columns: ["orgId", "keyId"], where: "key_id IS NOT NULL", unique: true },
  ],
  checks: checks(
    "entries_kind",
    "entries_actor",
    "entries_cause",
    "entries_balances",
    "entries_seq",
    "entries_hash_size",
    "entries_posting",
    "entries_charged",
    "entries_asked",
    "entries_key",
  ),
});
