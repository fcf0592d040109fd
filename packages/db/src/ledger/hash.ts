import { hash } from "node:crypto";

/** The hash before an organization's first entry. */
export const FIRST_HASH = "0".repeat(64);

/**
 * The hash of an entry: SHA-256 over the previous hash in 64 lower-case hex digits, a line feed, and
 * the canonical text in UTF-8.
 * @source L9; docs/decisions/0003-canonical-entry.md
 */
export function chainHash(previous: string, canonical: string): string {
  return hash("sha256", `${previous}\n${canonical}`, "hex");
}
