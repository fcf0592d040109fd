import { boolean, choice, type Fields, integer, list, metadata, needed, object, text } from "../protocol/params.ts";
import { METHOD_TYPES } from "./payment-intents.ts";
import { RECURRING, TAX_BEHAVIOR } from "./prices.ts";

/** A line of a session. */
export const LINE = {
  metadata: metadata(),
  price: text(),
  price_data: object({
    currency: needed(text(3)),
    product: text(),
    product_data: object({ description: text(), metadata: metadata(), name: needed(text()) }),
    recurring: object(RECURRING),
    tax_behavior: TAX_BEHAVIOR,
    unit_amount: needed(integer(0)),
  }),
  quantity: integer(1),
  tax_rates: list(text()),
} satisfies Fields;

const UPDATABLE = choice("auto", "never");

/** The parameters of a new Checkout session. */
export const CREATE = {
  allowed_payment_method_types: list(METHOD_TYPES),
  automatic_tax: object({ enabled: needed(boolean()) }),
  billing_address_collection: choice("auto", "required"),
  cancel_url: text(),
  client_reference_id: text(200),
  currency: text(3),
  customer: text(),
  customer_creation: choice("always", "if_required"),
  customer_email: text(800),
  customer_update: object({ address: UPDATABLE, name: UPDATABLE }),
  expires_at: integer(),
  invoice_creation: object({
    enabled: needed(boolean()),
    invoice_data: object({ description: text(), footer: text(), metadata: metadata() }),
  }),
  line_items: list(object(LINE)),
  locale: choice("auto", "en", "en-GB"),
  metadata: metadata(),
  mode: choice("payment", "setup", "subscription"),
  payment_intent_data: object({
    description: text(1000),
    metadata: metadata(),
    receipt_email: text(),
    setup_future_usage: choice("off_session", "on_session"),
    statement_descriptor: text(22),
    statement_descriptor_suffix: text(22),
  }),
  saved_payment_method_options: object({
    payment_method_save: choice("disabled", "enabled"),
  }),
  setup_intent_data: object({ description: text(1000), metadata: metadata() }),
  submit_type: choice("auto", "book", "donate", "pay", "subscribe"),
  subscription_data: object({
    billing_mode: object({ type: needed(choice("flexible")) }),
    default_tax_rates: list(text()),
    description: text(500),
    metadata: metadata(),
  }),
  success_url: text(),
  tax_id_collection: object({ enabled: needed(boolean()), required: choice("if_supported", "never") }),
  ui_mode: choice("hosted_page"),
} satisfies Fields;
