import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { expireSession, openSession, type SessionFacts } from "../flows/checkout/open.ts";
import { exempted } from "../flows/invoices/make.ts";
import { newLineItem } from "../objects/checkout-session.ts";
import { newPrice, newProduct, recurringOf } from "../objects/price.ts";
import { exclusiveTax, lineItemTaxes, taxesOf } from "../objects/tax.ts";
import { checkCurrency } from "../protocol/amounts.ts";
import { isAsked, isIn, pageOf } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { choice, metadata, PAGE, type Read, range, text } from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { LineItem, Price } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { CREATE, type LINE } from "./checkout-params.ts";
import { taxRatesOf } from "./subscription-items-input.ts";

type CreateParams = Read<typeof CREATE>;

function lineItem(world: World, params: CreateParams, line: Read<typeof LINE>, n: number): LineItem {
  const price = priceOf(world, line, n);
  const quantity = line.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  const defaults = params.mode === "subscription" ? params.subscription_data?.default_tax_rates : undefined;
  const given = taxRatesOf(world, line.tax_rates ?? defaults);
  const rates = params.customer === undefined ? given : exempted(world, params.customer, given);
  const taxes = taxesOf(amount, rates);
  return newLineItem({
    amount_subtotal: amount,
    amount_tax: taxes.reduce((sum, tax) => sum + tax.amount, 0),
    amount_total: amount + exclusiveTax(taxes),
    currency: price.currency,
    description: world.find("product", price.product)?.name ?? null,
    metadata: mergeMetadata(null, line.metadata),
    price,
    quantity,
    taxes: lineItemTaxes(amount, rates),
  });
}

function priceOf(world: World, { price, price_data }: Read<typeof LINE>, n: number): Price {
  if (price !== undefined) return world.get("price", price, `line_items[${n}][price]`);
  if (price_data === undefined) {
    const param = `line_items[${n}][price]`;
    throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  }
  const { currency, product, product_data, recurring, tax_behavior, unit_amount } = price_data;
  const owner =
    product_data === undefined
      ? world.get("product", product ?? "", `line_items[${n}][price_data][product]`)
      : world.put(
          newProduct(world.now(), {
            ...product_data,
            active: false,
            metadata: mergeMetadata(null, product_data.metadata),
          }),
        );
  const made = newPrice(world.now(), {
    active: false,
    currency: checkCurrency(currency),
    product: owner.id,
    recurring: recurringOf(recurring),
    tax_behavior: tax_behavior ?? "unspecified",
    unit_amount,
  });
  return world.put(made);
}

function checkMode(params: CreateParams, mode: "payment" | "setup" | "subscription", lines: readonly LineItem[]): void {
  if (params.success_url === undefined) {
    throw invalid("Missing required param: success_url.", { code: "parameter_missing", param: "success_url" });
  }
  if (params.automatic_tax?.enabled)
    throw invalid("The local Stripe calculates no tax by itself.", { param: "automatic_tax" });
  if (mode === "setup") {
    if (lines.length > 0) throw invalid("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
    if (params.currency !== undefined) return;
    throw invalid("Missing required param: currency.", { code: "parameter_missing", param: "currency" });
  }
  if (lines.length === 0)
    throw invalid("Missing required param: line_items.", { code: "parameter_missing", param: "line_items" });
  const isRecurring = lines.some(({ price }) => price?.type === "recurring");
  if (mode === "payment" && isRecurring) {
    const message =
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.";
    throw invalid(message, { param: "mode" });
  }
  if (mode === "subscription" && lines.some(({ price }) => price?.type !== "recurring")) {
    throw invalid("In `subscription` mode, the local Stripe takes recurring prices only.", { param: "line_items" });
  }
}

function factsOf(world: World, params: CreateParams, lines: readonly LineItem[]): SessionFacts {
  const { allowed_payment_method_types, customer, invoice_creation, mode = "payment", tax_id_collection } = params;
  const known = customer === undefined ? undefined : world.get("customer", customer, "customer");
  return {
    ...pick(params, "billing_address_collection", "cancel_url", "client_reference_id", "customer", "customer_creation"),
    ...pick(params, "customer_email", "expires_at", "locale", "submit_type", "success_url"),
    ...pick(params, "allowed_payment_method_types"),
    currency: lines[0]?.currency ?? params.currency?.toLowerCase() ?? null,
    customer_creation:
      known !== undefined || mode === "subscription"
        ? null
        : (params.customer_creation ?? (mode === "setup" ? "always" : "if_required")),
    customer_details:
      known === undefined && params.customer_email === undefined
        ? null
        : {
            address: null,
            business_name: null,
            email: known?.email ?? params.customer_email ?? null,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: known?.tax_exempt ?? "none",
            tax_ids: null,
          },
    ...(mode === "payment"
      ? {
          invoice_creation: {
            enabled: invoice_creation?.enabled ?? false,
            invoice_data: {
              account_tax_ids: null,
              custom_fields: null,
              description: invoice_creation?.invoice_data?.description ?? null,
              footer: invoice_creation?.invoice_data?.footer ?? null,
              issuer: null,
              metadata: mergeMetadata(null, invoice_creation?.invoice_data?.metadata),
              rendering_options: null,
            },
          },
        }
      : {}),
    ...(params.saved_payment_method_options === undefined
      ? {}
      : {
          saved_payment_method_options: {
            allow_redisplay_filters: ["always"],
            payment_method_remove: "disabled",
            payment_method_save: params.saved_payment_method_options.payment_method_save ?? "disabled",
          },
        }),
    metadata: mergeMetadata(null, params.metadata),
    mode,
    payment_method_types: [...(allowed_payment_method_types ?? ["card"])],
    ...(tax_id_collection === undefined
      ? {}
      : { tax_id_collection: { enabled: tax_id_collection.enabled, required: tax_id_collection.required ?? "never" } }),
  };
}

function create(world: World, params: CreateParams) {
  const mode = params.mode ?? "payment";
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid("You may only specify one of these parameters: customer, customer_email.", {
      param: "customer_email",
    });
  }
  const lines = (params.line_items ?? []).map((line, n) => lineItem(world, params, line, n));
  checkMode(params, mode, lines);
  const facts = factsOf(world, params, lines);
  const { payment_intent_data, setup_intent_data, subscription_data } = params;
  const data = mode === "setup" ? setup_intent_data : payment_intent_data;
  return openSession(world, facts, lines, {
    customer: null,
    customerUpdate: {
      address: params.customer_update?.address === "auto",
      name: params.customer_update?.name === "auto",
    },
    intent: mode === "subscription" ? {} : { ...data, metadata: mergeMetadata(null, data?.metadata) },
    paymentIntent: null,
    subscription: {
      ...pick(subscription_data ?? {}, "description"),
      default_tax_rates: taxRatesOf(world, subscription_data?.default_tax_rates),
      metadata: mergeMetadata(null, subscription_data?.metadata),
    },
  });
}

export const checkoutSessions = [
  operation("POST /v1/checkout/sessions", "Checkout.SessionCreateParams", CREATE, (world, { params }) =>
    create(world, params),
  ),
  operation("GET /v1/checkout/sessions/:id", "Checkout.SessionRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("checkout.session", id),
  ),
  operation(
    "POST /v1/checkout/sessions/:id",
    "Checkout.SessionUpdateParams",
    { metadata: metadata() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("checkout.session", id);
      return world.amend(before, { metadata: mergeMetadata(before.metadata, params.metadata) });
    },
  ),
  operation(
    "POST /v1/checkout/sessions/:id/expire",
    "Checkout.SessionExpireParams",
    {},
    (world, { path: { id = "" } }) => expireSession(world, world.get("checkout.session", id)),
  ),
  operation(
    "GET /v1/checkout/sessions/:id/line_items",
    "Checkout.SessionListLineItemsParams",
    PAGE,
    (world, { path: { id = "" }, params }) => {
      const { lines } = world.get("local.checkout_order", world.get("checkout.session", id).id);
      return pageOf(lines, params, `/v1/checkout/sessions/${id}/line_items`);
    },
  ),
  operation(
    "GET /v1/checkout/sessions",
    "Checkout.SessionListParams",
    {
      ...PAGE,
      created: range(),
      customer: text(),
      payment_intent: text(),
      status: choice("complete", "expired", "open"),
      subscription: text(),
    },
    (world, { params: { created, customer, payment_intent, status, subscription, ...page } }) =>
      listOf(
        world,
        "checkout.session",
        page,
        (session) =>
          isIn(session.created, created) &&
          isAsked<string | null>(session.customer, customer) &&
          isAsked<string | null>(session.payment_intent, payment_intent) &&
          isAsked<string | null>(session.status, status) &&
          isAsked<string | null>(session.subscription, subscription),
        "/v1/checkout/sessions",
      ),
  ),
];
