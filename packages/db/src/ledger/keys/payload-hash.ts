import { hash } from "node:crypto";
import type { Command } from "@scrip/domain/ledger";

/** Fields that are not part of the payload: two tries of one intent may differ in them. */
const NOT_PAYLOAD = new Set(["id", "orgId", "actor", "budgets", "refundId"]);

/**
 * Hashes the payload of a command, to detect a key that is sent again with another payload. The hash is SHA-256 in hex
 * over the fields of the command in the order of their names.
 * @source docs/rules.md#idempotency; docs/invariants.md#c4
 */
export function payloadHash(command: Command): string {
  return hash("sha256", JSON.stringify(ordered(command)), "hex");
}

function ordered(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).sort();
  const pairs: unknown[] = [];
  for (const name of names) if (!NOT_PAYLOAD.has(name)) pairs.push([name, ordered(fields[name])]);
  return pairs;
}
