import { randomUUIDv7 } from "node:crypto";
import type { Caller } from "../deps.ts";

/** What every command of a caller carries: its organization, its giver, and a new id for whatever it makes. */
export function commandBase({ orgId, actor }: Caller) {
  return { orgId, actor, id: randomUUIDv7() };
}
