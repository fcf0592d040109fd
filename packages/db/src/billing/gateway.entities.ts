import { checks, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** The customer of an organization at the gateway. */
export interface GatewayCustomerRow {
  /** The gateway's name of the customer: `cus_...`. */
  id: string;
  orgId: string;
  livemode: boolean;
  createdAt: Date;
}

export const GatewayCustomerEntity = platformEntity<GatewayCustomerRow>({
  name: "gatewayCustomer",
  tableName: "gateway_customers",
  columns: {
    id: { type: "text", primary: true, primaryKeyConstraintName: "gateway_customers_pkey" },
    orgId: { type: "uuid", update: false },
    livemode: { type: "boolean", update: false },
    createdAt: { ...instantColumn, update: false },
  },
  uniques: [{ name: "gateway_customers_organization_key", columns: ["orgId"] }],
});

/** The attempt that a payment of the gateway belongs to. */
export interface GatewayPaymentRow {
  /** The gateway's name of the payment: `pi_...`. */
  id: string;
  orgId: string;
  attemptId: string;
  claimedAt: Date;
}

export const GatewayPaymentEntity = platformEntity<GatewayPaymentRow>({
  name: "gatewayPayment",
  tableName: "gateway_payments",
  columns: {
    id: { type: "text", primary: true, primaryKeyConstraintName: "gateway_payments_pkey" },
    orgId: { type: "uuid", update: false },
    attemptId: { type: "uuid", update: false },
    claimedAt: { ...instantColumn, update: false },
  },
  uniques: [{ name: "gateway_payments_attempt_key", columns: ["orgId", "attemptId"] }],
});

/** An event of the gateway, as it came in. */
export interface GatewayEventRow {
  id: string;
  type: string;
  livemode: boolean;
  /** The object that it is about. */
  objectId: string;
  customer: string | null;
  /** When the gateway made it. */
  createdAt: Date;
  receivedAt: Date;
  payload: object;
  /** Null while it waits. */
  outcome: "booked" | "ignored" | null;
  doneAt: Date | null;
}

export const GatewayEventEntity = platformEntity<GatewayEventRow>({
  name: "gatewayEvent",
  tableName: "gateway_events",
  columns: {
    id: { type: "text", primary: true, primaryKeyConstraintName: "gateway_events_pkey" },
    type: { type: "text", update: false },
    livemode: { type: "boolean", update: false },
    objectId: { type: "text", update: false },
    customer: { type: "text", update: false, nullable: true },
    createdAt: { ...instantColumn, update: false },
    receivedAt: { ...instantColumn, update: false },
    payload: { type: "jsonb", update: false },
    outcome: { type: "text", nullable: true },
    doneAt: { ...instantColumn, nullable: true },
  },
  checks: checks("gateway_events_outcome"),
  indices: [{ name: "gateway_events_of_customer", columns: ["customer", "createdAt"] }],
});
