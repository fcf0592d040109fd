import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { newPrice, newProduct, recurringOf } from "../objects/price.ts";
import { checkCurrency } from "../protocol/amounts.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  decimal,
  type Fields,
  integer,
  list,
  metadata,
  needed,
  object,
  PAGE,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { World } from "../world/world.ts";

export const RECURRING = {
  interval: needed(choice("day", "month", "week", "year")),
  interval_count: integer(1, 1095),
} satisfies Fields;

export const TAX_BEHAVIOR = choice("exclusive", "inclusive", "unspecified");

/** The whole number of cents of a price. */
export function unitAmountOf(amount: number | undefined, decimalAmount: string | undefined): number {
  if (amount !== undefined) return amount;
  const whole = decimalAmount === undefined ? undefined : Number(decimalAmount);
  if (whole === undefined) {
    throw invalid("Missing required param: unit_amount.", { code: "parameter_missing", param: "unit_amount" });
  }
  if (!Number.isInteger(whole))
    throw invalid("The local Stripe has no fractions of cents.", { param: "unit_amount_decimal" });
  return whole;
}

function checkLookupKey(world: World, key: string | undefined, isTransfer: boolean | undefined): void {
  const holder =
    key === undefined ? undefined : world.all("price").find((price) => price.lookup_key === key && price.active);
  if (holder === undefined) return;
  if (isTransfer !== true) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`;
    throw invalid(message, { param: "lookup_key" });
  }
  world.update(holder, { lookup_key: null }, "price.updated");
}

export const prices = [
  operation(
    "POST /v1/prices",
    "PriceCreateParams",
    {
      active: boolean(),
      billing_scheme: choice("per_unit"),
      currency: needed(text(3)),
      lookup_key: text(200),
      metadata: metadata(),
      nickname: text(),
      product: text(),
      product_data: object({ id: text(), name: needed(text()), metadata: metadata(), active: boolean() }),
      recurring: object(RECURRING),
      tax_behavior: TAX_BEHAVIOR,
      transfer_lookup_key: boolean(),
      unit_amount: integer(0),
      unit_amount_decimal: decimal(),
    },
    (world, { params }) => {
      const { product, product_data } = params;
      const unit_amount = unitAmountOf(params.unit_amount, params.unit_amount_decimal);
      checkLookupKey(world, params.lookup_key, params.transfer_lookup_key);
      const owner =
        product_data === undefined
          ? world.get("product", product ?? "", "product")
          : world.create(
              newProduct(world.now(), { ...product_data, metadata: mergeMetadata(null, product_data.metadata) }),
              "product.created",
            );
      const price = newPrice(world.now(), {
        ...pick(params, "active", "lookup_key", "nickname", "tax_behavior"),
        currency: checkCurrency(params.currency),
        metadata: mergeMetadata(null, params.metadata),
        product: owner.id,
        recurring: recurringOf(params.recurring),
        unit_amount,
      });
      return world.create(price, "price.created");
    },
  ),
  operation("GET /v1/prices/:id", "PriceRetrieveParams", {}, (world, { path: { id = "" } }) => world.get("price", id)),
  operation(
    "POST /v1/prices/:id",
    "PriceUpdateParams",
    {
      active: boolean(),
      lookup_key: text(200),
      metadata: metadata(),
      nickname: text(),
      tax_behavior: TAX_BEHAVIOR,
      transfer_lookup_key: boolean(),
    },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("price", id);
      const { lookup_key } = params;
      if (lookup_key !== before.lookup_key) checkLookupKey(world, lookup_key, params.transfer_lookup_key);
      const change = {
        ...pick(params, "active", "lookup_key", "nickname", "tax_behavior"),
        metadata: mergeMetadata(before.metadata, params.metadata),
      };
      return world.update(before, change, "price.updated");
    },
  ),
  operation(
    "GET /v1/prices",
    "PriceListParams",
    {
      ...PAGE,
      active: boolean(),
      created: range(),
      currency: text(3),
      lookup_keys: list(text()),
      product: text(),
      recurring: object({ interval: choice("day", "month", "week", "year") }),
      type: choice("one_time", "recurring"),
    },
    (world, { params: { active, created, currency, lookup_keys, product, recurring, type, ...page } }) =>
      listOf(
        world,
        "price",
        page,
        (price) =>
          isAsked(price.active, active) &&
          isIn(price.created, created) &&
          isAsked(price.currency, currency) &&
          isAsked(price.product, product) &&
          isAsked<string>(price.type, type) &&
          isAsked<string | undefined>(price.recurring?.interval, recurring?.interval) &&
          (lookup_keys === undefined || (price.lookup_key !== null && lookup_keys.includes(price.lookup_key))),
        "/v1/prices",
      ),
  ),
];
