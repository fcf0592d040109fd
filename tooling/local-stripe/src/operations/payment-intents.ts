import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { checkState, confirmPayment } from "../flows/acts/confirm-payment.ts";
import { methodNamed } from "../flows/payments/new-method.ts";
import { checkUse } from "../flows/payments/use-method.ts";
import { newPaymentIntent } from "../objects/payment-intent.ts";
import { checkAmount, checkCurrency } from "../protocol/amounts.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  clearable,
  either,
  type Fields,
  integer,
  list,
  metadata,
  needed,
  object,
  PAGE,
  type Read,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { PaymentIntent, PaymentMethod } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { METHOD_DATA, methodOfData } from "./payment-methods.ts";

/** The types of payment methods that the local Stripe knows. */
export const METHOD_TYPES = choice("card", "us_bank_account", "sepa_debit");

const CONFIRM = {
  error_on_requires_action: boolean(),
  off_session: either(boolean(), choice("one_off", "recurring")),
  payment_method: text(),
  payment_method_data: object(METHOD_DATA),
  receipt_email: clearable(text()),
  return_url: text(),
  setup_future_usage: clearable(choice("off_session", "on_session")),
  use_stripe_sdk: boolean(),
} satisfies Fields;

const CREATE = {
  ...CONFIRM,
  amount: needed(integer()),
  currency: needed(text(3)),
  allowed_payment_method_types: list(METHOD_TYPES),
  automatic_payment_methods: object({ enabled: needed(boolean()), allow_redirects: choice("always", "never") }),
  capture_method: choice("automatic", "automatic_async"),
  confirm: boolean(),
  confirmation_method: choice("automatic", "manual"),
  customer: text(),
  description: text(1000),
  metadata: metadata(),
  statement_descriptor: text(22),
  statement_descriptor_suffix: text(22),
} satisfies Fields;

const UPDATE = {
  amount: integer(),
  currency: text(3),
  customer: text(),
  description: text(1000),
  metadata: metadata(),
  payment_method: text(),
  receipt_email: clearable(text()),
  setup_future_usage: clearable(choice("off_session", "on_session")),
  statement_descriptor: text(22),
  statement_descriptor_suffix: text(22),
} satisfies Fields;

function create(world: World, params: Read<typeof CREATE>): PaymentIntent {
  const currency = checkCurrency(params.currency);
  checkAmount(params.amount, currency);
  if (params.customer !== undefined) world.get("customer", params.customer, "customer");
  if (params.off_session !== undefined && params.confirm !== true) {
    throw invalid("off_session can only be used when confirm is true.", { param: "off_session" });
  }
  const blank = newPaymentIntent({
    created: world.nowOf(params.customer),
    amount: params.amount,
    currency,
    customer: params.customer ?? null,
    metadata: mergeMetadata(null, params.metadata),
    ...pick(
      params,
      "allowed_payment_method_types",
      "capture_method",
      "confirmation_method",
      "description",
      "receipt_email",
      "setup_future_usage",
      "statement_descriptor",
      "statement_descriptor_suffix",
    ),
    ...(params.automatic_payment_methods === undefined
      ? {}
      : { automatic_payment_methods: { allow_redirects: "always", ...params.automatic_payment_methods } }),
  });
  const method = methodOf(world, params);
  if (method !== undefined) checkUse(world, blank, method);
  const intent = world.create(
    { ...blank, ...(method === undefined ? {} : { payment_method: method.id, status: "requires_confirmation" }) },
    "payment_intent.created",
  );
  return params.confirm === true ? confirm(world, intent, method, params) : intent;
}

function confirm(
  world: World,
  intent: PaymentIntent,
  given: PaymentMethod | undefined,
  params: Read<typeof CONFIRM>,
): PaymentIntent {
  const method =
    given ?? (intent.payment_method === null ? undefined : world.get("payment_method", intent.payment_method));
  if (method === undefined) {
    const message =
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.";
    throw invalid(message, { code: "payment_intent_unexpected_state" });
  }
  const { off_session, return_url, error_on_requires_action } = params;
  return confirmPayment(world, intent, method, {
    isOffSession: off_session !== undefined && off_session !== false,
    isErrorOnAction: error_on_requires_action === true,
    returnUrl: return_url ?? null,
  });
}

function methodOf(
  world: World,
  { payment_method, payment_method_data }: Pick<Read<typeof CONFIRM>, "payment_method" | "payment_method_data">,
): PaymentMethod | undefined {
  if (payment_method !== undefined) return methodNamed(world, payment_method);
  return payment_method_data === undefined ? undefined : methodOfData(world, payment_method_data);
}

const CHANGEABLE = new Set<string>(["requires_payment_method", "requires_confirmation", "requires_action"]);
const CANCELABLE = new Set<string>([...CHANGEABLE, "processing"]);

function update(world: World, before: PaymentIntent, params: Read<typeof UPDATE>): PaymentIntent {
  const { amount, currency, customer, payment_method } = params;
  const isOpen =
    amount !== undefined || currency !== undefined || customer !== undefined || payment_method !== undefined;
  if (isOpen) checkState(before, CHANGEABLE, "update");
  if (customer !== undefined) world.get("customer", customer, "customer");
  const after = {
    ...before,
    ...pick(params, "amount", "customer", "description", "receipt_email", "setup_future_usage"),
    ...pick(params, "statement_descriptor", "statement_descriptor_suffix"),
    ...(currency === undefined ? {} : { currency: checkCurrency(currency) }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
  checkAmount(after.amount, after.currency);
  if (payment_method === undefined) return world.put(after);
  const method = methodNamed(world, payment_method);
  checkUse(world, after, method);
  return world.put({ ...after, payment_method: method.id, status: "requires_confirmation" });
}

export const paymentIntents = [
  operation("POST /v1/payment_intents", "PaymentIntentCreateParams", CREATE, (world, { params }) =>
    create(world, params),
  ),
  operation("GET /v1/payment_intents/:id", "PaymentIntentRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("payment_intent", id),
  ),
  operation(
    "POST /v1/payment_intents/:id",
    "PaymentIntentUpdateParams",
    UPDATE,
    (world, { path: { id = "" }, params }) => update(world, world.get("payment_intent", id), params),
  ),
  operation(
    "POST /v1/payment_intents/:id/confirm",
    "PaymentIntentConfirmParams",
    CONFIRM,
    (world, { path: { id = "" }, params }) => {
      const intent = world.get("payment_intent", id);
      const changed = world.put({ ...intent, ...pick(params, "receipt_email", "setup_future_usage") });
      return confirm(world, changed, methodOf(world, params), params);
    },
  ),
  operation(
    "POST /v1/payment_intents/:id/cancel",
    "PaymentIntentCancelParams",
    { cancellation_reason: choice("abandoned", "duplicate", "fraudulent", "requested_by_customer") },
    (world, { path: { id = "" }, params: { cancellation_reason } }) => {
      const intent = world.get("payment_intent", id);
      checkState(intent, CANCELABLE, "cancel");
      world.unschedule("settle_payment", id);
      const change = {
        status: "canceled",
        canceled_at: world.nowOf(intent.customer),
        cancellation_reason: cancellation_reason ?? null,
        next_action: null,
      } as const;
      return world.become(intent, change, "payment_intent.canceled");
    },
  ),
  operation(
    "GET /v1/payment_intents",
    "PaymentIntentListParams",
    { ...PAGE, created: range(), customer: text() },
    (world, { params: { created, customer, ...page } }) =>
      listOf(
        world,
        "payment_intent",
        page,
        (intent) => isIn(intent.created, created) && isAsked<string | null>(intent.customer, customer),
        "/v1/payment_intents",
      ),
  ),
];
