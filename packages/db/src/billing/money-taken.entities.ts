import type { DisputeState, RefundState } from "@scrip/domain/billing/taken-back";
import { checks, instantColumn, microsColumn } from "../connection/columns.ts";
import { withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

const fixed = { update: false } as const;

/** A refund of a part of a payment: asked for by an operator, or made in the gateway's dashboard. */
export interface PaymentRefundRow {
  orgId: string;
  /** The key under which the gateway is asked. */
  id: string;
  attemptId: string;
  /** The gateway's name: `re_...`; null until the gateway has it. */
  gatewayId: string | null;
  /** usd-micros in whole cents; CHECK (gross = net + tax) in the migration */
  gross: bigint;
  tax: bigint;
  net: bigint;
  state: RefundState;
  /** Of the operator; null for one made in the dashboard. */
  reason: string | null;
  actorType: string;
  actorId: string | null;
  /** The organization's time when it was first known. */
  createdAt: Date;
  endedAt: Date | null;
  /** The gateway's time. */
  at: Date | null;
  /** Why the gateway refused it. */
  why: string | null;
}

export const PaymentRefundEntity = organizationEntity<PaymentRefundRow>({
  name: "paymentRefund",
  tableName: "payment_refunds",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_refunds_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_refunds_pkey" },
    attemptId: { type: "uuid", ...fixed },
    gatewayId: { type: "text", nullable: true },
    gross: { ...microsColumn, ...fixed },
    tax: { ...microsColumn, ...fixed },
    net: { ...microsColumn, ...fixed },
    state: { type: "text" },
    reason: { type: "text", ...fixed, nullable: true },
    actorType: { type: "text", ...fixed },
    actorId: { type: "text", ...fixed, nullable: true },
    createdAt: { ...instantColumn, ...fixed },
    endedAt: { ...instantColumn, nullable: true },
    at: { ...instantColumn, nullable: true },
    why: { type: "text", nullable: true },
  },
  uniques: [{ name: "payment_refunds_gateway_key", columns: ["orgId", "gatewayId"] }],
  foreignKeys: [withinOrganization("payment_refunds_attempt_fkey", "paymentAttempt", "attemptId")],
  indices: [{ name: "payment_refunds_of_attempt", columns: ["orgId", "attemptId"] }],
  checks: checks("payment_refunds_state", "payment_refunds_amounts", "payment_refunds_known", "payment_refunds_ended"),
});

/** A payment that its bank takes back, or wants to. */
export interface PaymentDisputeRow {
  orgId: string;
  /** The gateway's name: `dp_...`. */
  id: string;
  attemptId: string;
  /** usd-micros in whole cents */
  gross: bigint;
  state: DisputeState;
  reason: string;
  /** The gateway's time. */
  openedAt: Date;
  /** The organization's time when its end was first known. */
  closedAt: Date | null;
}

export const PaymentDisputeEntity = organizationEntity<PaymentDisputeRow>({
  name: "paymentDispute",
  tableName: "payment_disputes",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_disputes_pkey" },
    id: { type: "text", primary: true, primaryKeyConstraintName: "payment_disputes_pkey" },
    attemptId: { type: "uuid", ...fixed },
    gross: { ...microsColumn, ...fixed },
    state: { type: "text" },
    reason: { type: "text", ...fixed },
    openedAt: { ...instantColumn, ...fixed },
    closedAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [withinOrganization("payment_disputes_attempt_fkey", "paymentAttempt", "attemptId")],
  indices: [{ name: "payment_disputes_of_attempt", columns: ["orgId", "attemptId"] }],
  checks: checks("payment_disputes_state", "payment_disputes_gross", "payment_disputes_closed"),
});

/** What refunds and disputes of a payment take back now of a grant that it gave. */
export interface PaymentTakingRow {
  orgId: string;
  grantId: string;
  attemptId: string;
  /** usd-micros */
  amount: bigint;
}

export const PaymentTakingEntity = organizationEntity<PaymentTakingRow>({
  name: "paymentTaking",
  tableName: "payment_takings",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_takings_pkey" },
    grantId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_takings_pkey" },
    attemptId: { type: "uuid", ...fixed },
    amount: microsColumn,
  },
  foreignKeys: [
    withinOrganization("payment_takings_grant_fkey", "grant", "grantId"),
    withinOrganization("payment_takings_attempt_fkey", "paymentAttempt", "attemptId"),
  ],
  indices: [{ name: "payment_takings_of_attempt", columns: ["orgId", "attemptId"] }],
  checks: checks("payment_takings_amount"),
});
