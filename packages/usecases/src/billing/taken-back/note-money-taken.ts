import {
  disputesOf,
  insertDispute,
  insertRefund,
  moveDispute,
  moveRefund,
  type PaymentAttemptRow,
  type PaymentRefundRow,
  refundsOf,
} from "@scrip/db/billing";
import { newId, type OrganizationsTx } from "@scrip/db/connection";
import type { GatewayDispute, GatewayPayment, GatewayRefund } from "@scrip/domain/billing/gateway";
import type { RefundState } from "@scrip/domain/billing/taken-back";
import { creditNoteTax } from "@scrip/domain/billing/tax";
import { greatest, type Micros } from "@scrip/domain/money";

/** A refund or a dispute whose state is new. */
export type News =
  | { readonly kind: "refund"; readonly row: PaymentRefundRow }
  | { readonly kind: "dispute"; readonly dispute: GatewayDispute };

/**
 * Brings the rows of refunds and disputes of a payment to what the gateway has. What the gateway has ended does not
 * begin again: an old answer that comes late changes nothing.
 * @returns what is new
 */
export async function noteMoneyTaken(
  tx: OrganizationsTx,
  attempt: PaymentAttemptRow,
  payment: Pick<GatewayPayment, "refunds" | "disputes">,
  time: Date,
): Promise<readonly News[]> {
  const news: News[] = [];
  for (const refund of payment.refunds.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))) {
    const row = await noteRefund(tx, attempt, refund, time);
    if (row !== null) news.push({ kind: "refund", row });
  }
  const known = new Map((await disputesOf(tx, attempt.orgId, attempt.id)).map((each) => [each.id, each.state]));
  for (const dispute of payment.disputes)
    if (await noteDispute(tx, attempt, dispute, { before: known.get(dispute.id), time }))
      news.push({ kind: "dispute", dispute });
  return news;
}

/** @returns the row as it is now; `null` if nothing changed */
async function noteRefund(
  tx: OrganizationsTx,
  attempt: PaymentAttemptRow,
  refund: GatewayRefund,
  time: Date,
): Promise<PaymentRefundRow | null> {
  const { orgId, id: attemptId } = attempt;
  const rows = await refundsOf(tx, orgId, attemptId);
  const before = rows.find(({ id, gatewayId }) => gatewayId === refund.id || (gatewayId === null && id === refund.key));
  if (before === undefined)
    return insertRefund(tx, { ...madeElsewhere(attempt, rows, refund, time), ...nowOf(refund, time) });
  // A refund that succeeded can still fail days later, when the bank sends the money back.
  const isOld =
    before.state === refund.state ||
    before.state === "failed" ||
    (before.state === "succeeded" && refund.state === "pending");
  if (isOld && before.gatewayId !== null) return null;
  return moveRefund(tx, before, { ...nowOf(refund, time), at: before.at ?? new Date(refund.at) });
}

/** A refund that was made in the gateway's dashboard. Its tax is its part of the payment's. */
function madeElsewhere(
  attempt: PaymentAttemptRow,
  earlier: readonly PaymentRefundRow[],
  { gross }: GatewayRefund,
  time: Date,
) {
  const actor = { type: "system", id: null } as const;
  return { ...amountsOf(attempt, earlier, gross), id: newId(), reason: null, actor, time };
}

/** The amounts of the next refund of a payment, in micro-USD. */
export function amountsOf(attempt: PaymentAttemptRow, earlier: readonly PaymentRefundRow[], gross: Micros) {
  const before = { gross: 0n, tax: 0n };
  for (const { state, gross: each, tax } of earlier)
    if (state !== "failed") {
      before.gross += each;
      before.tax += tax;
    }
  // A refund that failed after a later one leaves the taxes of the others a cent too high: the next one makes up for it.
  const tax = greatest(creditNoteTax(attempt, before, gross), 0n);
  return { orgId: attempt.orgId, attemptId: attempt.id, gross, tax, net: gross - tax };
}

function nowOf({ id, state, at }: GatewayRefund, time: Date) {
  const isOver: readonly RefundState[] = ["succeeded", "failed"];
  return { gatewayId: id, state, at: new Date(at), endedAt: isOver.includes(state) ? time : null, why: null };
}

/** @returns whether something changed */
async function noteDispute(
  tx: OrganizationsTx,
  { orgId, id: attemptId }: PaymentAttemptRow,
  dispute: GatewayDispute,
  { before, time }: { readonly before: GatewayDispute["state"] | undefined; readonly time: Date },
): Promise<boolean> {
  const { id, gross, state, reason, at } = dispute;
  const closedAt = state === "open" ? null : time;
  if (before === undefined) {
    await insertDispute(tx, { orgId, id, attemptId, gross, state, reason, openedAt: new Date(at), closedAt });
    return true;
  }
  if (before === state || state === "open") return false;
  await moveDispute(tx, { orgId, id }, { state, closedAt });
  return true;
}
