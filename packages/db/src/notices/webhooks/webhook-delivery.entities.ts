import type { AttemptProblem, DeliveryState } from "@scrip/domain/notices/webhooks";
import { checks, countColumn, instantColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** One event on its way to one webhook. */
export interface WebhookDeliveryRow {
  orgId: string;
  id: string;
  webhookId: string;
  /** The id of the event, which every try sends as `webhook-id`. */
  noticeId: string;
  kind: string;
  /** The place among the deliveries of its webhook. */
  sequence: number;
  /** What is sent, to the byte. */
  body: string;
  createdAt: Date;
  state: DeliveryState;
  /** The tries that failed since it was made, or since it was sent again by hand. */
  tries: number;
  attempts: number;
  nextAt: Date | null;
  /** Until then one worker tries it. */
  claimedUntil: Date | null;
  endedAt: Date | null;
}

export const WebhookDeliveryEntity = organizationEntity<WebhookDeliveryRow>({
  name: "webhookDelivery",
  tableName: "webhook_deliveries",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "webhook_deliveries_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "webhook_deliveries_pkey" },
    webhookId: { type: "uuid", update: false },
    noticeId: { type: "uuid", update: false },
    kind: { type: "text", update: false },
    sequence: { ...countColumn, update: false },
    body: { type: "text", update: false },
    createdAt: { ...instantColumn, update: false },
    state: { type: "text" },
    tries: { type: "smallint" },
    attempts: { type: "smallint" },
    nextAt: { ...instantColumn, nullable: true },
    claimedUntil: { ...instantColumn, nullable: true },
    endedAt: { ...instantColumn, nullable: true },
  },
  uniques: [{ name: "webhook_deliveries_notice_key", columns: ["orgId", "webhookId", "noticeId"] }],
  indices: [
    {
      name: "webhook_deliveries_waiting",
      columns: ["orgId", "webhookId", "nextAt"],
      where: "state = 'waiting'",
    },
    {
      name: "webhook_deliveries_ended",
      columns: ["orgId", "webhookId", "endedAt"],
      where: "state <> 'waiting'",
    },
    { name: "webhook_deliveries_newest", columns: ["orgId", "webhookId", "sequence"] },
  ],
  foreignKeys: [
    { ...withinOrganization("webhook_deliveries_webhook_fkey", "webhook", "webhookId"), onDelete: "CASCADE" },
  ],
  checks: checks(
    "webhook_deliveries_state",
    "webhook_deliveries_next",
    "webhook_deliveries_end",
    "webhook_deliveries_counts",
  ),
});

/** One try of a delivery. A try whose worker ended has no outcome. */
export interface WebhookAttemptRow {
  orgId: string;
  deliveryId: string;
  number: number;
  at: Date;
  latencyMs: number | null;
  status: number | null;
  problem: AttemptProblem | null;
  /** The first 4 kB of the answer. */
  answer: string | null;
}

export const WebhookAttemptEntity = organizationEntity<WebhookAttemptRow>({
  name: "webhookAttempt",
  tableName: "webhook_attempts",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "webhook_attempts_pkey" },
    deliveryId: { type: "uuid", primary: true, primaryKeyConstraintName: "webhook_attempts_pkey" },
    number: { type: "smallint", primary: true, primaryKeyConstraintName: "webhook_attempts_pkey" },
    at: { ...instantColumn, update: false },
    latencyMs: { type: "integer", nullable: true },
    status: { type: "smallint", nullable: true },
    problem: { type: "text", nullable: true },
    answer: { type: "text", nullable: true },
  },
  foreignKeys: [
    {
      ...withinOrganization("webhook_attempts_delivery_fkey", "webhookDelivery", "deliveryId"),
      onDelete: "CASCADE",
    },
  ],
  checks: checks("webhook_attempts_outcome", "webhook_attempts_answer", "webhook_attempts_counts"),
});
