import type { AuditRecord } from "@scrip/domain/audit-record";
import { InvariantError } from "../../connection/errors.ts";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { type LockedHead, prepareEntry } from "./prepare-entry.ts";

/** PostgreSQL evaluates the clock before it waits for the lock; `prepareEntry` never goes back behind the head. */
const LOCK_HEAD = `
  SELECT seq, at, hash, date_trunc('milliseconds', clock_timestamp()) AS now
    FROM audit_heads WHERE org_id = $1 FOR UPDATE`;

const OPEN_CHAIN = `
  INSERT INTO audit_heads (org_id, seq, at, hash)
    VALUES ($1, 0, date_trunc('milliseconds', clock_timestamp()), decode(repeat('00', 32), 'hex'))
    ON CONFLICT (org_id) DO NOTHING`;

const WRITE = `
  WITH head AS (
    UPDATE audit_heads SET seq = $2::bigint, at = $3, hash = $4 WHERE org_id = $1 AND seq = $2::bigint - 1
      RETURNING org_id, seq, at, hash
  ), entry AS (
    INSERT INTO audit_entries (org_id, seq, at, actor_type, actor_id, action, target_type, target_id, outcome,
        details_hash, hash)
      SELECT org_id, seq, at, $5, $6::uuid, $7, $8, $9, $10, $11::bytea, hash FROM head RETURNING org_id, seq
  ), details AS (
    INSERT INTO audit_details (org_id, seq, salt, details)
      SELECT org_id, seq, $12::bytea, $13::jsonb FROM entry WHERE $11::bytea IS NOT NULL
  )
  SELECT seq FROM entry`;

/**
 * Appends an entry to the audit log of an organization, in the transaction of what it records. It locks the head of
 * the log until the transaction ends, so it belongs at the end of a transaction, after the locks of the ledger.
 * @param tx a transaction of this organization
 * @returns the number of the entry
 * @source docs/audit.md
 */
export async function appendAudit(tx: OrganizationsTx, orgId: string, record: AuditRecord): Promise<number> {
  const prepared = prepareEntry(orgId, await lockHead(tx, orgId), record);
  const { seq, at, entry, hash, details } = prepared;
  const written = await tx.query<unknown[]>(WRITE, [
    orgId,
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
  if (written.length !== 1) throw new InvariantError(`the audit log of ${orgId} did not take entry ${seq}`);
  return seq;
}

async function lockHead(tx: OrganizationsTx, orgId: string): Promise<LockedHead> {
  const [head] = await tx.query<LockedHead[]>(LOCK_HEAD, [orgId]);
  if (head !== undefined) return head;
  await tx.query(OPEN_CHAIN, [orgId]);
  const [opened] = await tx.query<LockedHead[]>(LOCK_HEAD, [orgId]);
  if (opened === undefined) throw new InvariantError(`the audit log of ${orgId} has no head`);
  return opened;
}
