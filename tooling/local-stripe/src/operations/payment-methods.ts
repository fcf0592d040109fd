import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { detachMethod } from "../flows/payments/attach.ts";
import { methodNamed, methodOfToken, newMethod } from "../flows/payments/new-method.ts";
import { attachChecked } from "../flows/payments/use-method.ts";
import { BILLING_DETAILS, billingDetailsOf } from "../objects/billing-details.ts";
import { isAsked } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { choice, type Fields, integer, metadata, needed, object, PAGE, type Read, text } from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { PaymentMethod } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

const REDISPLAY = choice("always", "limited", "unspecified");

const CARD = {
  number: text(),
  exp_month: integer(),
  exp_year: integer(),
  cvc: text(),
  token: text(),
} satisfies Fields;

const BANK = {
  account_number: text(),
  account_holder_type: choice("company", "individual"),
  account_type: choice("checking", "savings"),
  routing_number: text(),
} satisfies Fields;

/** What a new payment method is made from: also inside an intent, as `payment_method_data`. */
export const METHOD_DATA = {
  type: needed(choice("card", "us_bank_account", "sepa_debit")),
  billing_details: object(BILLING_DETAILS),
  allow_redisplay: REDISPLAY,
  metadata: metadata(),
  us_bank_account: object(BANK),
  sepa_debit: object({ iban: needed(text()) }),
} satisfies Fields;

const CREATE = { ...METHOD_DATA, card: object(CARD) } satisfies Fields;

export function methodOfData(world: World, params: Read<typeof CREATE>): PaymentMethod {
  const { type, card, us_bank_account: bank, sepa_debit: sepa, billing_details, allow_redisplay } = params;
  const more = { billing_details, metadata: mergeMetadata(null, params.metadata) };
  const method = made();
  return allow_redisplay === undefined ? method : world.amend(method, { allow_redisplay });

  function made(): PaymentMethod {
    if (type === "card" && card?.token !== undefined) return methodOfCardToken(world, card.token);
    if (type === "card") {
      const { number, exp_month, exp_year, cvc } = card ?? {};
      if (number === undefined || exp_month === undefined || exp_year === undefined) {
        throw invalid("Missing required param: card[number].", { code: "parameter_missing", param: "card[number]" });
      }
      return newMethod(world, { type, card: { number, exp_month, exp_year, cvc }, ...more });
    }
    if (type === "us_bank_account") {
      const { account_number, ...account } = bank ?? {};
      if (account_number === undefined) {
        const param = "us_bank_account[account_number]";
        throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
      }
      return newMethod(world, { type, account_number, ...account, ...more });
    }
    if (sepa === undefined) {
      const param = "sepa_debit[iban]";
      throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
    }
    return newMethod(world, { type, iban: sepa.iban, ...more });
  }
}

function methodOfCardToken(world: World, token: string): PaymentMethod {
  const method = methodOfToken(world, token);
  if (method === undefined)
    throw invalid(`No such token: '${token}'`, { code: "resource_missing", param: "card[token]" });
  return method;
}

export const paymentMethods = [
  operation("POST /v1/payment_methods", "PaymentMethodCreateParams", CREATE, (world, { params }) =>
    methodOfData(world, params),
  ),
  operation("GET /v1/payment_methods/:id", "PaymentMethodRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("payment_method", id),
  ),
  operation(
    "POST /v1/payment_methods/:id",
    "PaymentMethodUpdateParams",
    {
      allow_redisplay: REDISPLAY,
      billing_details: object(BILLING_DETAILS),
      card: object({ exp_month: integer(1, 12), exp_year: integer() }),
      metadata: metadata(),
    },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("payment_method", id);
      if (before.customer === null) {
        throw invalid("You must save this PaymentMethod to a customer before you can update it.");
      }
      const change: Partial<PaymentMethod> = {
        ...pick(params, "allow_redisplay"),
        ...(before.card === undefined
          ? {}
          : { card: { ...before.card, ...pick(params.card ?? {}, "exp_month", "exp_year") } }),
        billing_details: billingDetailsOf(params.billing_details, before.billing_details),
        metadata: mergeMetadata(before.metadata, params.metadata),
      };
      return world.update(before, change, "payment_method.updated");
    },
  ),
  operation(
    "POST /v1/payment_methods/:id/attach",
    "PaymentMethodAttachParams",
    { customer: needed(text()) },
    (world, { path: { id = "" }, params: { customer } }) => {
      world.get("customer", customer, "customer");
      return attachChecked(world, methodNamed(world, id, "id"), customer);
    },
  ),
  operation("POST /v1/payment_methods/:id/detach", "PaymentMethodDetachParams", {}, (world, { path: { id = "" } }) =>
    detachMethod(world, world.get("payment_method", id)),
  ),
  operation(
    "GET /v1/payment_methods",
    "PaymentMethodListParams",
    { ...PAGE, customer: text(), type: text(), allow_redisplay: REDISPLAY },
    (world, { params: { customer, type, allow_redisplay, ...page } }) =>
      listOf(
        world,
        "payment_method",
        page,
        (method) =>
          method.customer !== null &&
          isAsked<string | null>(method.customer, customer) &&
          isAsked(method.type, type) &&
          isAsked(method.allow_redisplay, allow_redisplay),
        "/v1/payment_methods",
      ),
  ),
];
