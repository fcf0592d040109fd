import type { Dispute, GrantOfMonth, Refund } from "@scrip/domain/billing/taken-back";
import type { Actor, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { SubscriptionPeriodEntity } from "../plans/subscription-period.entity.ts";
import {
  PaymentDisputeEntity,
  type PaymentDisputeRow,
  PaymentRefundEntity,
  type PaymentRefundRow,
  PaymentTakingEntity,
} from "./money-taken.entities.ts";

/** The refunds of a payment, in the order in which they were first known. */
export function refundsOf(tx: OrganizationsTx, orgId: string, attemptId: string): Promise<PaymentRefundRow[]> {
  return tx
    .repository(PaymentRefundEntity)
    .find({ where: { orgId, attemptId }, order: { createdAt: "ASC", id: "ASC" } });
}

/** A refund to write down. */
export interface NewRefund
  extends Pick<PaymentRefundRow, "orgId" | "id" | "attemptId" | "gross" | "tax" | "net" | "reason">,
    RefundChanges {
  readonly actor: Actor;
  /** The organization's time. */
  readonly time: Date;
}

/** What changes of a refund. */
export type RefundChanges = Pick<PaymentRefundRow, "gatewayId" | "state" | "at" | "endedAt" | "why">;

/** The refund with this id. */
export function refundById(tx: OrganizationsTx, orgId: string, id: string): Promise<PaymentRefundRow | null> {
  return tx.repository(PaymentRefundEntity).findOneBy({ orgId, id });
}

/** Writes down a refund. @param refund its taxes and those of the earlier ones add up */
export async function insertRefund(
  tx: OrganizationsTx,
  { actor, time, ...refund }: NewRefund,
): Promise<PaymentRefundRow> {
  const row: PaymentRefundRow = { ...refund, actorType: actor.type, actorId: actor.id, createdAt: time };
  await tx.repository(PaymentRefundEntity).insert(row);
  return row;
}

/** Writes what changed of a refund. @returns the refund afterwards */
export async function moveRefund(
  tx: OrganizationsTx,
  refund: PaymentRefundRow,
  changes: RefundChanges,
): Promise<PaymentRefundRow> {
  const { orgId, id } = refund;
  await tx.repository(PaymentRefundEntity).update({ orgId, id }, changes);
  return { ...refund, ...changes };
}

/** Writes down a dispute. */
export async function insertDispute(tx: OrganizationsTx, dispute: PaymentDisputeRow): Promise<void> {
  await tx.repository(PaymentDisputeEntity).insert(dispute);
}

/** Writes what became of a dispute. */
export async function moveDispute(
  tx: OrganizationsTx,
  { orgId, id }: Pick<PaymentDisputeRow, "orgId" | "id">,
  changes: Pick<PaymentDisputeRow, "state" | "closedAt">,
): Promise<void> {
  await tx.repository(PaymentDisputeEntity).update({ orgId, id }, changes);
}

/** A refund as the rules see it. One that the gateway has not yet has the time at which it was asked for. */
export function toRefund({ id, gatewayId, gross, state, at, createdAt }: PaymentRefundRow): Refund {
  return { id: gatewayId ?? id, gross, state, at: (at ?? createdAt).getTime() };
}

/** The disputes of a payment. */
export async function disputesOf(
  tx: OrganizationsTx,
  orgId: string,
  attemptId: string,
): Promise<(Dispute & { readonly reason: string })[]> {
  const rows = await tx.repository(PaymentDisputeEntity).findBy({ orgId, attemptId });
  return rows.map(({ id, gross, state, reason, openedAt }) => ({ id, gross, state, reason, at: openedAt.getTime() }));
}

/** What refunds and disputes of a payment take back now, by grant. Micro-USD. */
export async function takingsOf(tx: OrganizationsTx, orgId: string, attemptId: string): Promise<Map<string, Micros>> {
  const rows = await tx.repository(PaymentTakingEntity).findBy({ orgId, attemptId });
  return new Map(rows.map(({ grantId, amount }) => [grantId, amount]));
}

/** Writes what refunds and disputes of a payment take back now of a grant. */
export async function putTaking(
  tx: OrganizationsTx,
  row: { readonly orgId: string; readonly attemptId: string; readonly grantId: string; readonly amount: Micros },
): Promise<void> {
  const { orgId, grantId, amount } = row;
  const { affected } = await tx.repository(PaymentTakingEntity).update({ orgId, grantId }, { amount });
  if (affected === 0) await tx.repository(PaymentTakingEntity).insert(row);
}

/** The grants under these business keys, each with the instant of its entry. A key without a grant is left out. */
export async function grantsUnder(
  tx: OrganizationsTx,
  orgId: string,
  businessKeys: readonly string[],
): Promise<(GrantOfMonth & { readonly businessKey: string })[]> {
  const rows = await tx.query<{ id: string; amount: string; key: string; at: Date }[]>(
    `SELECT g.id, g.amount::text AS amount, g.business_key AS key, e.at
      FROM unnest($2::text[]) AS k (key)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = $1 AND business_key = k.key LIMIT 1) AS g
        CROSS JOIN LATERAL (SELECT at FROM entries
          WHERE org_id = $1 AND cause_type = 'grant' AND cause_id = g.id AND leg = 1 LIMIT 1) AS e`,
    [orgId, businessKeys],
  );
  return rows.map(({ id, amount, key, at }) => {
    return { id, amount: BigInt(amount), issuedAt: at.getTime(), businessKey: key };
  });
}

/** The period of a plan that a payment paid. */
export interface PaidPeriod {
  readonly subscriptionId: string;
  readonly month: number;
  readonly months: number;
  readonly anchor: Instant;
}

/** The period that a payment paid; `null` if there is none. @param payment the gateway's name: `pi_...` */
export async function periodPaidBy(tx: OrganizationsTx, orgId: string, payment: string): Promise<PaidPeriod | null> {
  const row = await tx.repository(SubscriptionPeriodEntity).findOneBy({ orgId, paymentRef: payment });
  if (row === null) return null;
  const [subscription]: { anchor: Date }[] = await tx.query(
    "SELECT anchor FROM subscriptions WHERE org_id = $1 AND id = $2",
    [orgId, row.subscriptionId],
  );
  if (subscription === undefined) throw new Error(`the subscription ${row.subscriptionId} does not exist`);
  const { subscriptionId, month, months } = row;
  return { subscriptionId, month, months, anchor: subscription.anchor.getTime() };
}
