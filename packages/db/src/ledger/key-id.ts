import { hash } from "node:crypto";

/**
 * The id by which an entry names the idempotency key of its command: the first sixteen bytes of SHA-256
 * over organization, operation and key, each with its length in bytes before it, written as a UUID. No two
 * organizations have one in common. `key_id_of` in the database is the same.
 * @source docs/decisions/0008-few-rows-per-charge.md; L13
 */
export function keyIdOf(orgId: string, operation: string, key: string): string {
  return asUuid(hash("sha256", [orgId, operation, key].map(withLength).join("")));
}

/** The half of a payload's hash (hex) that an entry keeps, written as a UUID. */
export function payloadIdOf(payloadHash: string): string {
  return asUuid(payloadHash);
}

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function withLength(part: string): string {
  return `${Buffer.byteLength(part)}:${part}`;
}
