import { randomUUIDv7 } from "node:crypto";
import type { AuditAction } from "@scrip/domain/audit-actions";
import type { InHome } from "../connection/home-source.ts";
import { AuthEventEntity, type AuthEventRow } from "./auth-event.entity.ts";

/** What happened to an account. */
export type NewAuthEvent = Omit<AuthEventRow, "id" | "relayedAt" | "action"> & { readonly action: AuditAction };

/** The most characters of a header that are stored. */
const LONGEST_TEXT = 500;

/** Writes an event into the outbox. The worker takes it into the audit log of the platform. */
export async function writeAuthEvent(platform: InHome<"platform">, event: NewAuthEvent): Promise<void> {
  const userAgent = event.userAgent?.slice(0, LONGEST_TEXT) ?? null;
  await platform.repository(AuthEventEntity).insert({ ...event, userAgent, id: randomUUIDv7(), relayedAt: null });
}
