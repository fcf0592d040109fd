import type Stripe from "stripe";

type Scalar = string | number | boolean | null | undefined;

/**
 * An object of the SDK's types as it is stored: an expandable field holds the id, a decimal is a text, and nothing is
 * changed in place.
 */
export type Stored<T> = { readonly [K in keyof T]: StoredField<T[K]> };

/** `string | Customer | null` becomes `string | null`; every other field is followed. */
type StoredField<V> = [Extract<V, string>] extends [never]
  ? StoredValue<V>
  : [Extract<V, { id: string }>] extends [never]
    ? StoredValue<V>
    : Extract<V, string | null | undefined>;

type StoredValue<V> = V extends Scalar
  ? V
  : V extends Stripe.Decimal
    ? string
    : V extends readonly (infer Item)[]
      ? readonly StoredField<Item>[]
      : V extends object
        ? Stored<V>
        : V;
