import { hash } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";

/**
 * Makes an id that is the same each time: a UUIDv7 of an instant, with a hash in place of the random part. A step that is
 * repeated writes its row once.
 * @param about everything that makes the row another one
 */
export function repeatableId(at: Instant, about: string): string {
  const time = at.toString(16).padStart(12, "0");
  const digits = hash("sha256", about);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
}

/** The instant of a UUIDv7. */
export function instantOf(id: string): Instant {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
