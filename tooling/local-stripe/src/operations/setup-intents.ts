import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { setupError } from "../flows/payments/decline-error.ts";
import { methodNamed } from "../flows/payments/new-method.ts";
import { attemptSetup } from "../flows/payments/setup.ts";
import { checkUse } from "../flows/payments/use-method.ts";
import { newSetupIntent } from "../objects/setup-intent.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  type Fields,
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
import type { PaymentMethod, SetupIntent } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { METHOD_TYPES } from "./payment-intents.ts";
import { METHOD_DATA, methodOfData } from "./payment-methods.ts";

const CONFIRM = {
  payment_method: text(),
  payment_method_data: object(METHOD_DATA),
  return_url: text(),
  use_stripe_sdk: boolean(),
} satisfies Fields;

const CREATE = {
  ...CONFIRM,
  allowed_payment_method_types: list(METHOD_TYPES),
  automatic_payment_methods: object({ enabled: needed(boolean()), allow_redirects: choice("always", "never") }),
  confirm: boolean(),
  customer: text(),
  description: text(1000),
  metadata: metadata(),
  usage: choice("off_session", "on_session"),
} satisfies Fields;

const UPDATE = {
  customer: text(),
  description: text(1000),
  metadata: metadata(),
  payment_method: text(),
} satisfies Fields;

function methodOf(world: World, params: Read<typeof CONFIRM>): PaymentMethod | undefined {
  const { payment_method, payment_method_data } = params;
  if (payment_method !== undefined) return methodNamed(world, payment_method);
  return payment_method_data === undefined ? undefined : methodOfData(world, payment_method_data);
}

function confirm(
  world: World,
  intent: SetupIntent,
  given: PaymentMethod | undefined,
  { return_url }: Read<typeof CONFIRM>,
): SetupIntent {
  checkState(intent, "confirm");
  const method =
    given ?? (intent.payment_method === null ? undefined : world.get("payment_method", intent.payment_method));
  if (method === undefined) {
    const message = "You cannot confirm this SetupIntent because it's missing a payment method.";
    throw invalid(message, { code: "setup_intent_unexpected_state" });
  }
  checkUse(world, intent, method);
  const tried = attemptSetup(world, intent, method, { returnUrl: return_url ?? null });
  if (tried.status === "requires_payment_method") throw setupError(tried);
  return tried;
}

function checkState({ status }: SetupIntent, verb: string): void {
  if (status !== "succeeded" && status !== "canceled") return;
  const message = `You cannot ${verb} this SetupIntent because it has a status of ${status}.`;
  throw invalid(message, { code: "setup_intent_unexpected_state" });
}

export const setupIntents = [
  operation("POST /v1/setup_intents", "SetupIntentCreateParams", CREATE, (world, { params }) => {
    if (params.customer !== undefined) world.get("customer", params.customer, "customer");
    const method = methodOf(world, params);
    const blank = newSetupIntent({
      created: world.nowOf(params.customer),
      customer: params.customer ?? null,
      metadata: mergeMetadata(null, params.metadata),
      ...pick(params, "allowed_payment_method_types", "description", "usage"),
      ...(params.automatic_payment_methods === undefined
        ? {}
        : { automatic_payment_methods: { allow_redirects: "always", ...params.automatic_payment_methods } }),
      ...(method === undefined ? {} : { payment_method: method.id, status: "requires_confirmation" }),
    });
    if (method !== undefined) checkUse(world, blank, method);
    const intent = world.create(blank, "setup_intent.created");
    return params.confirm === true ? confirm(world, intent, method, params) : intent;
  }),
  operation("GET /v1/setup_intents/:id", "SetupIntentRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("setup_intent", id),
  ),
  operation("POST /v1/setup_intents/:id", "SetupIntentUpdateParams", UPDATE, (world, { path: { id = "" }, params }) => {
    const before = world.get("setup_intent", id);
    checkState(before, "update");
    if (params.customer !== undefined) world.get("customer", params.customer, "customer");
    const after = {
      ...before,
      ...pick(params, "customer", "description"),
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    if (params.payment_method === undefined) return world.put(after);
    const method = methodNamed(world, params.payment_method);
    checkUse(world, after, method);
    return world.put({ ...after, payment_method: method.id, status: "requires_confirmation" });
  }),
  operation(
    "POST /v1/setup_intents/:id/confirm",
    "SetupIntentConfirmParams",
    CONFIRM,
    (world, { path: { id = "" }, params }) =>
      confirm(world, world.get("setup_intent", id), methodOf(world, params), params),
  ),
  operation(
    "POST /v1/setup_intents/:id/cancel",
    "SetupIntentCancelParams",
    { cancellation_reason: choice("abandoned", "duplicate", "requested_by_customer") },
    (world, { path: { id = "" }, params: { cancellation_reason } }) => {
      const intent = world.get("setup_intent", id);
      checkState(intent, "cancel");
      const change = {
        status: "canceled",
        cancellation_reason: cancellation_reason ?? null,
        next_action: null,
      } as const;
      return world.become(intent, change, "setup_intent.canceled");
    },
  ),
  operation(
    "GET /v1/setup_intents",
    "SetupIntentListParams",
    { ...PAGE, created: range(), customer: text(), payment_method: text() },
    (world, { params: { created, customer, payment_method, ...page } }) =>
      listOf(
        world,
        "setup_intent",
        page,
        (intent) =>
          isIn(intent.created, created) &&
          isAsked<string | null>(intent.customer, customer) &&
          isAsked<string | null>(intent.payment_method, payment_method),
        "/v1/setup_intents",
      ),
  ),
];
