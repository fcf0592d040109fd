import { checks, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** An event of an account or a session, on its way to the audit log of the platform. */
export interface AuthEventRow {
  id: string;
  at: Date;
  /** One of `AUDIT_ACTIONS`. */
  action: string;
  /** Null if an attempt named no account. */
  personId: string | null;
  sessionId: string | null;
  outcome: "done" | "denied";
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  /** When the worker wrote it into the audit log. */
  relayedAt: Date | null;
}

export const AuthEventEntity = platformEntity<AuthEventRow>({
  name: "authEvent",
  tableName: "auth_events",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "auth_events_pkey" },
    at: { ...instantColumn, update: false },
    action: { type: "text", update: false },
    personId: { type: "uuid", nullable: true, update: false },
    sessionId: { type: "uuid", nullable: true, update: false },
    outcome: { type: "text", update: false },
    address: { type: "text", nullable: true },
    userAgent: { type: "text", nullable: true },
    requestId: { type: "text", nullable: true, update: false },
    relayedAt: { ...instantColumn, nullable: true },
  },
  indices: [{ name: "auth_events_waiting_idx", columns: ["id"], where: "relayed_at IS NULL" }],
  checks: checks("auth_events_outcome"),
});
