import { newPrice, recurringOf } from "../objects/price.ts";
import type { ItemInput } from "../objects/subscription.ts";
import { checkCurrency } from "../protocol/amounts.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  clearable,
  type Fields,
  integer,
  list,
  metadata,
  needed,
  object,
  type Read,
  text,
} from "../protocol/params.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { Price, TaxRate } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { RECURRING, TAX_BEHAVIOR, unitAmountOf } from "./prices.ts";

const PRICE_DATA = {
  currency: needed(text(3)),
  product: needed(text()),
  recurring: needed(object(RECURRING)),
  tax_behavior: TAX_BEHAVIOR,
  unit_amount: integer(0),
} satisfies Fields;

export const ITEM = {
  metadata: metadata(),
  price: text(),
  price_data: object(PRICE_DATA),
  quantity: integer(0),
  tax_rates: clearable(list(text())),
} satisfies Fields;

export function taxRatesOf(world: World, ids: readonly string[] | null | undefined): readonly TaxRate[] {
  return (ids ?? []).map((id) => world.get("tax_rate", id, "tax_rates"));
}

/** The price of an item: one that is there, or one made from its data. */
export function priceOf(world: World, { price, price_data }: Read<typeof ITEM>): Price | undefined {
  if (price !== undefined) return world.get("price", price, "items[0][price]");
  if (price_data === undefined) return undefined;
  const { currency, product, recurring, tax_behavior, unit_amount } = price_data;
  const made = newPrice(world.now(), {
    active: false,
    currency: checkCurrency(currency),
    product: world.get("product", product, "items[0][price_data][product]").id,
    recurring: recurringOf(recurring),
    tax_behavior: tax_behavior ?? "unspecified",
    unit_amount: unitAmountOf(unit_amount, undefined),
  });
  return world.put(made);
}

export function itemInput(world: World, item: Read<typeof ITEM>): ItemInput {
  const price = priceOf(world, item);
  if (price === undefined) {
    throw invalid("Missing required param: items[0][price].", { code: "parameter_missing", param: "items[0][price]" });
  }
  return {
    price,
    quantity: item.quantity ?? 1,
    taxRates: taxRatesOf(world, item.tax_rates),
    metadata: mergeMetadata(null, item.metadata),
  };
}
