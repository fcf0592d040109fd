import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { createSubscription } from "../flows/subscriptions/create.ts";
import { changedItems, changeSubscription } from "../flows/subscriptions/update.ts";
import { anchorConfig, nextAnchor } from "../flows/terms/anchor.ts";
import { cancelNow } from "../flows/terms/cancel.ts";
import { endAt, endAtPeriodEnd, NO_END } from "../flows/terms/schedule-end.ts";
import { periodOf } from "../objects/subscription.ts";
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
import type { Subscription } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { ITEM, itemInput, priceOf, taxRatesOf } from "./subscription-items-input.ts";

const DETAILS = object({
  comment: clearable(text()),
  feedback: clearable(
    choice(
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ),
  ),
});

const CHANGE = {
  cancel_at: clearable(either(integer(), choice("max_period_end", "min_period_end"))),
  cancel_at_period_end: boolean(),
  collection_method: choice("charge_automatically", "send_invoice"),
  days_until_due: integer(0),
  default_payment_method: text(),
  default_tax_rates: clearable(list(text())),
  description: clearable(text(500)),
  metadata: metadata(),
  off_session: boolean(),
  payment_behavior: choice("allow_incomplete", "default_incomplete", "error_if_incomplete"),
  proration_behavior: choice("create_prorations", "none"),
} satisfies Fields;

const CREATE = {
  ...CHANGE,
  cancel_at: either(integer(), choice("max_period_end", "min_period_end")),
  billing_cycle_anchor: integer(),
  billing_cycle_anchor_config: object({
    day_of_month: needed(integer(1, 31)),
    hour: integer(0, 23),
    minute: integer(0, 59),
    month: integer(1, 12),
    second: integer(0, 59),
  }),
  billing_mode: object({ type: needed(choice("flexible")) }),
  currency: text(3),
  customer: needed(text()),
  items: needed(list(object(ITEM))),
  payment_settings: object({ save_default_payment_method: choice("off", "on_subscription") }),
} satisfies Fields;

const UPDATE = {
  ...CHANGE,
  billing_cycle_anchor: object({ type: needed(choice("now", "unchanged")) }),
  cancellation_details: DETAILS,
  items: list(object({ ...ITEM, deleted: boolean(), id: text() })),
  pause_collection: clearable(
    object({ behavior: needed(choice("keep_as_draft", "mark_uncollectible", "void")), resumes_at: integer() }),
  ),
} satisfies Fields;

function factsOf(world: World, customer: string, params: Partial<Read<typeof CHANGE>>): Partial<Subscription> {
  const { default_payment_method, default_tax_rates } = params;
  if (default_payment_method !== undefined) checkOwner(world, default_payment_method, customer);
  return {
    ...pick(params, "collection_method", "days_until_due", "default_payment_method", "description"),
    ...(default_tax_rates === undefined ? {} : { default_tax_rates: taxRatesOf(world, default_tax_rates) }),
  };
}

function checkOwner(world: World, method: string, customer: string): void {
  if (world.get("payment_method", method, "default_payment_method").customer === customer) return;
  const message = `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`;
  throw invalid(message, { code: "resource_missing", param: "default_payment_method" });
}

function endOf(
  world: World,
  before: Subscription,
  { cancel_at, cancel_at_period_end }: Pick<Read<typeof CHANGE>, "cancel_at" | "cancel_at_period_end">,
): Partial<Subscription> {
  if (cancel_at_period_end === true) return endAtPeriodEnd(world, before);
  if (cancel_at === null || (cancel_at_period_end === false && cancel_at === undefined)) return NO_END;
  if (cancel_at === undefined) return {};
  return endAt(world, before, typeof cancel_at === "number" ? cancel_at : periodOf(before).end);
}

function checkEndable({ status, id }: Subscription): void {
  if (status !== "canceled" && status !== "incomplete_expired") return;
  throw invalid(`A canceled subscription can only update its cancellation_details and metadata. (${id})`);
}

function update(world: World, before: Subscription, params: Read<typeof UPDATE>): Subscription {
  checkEndable(before);
  const { billing_cycle_anchor, cancellation_details, items, pause_collection } = params;
  const end = endOf(world, before, params);
  const details = { ...before.cancellation_details, ...end.cancellation_details, ...cancellation_details };
  const change: Partial<Subscription> = {
    ...factsOf(world, before.customer, params),
    ...end,
    ...(cancellation_details === undefined && end.cancellation_details === undefined
      ? {}
      : { cancellation_details: details as NonNullable<Subscription["cancellation_details"]> }),
    ...(pause_collection === undefined
      ? {}
      : { pause_collection: pause_collection && { resumes_at: null, ...pause_collection } }),
    ...(items === undefined
      ? {}
      : {
          items: changedItems(
            world,
            before,
            items.map((item) => ({
              ...pick(item, "deleted", "id", "quantity"),
              price: priceOf(world, item),
              ...(item.tax_rates === undefined ? {} : { taxRates: taxRatesOf(world, item.tax_rates) }),
              ...(item.metadata === undefined ? {} : { metadata: mergeMetadata(null, item.metadata) }),
            })),
          ),
        }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
  checkProration(before, change, params.proration_behavior);
  return changeSubscription(world, before, change, billing_cycle_anchor?.type === "now");
}

/** The local Stripe calculates no prorations, and refuses a change that would need one. */
function checkProration(before: Subscription, { items }: Partial<Subscription>, behavior: string | undefined): void {
  const isSame = items === undefined || amountOf(items) === amountOf(before.items);
  if (isSame || behavior === "none") return;
  const message = "The local Stripe calculates no prorations. Pass proration_behavior=none with a change of items.";
  throw invalid(message, { param: "proration_behavior" });
}

function amountOf({ data }: Subscription["items"]): string {
  return JSON.stringify(data.map(({ price, quantity }) => [price.id, quantity]));
}

export const subscriptions = [
  operation("POST /v1/subscriptions", "SubscriptionCreateParams", CREATE, (world, { params }) => {
    const customer = world.get("customer", params.customer, "customer");
    const items = params.items.map((item) => itemInput(world, item));
    const { billing_cycle_anchor, billing_cycle_anchor_config: day } = params;
    const now = world.nowOf(customer.id);
    const config = day && anchorConfig(now, day);
    const anchor = config === undefined ? billing_cycle_anchor : nextAnchor(now, config);
    if (config !== undefined && billing_cycle_anchor !== undefined) {
      const message =
        "You may only specify one of these parameters: billing_cycle_anchor, billing_cycle_anchor_config.";
      throw invalid(message, { param: "billing_cycle_anchor_config" });
    }
    if (anchor !== undefined && params.proration_behavior !== "none") {
      const message =
        "The local Stripe calculates no prorations. Pass proration_behavior=none with a billing_cycle_anchor.";
      throw invalid(message, { param: "proration_behavior" });
    }
    const facts = {
      ...factsOf(world, customer.id, params),
      metadata: mergeMetadata(null, params.metadata),
      ...(anchor === undefined ? {} : { anchor }),
      ...(config === undefined ? {} : { billing_cycle_anchor_config: config }),
    };
    const made = createSubscription(world, customer, items, facts, params.payment_behavior ?? "allow_incomplete");
    const end = endOf(world, made, params);
    return Object.keys(end).length === 0 ? made : changeSubscription(world, made, end, false);
  }),
  operation("GET /v1/subscriptions/:id", "SubscriptionRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("subscription", id),
  ),
  operation("POST /v1/subscriptions/:id", "SubscriptionUpdateParams", UPDATE, (world, { path: { id = "" }, params }) =>
    update(world, world.get("subscription", id), params),
  ),
  operation(
    "DELETE /v1/subscriptions/:id",
    "SubscriptionCancelParams",
    { cancellation_details: DETAILS, invoice_now: boolean(), prorate: boolean() },
    (world, { path: { id = "" }, params: { cancellation_details } }) => {
      const before = world.get("subscription", id);
      if (before.ended_at !== null)
        throw invalid(`No such subscription: '${id}'`, { code: "resource_missing", param: "id" });
      const details = { comment: null, feedback: null, feedback_option: null, ...cancellation_details };
      return cancelNow(
        world,
        world.amend(before, { cancellation_details: { ...details, reason: "cancellation_requested" } }),
      );
    },
  ),
  operation("POST /v1/subscriptions/:id/resume", "SubscriptionResumeParams", {}, (world, { path: { id = "" } }) => {
    const { status } = world.get("subscription", id);
    throw invalid(`You can only resume subscriptions that are \`paused\`. This subscription is \`${status}\`.`);
  }),
  operation(
    "GET /v1/subscriptions",
    "SubscriptionListParams",
    {
      ...PAGE,
      created: range(),
      customer: text(),
      price: text(),
      status: choice(
        "active",
        "all",
        "canceled",
        "ended",
        "incomplete",
        "incomplete_expired",
        "past_due",
        "paused",
        "unpaid",
      ),
      test_clock: text(),
    },
    (world, { params: { created, customer, price, status, test_clock, ...page } }) =>
      listOf(
        world,
        "subscription",
        page,
        (subscription) =>
          isIn(subscription.created, created) &&
          isAsked(subscription.customer, customer) &&
          // Stripe leaves out the subscriptions of test clocks, unless it is asked for a clock or a customer.
          (test_clock === undefined
            ? customer !== undefined || subscription.test_clock === null
            : subscription.test_clock === test_clock) &&
          (price === undefined || subscription.items.data.some((item) => item.price.id === price)) &&
          hasStatus(subscription, status),
        "/v1/subscriptions",
      ),
  ),
];

/** Without a status, Stripe leaves out those that were canceled. */
function hasStatus({ status, ended_at }: Subscription, asked: string | undefined): boolean {
  if (asked === undefined) return status !== "canceled";
  return asked === "all" || (asked === "ended" ? ended_at !== null : status === asked);
}

export const subscriptionItems = [
  operation("GET /v1/subscription_items/:id", "SubscriptionItemRetrieveParams", {}, (world, { path: { id = "" } }) => {
    const item = world
      .all("subscription")
      .flatMap(({ items }) => items.data)
      .find((found) => found.id === id);
    if (item === undefined)
      throw invalid(`No such subscription_item: '${id}'`, { code: "resource_missing", param: "id" });
    return item;
  }),
  operation(
    "GET /v1/subscription_items",
    "SubscriptionItemListParams",
    { ...PAGE, subscription: needed(text()) },
    (world, { params: { subscription } }) => world.get("subscription", subscription, "subscription").items,
  ),
];
