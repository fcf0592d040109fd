import { hash, randomBytes } from "node:crypto";

const SHAPE = /^scrip_[op][A-Za-z0-9_-]{43}$/;

/** A new key: `scrip_`, `o` for an organization's or `p` for a platform key, and 256 random bits. */
export function newServiceKeyText(kind: "organization" | "platform"): string {
  return `scrip_${kind === "organization" ? "o" : "p"}${randomBytes(32).toString("base64url")}`;
}

/** The beginning of a key's text, by which people recognize it. The other 226 random bits stay secret. */
export function prefixOf(text: string): string {
  return text.slice(0, "scrip_o".length + 5);
}

/**
 * Hashes a key for storage: SHA-256 in hex. One round is enough for 256 random bits.
 * @returns `undefined` for a text that cannot be a key, which saves a query
 */
export function serviceKeyHash(text: string): string | undefined {
  return SHAPE.test(text) ? hash("sha256", text) : undefined;
}
