import { hash } from "node:crypto";
import type { Accepted, Command } from "@scrip/domain/ledger";
import { withLengths } from "./hash.ts";

/**
 * The id under which an entry stores the idempotency key of its command. It is the first sixteen bytes of SHA-256 over
 * organization, operation and key, each prefixed with its byte length, written as a UUID of version 8. The function
 * `key_id_of` in PostgreSQL computes the same id.
 * @source docs/decisions/0008-few-rows-per-charge.md; docs/invariants.md#l13
 */
export function keyIdOf(orgId: string, operation: string, key: string): string {
  const hex = hash("sha256", withLengths([orgId, operation, key]));
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return asUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
}

/**
 * Returns the command to decide: a charge or a usage event gets the id of its key. The unique index on the cause of entries
 * then finds the charge by its key and allows it only once. No further column or index is needed.
 */
export function underKey<C extends Command>(command: C, keyId: string | null): C {
  return keyId === null || !isNamedByItsKey(command.kind) ? command : { ...command, id: keyId };
}

/** Whether the row that such a command makes has the id of its key. */
export function isNamedByItsKey(operation: Command["kind"]): boolean {
  return operation === "charge" || operation === "recordUsage";
}

/**
 * Whether the last entry of an accepted command stores its key. A usage event that gives credit back ends with an entry of
 * a grant or a debt, which the id of the key does not find. Then, and without an entry, the key has a row of its own.
 */
export function isKeyInEntry(operation: Command["kind"], { entries }: Accepted): boolean {
  const last = entries.at(-1);
  return last !== undefined && (!isNamedByItsKey(operation) || last.cause.type === "charge");
}

/** The half of a payload's hash (hex) that an entry stores, written as a UUID. */
export function payloadIdOf(payloadHash: string): string {
  return asUuid(payloadHash);
}

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
