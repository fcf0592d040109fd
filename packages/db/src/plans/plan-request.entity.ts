import type { Micros } from "@scrip/domain/money";
import type { Interval } from "@scrip/domain/plans/subscriptions";
import { checks, hashColumn, instantColumn, microsColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** What can be asked of a plan under an idempotency key. */
export type PlanOperation = "subscribe" | "change" | "cancel" | "undo" | "create_contract" | "end_contract";

/** A request about a plan, by its idempotency key. */
export interface PlanRequestRow {
  orgId: string;
  /** Of a request that pays: the id of the subscription that it starts. */
  id: string;
  operation: PlanOperation;
  idempotencyKey: string;
  /** SHA-256 of what was asked. */
  payloadHash: Buffer;
  state: "paying" | "done" | "refused";
  plan: string | null;
  interval: Interval | null;
  price: Micros | null;
  /** How a member pays; null where no card is charged. */
  way: "page" | "saved" | null;
  /** The first answer or refusal as JSON; null while the payment has no known outcome. */
  outcome: unknown;
  at: Date;
}

export const PlanRequestEntity = organizationEntity<PlanRequestRow>({
  name: "planRequest",
  tableName: "plan_requests",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "plan_requests_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "plan_requests_pkey" },
    operation: { type: "text", update: false },
    idempotencyKey: { type: "text", update: false },
    payloadHash: { ...hashColumn, update: false },
    state: { type: "text" },
    plan: { type: "text", update: false, nullable: true },
    interval: { type: "text", update: false, nullable: true },
    price: { ...microsColumn, update: false, nullable: true },
    way: { type: "text", update: false, nullable: true },
    outcome: { type: "jsonb", nullable: true },
    at: { ...instantColumn, update: false },
  },
  uniques: [{ name: "plan_requests_key", columns: ["orgId", "operation", "idempotencyKey"] }],
  foreignKeys: [toOrganization("plan_requests_organization_fkey")],
  indices: [{ name: "plan_requests_one_paying", columns: ["orgId"], unique: true, where: "state = 'paying'" }],
  checks: checks(
    "plan_requests_operation",
    "plan_requests_state",
    "plan_requests_paying",
    "plan_requests_hash",
    "plan_requests_way",
  ),
});
