import { hash } from "node:crypto";
import type { Command } from "@scrip/domain/ledger";
import { withLengths } from "./hash.ts";

/**
 * The id by which an entry names the idempotency key of its command: the first sixteen bytes of SHA-256
 * over organization, operation and key, each with its length in bytes before it, written as a UUID of version 8.
 * `key_id_of` in the database is the same.
 * @source docs/decisions/0008-few-rows-per-charge.md; docs/invariants.md#l13
 */
export function keyIdOf(orgId: string, operation: string, key: string): string {
  const hex = hash("sha256", withLengths([orgId, operation, key]));
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return asUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
}

/**
 * The command as it is decided: a charge has the id of its key, so that the key of the entry's cause finds it again
 * and lets it be there once, without a column and an index of its own.
 */
export function underKey<Asked extends Command>(command: Asked, keyId: string | null): Asked {
  return keyId === null || !isNamedByItsKey(command.kind) ? command : { ...command, id: keyId };
}

/** Whether what such a command makes has its key's id. */
export function isNamedByItsKey(operation: Command["kind"]): boolean {
  return operation === "charge";
}

/** The half of a payload's hash (hex) that an entry keeps, written as a UUID. */
export function payloadIdOf(payloadHash: string): string {
  return asUuid(payloadHash);
}

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
