import { newId } from "../protocol/ids.ts";
import type { Price, Product } from "../wire/objects.ts";

export function newProduct(created: number, given: Pick<Product, "name"> & Partial<Product>): Product {
  return {
    id: newId("prod", 14),
    object: "product",
    active: true,
    created,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: created,
    url: null,
    ...given,
  };
}

export interface RecurringInput {
  readonly interval: "day" | "month" | "week" | "year";
  readonly interval_count?: number | undefined;
}

export function recurringOf(given: RecurringInput | null | undefined): Price["recurring"] {
  if (!given) return null;
  const { interval, interval_count = 1 } = given;
  return { interval, interval_count, meter: null, trial_period_days: null, usage_type: "licensed" };
}

export function newPrice(
  created: number,
  given: Pick<Price, "currency" | "product" | "recurring"> & Partial<Price> & { readonly unit_amount: number },
): Price {
  return {
    id: newId("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: given.recurring === null ? "one_time" : "recurring",
    unit_amount_decimal: String(given.unit_amount),
    ...given,
  };
}
