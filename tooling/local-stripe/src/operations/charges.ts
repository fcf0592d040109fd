import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { refundCharge } from "../flows/payments/refunds.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { choice, integer, metadata, PAGE, range, text } from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid, StripeError } from "../protocol/stripe-error.ts";
import type { Charge } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

function chargeOf(world: World, charge: string | undefined, intent: string | undefined): Charge {
  if (charge !== undefined) return world.get("charge", charge, "charge");
  if (intent === undefined) {
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  }
  const { latest_charge, status } = world.get("payment_intent", intent, "payment_intent");
  if (status === "succeeded" && latest_charge !== null) return world.get("charge", latest_charge);
  const message = `This PaymentIntent (${intent}) does not have a successful charge to refund.`;
  throw invalid(message, { code: "payment_intent_unexpected_state", param: "payment_intent" });
}

export const charges = [
  operation("GET /v1/charges/:id", "ChargeRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("charge", id),
  ),
  operation(
    "POST /v1/charges/:id",
    "ChargeUpdateParams",
    { description: text(), metadata: metadata(), receipt_email: text() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("charge", id);
      const change: Partial<Charge> = {
        ...pick(params, "description", "receipt_email"),
        metadata: mergeMetadata(before.metadata, params.metadata),
      };
      return world.update(before, change, "charge.updated");
    },
  ),
  operation(
    "GET /v1/charges",
    "ChargeListParams",
    { ...PAGE, created: range(), customer: text(), payment_intent: text() },
    (world, { params: { created, customer, payment_intent, ...page } }) =>
      listOf(
        world,
        "charge",
        page,
        (charge) =>
          isIn(charge.created, created) &&
          isAsked<string | null>(charge.customer, customer) &&
          isAsked<string | null>(charge.payment_intent, payment_intent),
        "/v1/charges",
      ),
  ),
];

export const refunds = [
  operation(
    "POST /v1/refunds",
    "RefundCreateParams",
    {
      amount: integer(1),
      charge: text(),
      metadata: metadata(),
      payment_intent: text(),
      reason: choice("duplicate", "fraudulent", "requested_by_customer"),
    },
    (world, { params: { amount, charge, payment_intent, reason, metadata: given } }) =>
      refundCharge(world, chargeOf(world, charge, payment_intent), {
        amount,
        reason,
        metadata: mergeMetadata(null, given),
      }),
  ),
  operation("GET /v1/refunds/:id", "RefundRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("refund", id),
  ),
  operation(
    "POST /v1/refunds/:id",
    "RefundUpdateParams",
    { metadata: metadata() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("refund", id);
      return world.update(before, { metadata: mergeMetadata(before.metadata, params.metadata) }, "refund.updated");
    },
  ),
  operation("POST /v1/refunds/:id/cancel", "RefundCancelParams", {}, (world, { path: { id = "" } }) => {
    const { status } = world.get("refund", id);
    throw new StripeError(400, {
      type: "invalid_request_error",
      message: `A refund that is ${status} cannot be canceled.`,
    });
  }),
  operation(
    "GET /v1/refunds",
    "RefundListParams",
    { ...PAGE, charge: text(), created: range(), payment_intent: text() },
    (world, { params: { charge, created, payment_intent, ...page } }) =>
      listOf(
        world,
        "refund",
        page,
        (refund) =>
          isIn(refund.created, created) &&
          isAsked<string | null>(refund.charge, charge) &&
          isAsked<string | null>(refund.payment_intent, payment_intent),
        "/v1/refunds",
      ),
  ),
];

export const balanceTransactions = [
  operation(
    "GET /v1/balance_transactions/:id",
    "BalanceTransactionRetrieveParams",
    {},
    (world, { path: { id = "" } }) => world.get("balance_transaction", id),
  ),
  operation(
    "GET /v1/balance_transactions",
    "BalanceTransactionListParams",
    { ...PAGE, created: range(), source: text(), type: text() },
    (world, { params: { created, source, type, ...page } }) =>
      listOf(
        world,
        "balance_transaction",
        page,
        (transaction) =>
          isIn(transaction.created, created) &&
          isAsked<string | null>(transaction.source, source) &&
          isAsked<string>(transaction.type, type),
        "/v1/balance_transactions",
      ),
  ),
];
