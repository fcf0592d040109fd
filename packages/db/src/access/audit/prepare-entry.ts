import { hash, randomBytes } from "node:crypto";
import {
  type AuditDetails,
  type AuditEntry,
  canonicalAuditDetails,
  canonicalAuditEntry,
} from "@scrip/domain/audit-entry";
import { type AuditRecord, auditDetailsOf } from "@scrip/domain/audit-record";

/** The head of a chain, locked, and the time of the database's clock. */
export interface LockedHead {
  readonly seq: bigint;
  readonly at: Date;
  readonly hash: Buffer;
  readonly now: Date;
}

/** The rows of an entry. */
export interface PreparedEntry {
  readonly seq: number;
  readonly at: Date;
  readonly entry: AuditEntry;
  readonly hash: Buffer;
  readonly details: { readonly salt: Buffer; readonly hash: Buffer; readonly content: AuditDetails } | null;
}

/** Builds the entry that follows the head of a chain. */
export function prepareEntry(chain: string, head: LockedHead, record: AuditRecord): PreparedEntry {
  const details = saltedDetails(record);
  // The clock of the database may go back; the times of a chain do not.
  const at = new Date(Math.max(head.now.getTime(), head.at.getTime()));
  const entry: AuditEntry = {
    seq: Number(head.seq) + 1,
    at: at.getTime(),
    actor: record.actor,
    action: record.action,
    target: record.target ?? null,
    outcome: record.outcome,
    detailsHash: details === null ? null : details.hash.toString("hex"),
  };
  const text = `${head.hash.toString("hex")}\n${canonicalAuditEntry(chain, entry)}`;
  return { seq: entry.seq, at, entry, hash: hash("sha256", text, "buffer"), details };
}

function saltedDetails(record: AuditRecord): PreparedEntry["details"] {
  const content = auditDetailsOf(record);
  if (content === null) return null;
  const salt = randomBytes(32);
  return { salt, hash: hash("sha256", canonicalAuditDetails(salt.toString("hex"), content), "buffer"), content };
}
