import type { OffReason } from "@scrip/domain/notices/webhooks";
import { checks, countColumn, instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** An address that receives events. */
export interface WebhookRow {
  orgId: string;
  id: string;
  url: string;
  description: string;
  /** The kinds of events that it receives; `null` receives all. */
  kinds: string[] | null;
  /** Sealed, like the earlier one. */
  secret: string;
  earlierSecret: string | null;
  /** Until when the earlier secret signs too. */
  earlierUntil: Date | null;
  /** Why it is off; `null` while it is on. */
  offReason: OffReason | null;
  offAt: Date | null;
  /** The first failure after the last success. */
  failingSince: Date | null;
  deliveredAt: Date | null;
  /** The number of its newest delivery. */
  sequence: number;
  createdAt: Date;
}

export const WebhookEntity = organizationEntity<WebhookRow>({
  name: "webhook",
  tableName: "webhooks",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "webhooks_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "webhooks_pkey" },
    url: { type: "text" },
    description: { type: "text" },
    kinds: { type: "text", array: true, nullable: true },
    secret: { type: "text" },
    earlierSecret: { type: "text", nullable: true },
    earlierUntil: { ...instantColumn, nullable: true },
    offReason: { type: "text", nullable: true },
    offAt: { ...instantColumn, nullable: true },
    failingSince: { ...instantColumn, nullable: true },
    deliveredAt: { ...instantColumn, nullable: true },
    sequence: countColumn,
    createdAt: { ...instantColumn, update: false },
  },
  foreignKeys: [toOrganization("webhooks_organization_fkey")],
  checks: checks("webhooks_kinds", "webhooks_earlier", "webhooks_off", "webhooks_off_reason", "webhooks_sequence"),
});
