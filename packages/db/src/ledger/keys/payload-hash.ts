import { hash } from "node:crypto";
import type { Command } from "@scrip/domain/ledger";

/** Not part of what was asked: two tries of one intent may differ in them. */
const NOT_PAYLOAD = new Set(["id", "orgId", "actor"]);

/**
 * Tells whether a key is sent again with the same payload: SHA-256 in hex over the command's fields
 * in the order of their names.
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
