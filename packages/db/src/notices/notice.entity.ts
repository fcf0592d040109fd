import { checks, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** An event of an organization, of which its people are notified. */
export interface NoticeRow {
  orgId: string;
  /** A UUIDv7, so that the ids have the order in which the notices were written. */
  id: string;
  /** As in `EVENTS` of `packages/contract/src/notices/events.ts`. */
  kind: string;
  /** When it happened, by the organization's time. */
  at: Date;
  /** When it was written, by PostgreSQL's clock. */
  recordedAt: Date;
  /** The values of the event. */
  data: object;
  /** Its business key: a second notice with the same key is not written. */
  key: string;
  /** When its mails and webhooks were queued; `null` until then. */
  sentAt: Date | null;
}

export const NoticeEntity = organizationEntity<NoticeRow>({
  name: "notice",
  tableName: "notices",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "notices_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "notices_pkey" },
    kind: { type: "text", update: false },
    at: { ...instantColumn, update: false },
    recordedAt: { ...instantColumn, update: false },
    data: { type: "jsonb", update: false },
    key: { type: "text", update: false },
    sentAt: { ...instantColumn, nullable: true },
  },
  uniques: [{ name: "notices_key", columns: ["orgId", "key"] }],
  foreignKeys: [toOrganization("notices_organization_fkey")],
  indices: [{ name: "notices_recorded_idx", columns: ["recordedAt"] }],
  checks: checks("notices_kind", "notices_data", "notices_key_size"),
});
