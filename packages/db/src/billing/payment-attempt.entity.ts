import type { AttemptState, PaymentWay } from "@scrip/domain/billing/attempts";
import { checks, hashColumn, instantColumn, microsColumn } from "../connection/columns.ts";
import { toOrganization, withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** What a payment is for. */
export type PaymentPurpose = "purchase" | "auto_topup" | "subscription";

/** An attempt to take a payment. Its id is the key under which the gateway is asked. */
export interface PaymentAttemptRow {
  orgId: string;
  id: string;
  purpose: PaymentPurpose;
  way: PaymentWay;
  state: AttemptState;
  /** usd-micros in whole cents; CHECK (gross = net + tax) in the migration */
  net: bigint;
  tax: bigint;
  gross: bigint;
  /** Seller, buyer and lines of the sale, as they were when the attempt was made; amounts are texts. */
  sale: object;
  /** Credit on top of a purchase, in usd-micros, and its life in days of 24 hours. */
  bonus: bigint | null;
  bonusDays: number | null;
  customer: string;
  livemode: boolean;
  /** Of a payment for a plan: the subscription, or the request that starts it. */
  subscriptionId: string | null;
  /** Of a payment for a plan: the first month of the period. */
  month: number | null;
  /** Of a payment for a plan: counts the tries of the month from 1. */
  try: number | null;
  /** Of an automatic top-up: the caps of the day and of the month when it was made, in micro-USD. */
  dayCap: bigint | null;
  monthCap: bigint | null;
  actorType: string;
  actorId: string | null;
  idempotencyKey: string | null;
  /** SHA-256 of what was asked under the key. */
  payloadHash: Buffer | null;
  /** The organization's time. */
  createdAt: Date;
  /** The organization's time of the outcome. */
  endedAt: Date | null;
  /** Real time, by which the gateway forgets keys. */
  submittedAt: Date | null;
  lookUps: number;
  /** The gateway's names, as far as they are known: `cs_...`, `pi_...`, `in_...`, `sub_...`, `pm_...`. */
  pageId: string | null;
  pageUrl: string | null;
  paymentId: string | null;
  invoiceId: string | null;
  gatewaySubscription: string | null;
  method: string | null;
  fingerprint: string | null;
  /** In words: "Visa ending in 4242". */
  paidWith: string | null;
  /** Why it failed, or is parked. */
  why: string | null;
  /** The credit that a purchase gave. */
  grantId: string | null;
}

const fixed = { update: false } as const;

export const PaymentAttemptEntity = organizationEntity<PaymentAttemptRow>({
  name: "paymentAttempt",
  tableName: "payment_attempts",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_attempts_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_attempts_pkey" },
    purpose: { type: "text", ...fixed },
    way: { type: "text", ...fixed },
    state: { type: "text" },
    net: { ...microsColumn, ...fixed },
    tax: { ...microsColumn, ...fixed },
    gross: { ...microsColumn, ...fixed },
    sale: { type: "jsonb", ...fixed },
    bonus: { ...microsColumn, ...fixed, nullable: true },
    bonusDays: { type: "integer", ...fixed, nullable: true },
    customer: { type: "text", ...fixed },
    livemode: { type: "boolean", ...fixed },
    subscriptionId: { type: "uuid", ...fixed, nullable: true },
    month: { type: "integer", ...fixed, nullable: true },
    try: { type: "integer", ...fixed, nullable: true },
    dayCap: { ...microsColumn, ...fixed, nullable: true },
    monthCap: { ...microsColumn, ...fixed, nullable: true },
    actorType: { type: "text", ...fixed },
    actorId: { type: "text", ...fixed, nullable: true },
    idempotencyKey: { type: "text", ...fixed, nullable: true },
    payloadHash: { ...hashColumn, ...fixed, nullable: true },
    createdAt: { ...instantColumn, ...fixed },
    endedAt: { ...instantColumn, nullable: true },
    submittedAt: { ...instantColumn, nullable: true },
    lookUps: { type: "integer", default: 0 },
    pageId: { type: "text", nullable: true },
    pageUrl: { type: "text", nullable: true },
    paymentId: { type: "text", nullable: true },
    invoiceId: { type: "text", nullable: true },
    gatewaySubscription: { type: "text", nullable: true },
    method: { type: "text", nullable: true },
    fingerprint: { type: "text", nullable: true },
    paidWith: { type: "text", nullable: true },
    why: { type: "text", nullable: true },
    grantId: { type: "uuid", nullable: true },
  },
  uniques: [{ name: "payment_attempts_key", columns: ["orgId", "idempotencyKey"] }],
  foreignKeys: [
    toOrganization("payment_attempts_organization_fkey"),
    withinOrganization("payment_attempts_grant_fkey", "grant", "grantId"),
  ],
  indices: [
    { name: "payment_attempts_by_time", columns: ["orgId", "createdAt", "id"] },
    { name: "payment_attempts_parked", columns: ["createdAt", "id"], where: "state = 'parked'" },
    {
      name: "payment_attempts_open",
      columns: ["state"],
      where: "state = ANY ARRAY['created', 'submitted', 'unknown', 'parked']",
    },
    { name: "payment_attempts_by_end", columns: ["endedAt"], where: "ended_at IS NOT NULL" },
    {
      name: "payment_attempts_one_payment",
      columns: ["orgId", "paymentId"],
      unique: true,
      where: "state = 'succeeded'",
    },
    { name: "payment_attempts_one_grant", columns: ["orgId", "grantId"], unique: true, where: "grant_id IS NOT NULL" },
    {
      name: "payment_attempts_one_try",
      columns: ["orgId", "subscriptionId", "month", "try"],
      unique: true,
      where: "purpose = 'subscription'",
    },
    {
      name: "payment_attempts_one_automatic",
      columns: ["orgId"],
      unique: true,
      where: "purpose = 'auto_topup' AND state = ANY ARRAY['created', 'submitted', 'unknown']",
    },
  ],
  checks: checks(
    "payment_attempts_purpose",
    "payment_attempts_way",
    "payment_attempts_state",
    "payment_attempts_amounts",
    "payment_attempts_bonus",
    "payment_attempts_subscription",
    "payment_attempts_submitted",
    "payment_attempts_ended",
    "payment_attempts_why",
    "payment_attempts_paid",
    "payment_attempts_caps",
  ),
});
