import { PLATFORM_CHAIN } from "@scrip/domain/audit-entry";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { InvariantError } from "../../connection/errors.ts";
import type { PlatformTx } from "../../connection/home-source.ts";
import { type LockedHead, prepareEntry } from "./prepare-entry.ts";

/** The migration makes the one row of the heads. */
const LOCK_HEAD = `
  SELECT seq, at, hash, date_trunc('milliseconds', clock_timestamp()) AS now FROM platform_audit_heads FOR UPDATE`;

const WRITE = `
  WITH head AS (
    UPDATE platform_audit_heads SET seq = $1::bigint, at = $2, hash = $3 WHERE seq = $1::bigint - 1
      RETURNING seq, at, hash
  ), entry AS (
    INSERT INTO platform_audit_entries (seq, at, actor_type, actor_id, action, target_type, target_id, outcome,
        details_hash, hash)
      SELECT seq, at, $4, $5::uuid, $6, $7, $8, $9, $10::bytea, hash FROM head RETURNING seq
  ), details AS (
    INSERT INTO platform_audit_details (seq, salt, details)
      SELECT seq, $11::bytea, $12::jsonb FROM entry WHERE $10::bytea IS NOT NULL
  )
  SELECT seq FROM entry`;

/**
 * Appends an entry to the audit log of the platform, in the transaction of what it records. It locks the head of the log
 * until the transaction ends, so it belongs at the end of a short transaction.
 * @returns the number of the entry
 * @source docs/audit.md
 */
export async function appendPlatformAudit(tx: PlatformTx, record: AuditRecord): Promise<number> {
  const [head] = await tx.query<LockedHead[]>(LOCK_HEAD);
  if (head === undefined) throw new InvariantError("the audit log of the platform has no head");
  const { seq, at, entry, hash, details } = prepareEntry(PLATFORM_CHAIN, head, record);
  const written = await tx.query<unknown[]>(WRITE, [
    seq,
    at,
    hash,
    entry.actor.type,
    entry.actor.id,
    entry.action,
    entry.target?.type ?? null,
    entry.target?.id ?? null,
    entry.outcome,
    details?.hash ?? null,
    details?.salt ?? null,
    details === null ? null : JSON.stringify(details.content),
  ]);
  if (written.length !== 1) throw new InvariantError(`the audit log of the platform did not take entry ${seq}`);
  return seq;
}
