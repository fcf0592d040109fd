import { checks, hashColumn, instantColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/**
 * The first use of a key and its outcome, if the command made no entry to store the key in. It was refused, or moved no
 * credit. Kept for ever, never changed (L13).
 */
export interface IdempotencyKeyRow {
  orgId: string;
  operation: string;
  key: string;
  payloadHash: Buffer;
  /** Whether `outcome` is an answer; otherwise it is a refusal. */
  accepted: boolean;
  /** The outcome as JSON, as it was first returned. */
  outcome: string;
  at: Date;
}

export const IdempotencyKeyEntity = organizationEntity<IdempotencyKeyRow>({
  name: "idempotencyKey",
  tableName: "idempotency_keys",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "idempotency_keys_pkey" },
    operation: { type: "text", primary: true, primaryKeyConstraintName: "idempotency_keys_pkey" },
    key: { type: "text", primary: true, primaryKeyConstraintName: "idempotency_keys_pkey" },
    payloadHash: { ...hashColumn, update: false },
    accepted: { type: "boolean", update: false },
    outcome: { type: "text", update: false },
    at: { ...instantColumn, update: false },
  },
  checks: checks("idempotency_keys_hash_size"),
});
