import { hash } from "node:crypto";

/**
 * The hash of an entry: SHA-256 over the previous hash in 64 lower-case hex digits (before the first
 * entry, zeros), a line feed, and the canonical text in UTF-8.
 * @source docs/invariants.md#l9; docs/decisions/0003-canonical-entry.md
 */
export function chainHash(previous: string, canonical: string): string {
  return hash("sha256", `${previous}\n${canonical}`, "hex");
}

/** Encodes parts unambiguously: each is prefixed with its byte length; `-` means null. */
export function withLengths(parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? "-" : `${Buffer.byteLength(part)}:${part}`)).join("");
}
