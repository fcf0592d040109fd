import { type Micros, type Nanos, parseRate, usd } from "../money/index.ts";
import type { Price, UnitCost } from "../usage/prices/index.ts";
import {
  type Admission,
  type AtZero,
  type Catalog,
  CONTRACT_RATE,
  type EntitlementValue,
  type Limits,
  type Plan,
  type Policy,
  type PriceShape,
  type Resource,
  type ResourceCost,
} from "./catalog.ts";
import type { PaymentMethodKind, Unit } from "./vocabulary.ts";

/** A catalog with amounts as `bigint` and ids in maps, for fast look-ups. */
export interface PricedCatalog {
  readonly plans: ReadonlyMap<string, PricedPlan>;
  readonly resources: ReadonlyMap<string, PricedResource>;
  readonly policies: ReadonlyMap<string, PricedPolicy>;
  readonly limits: PricedLimits;
}

/** A plan with its amounts in micro-USD. */
export interface PricedPlan {
  readonly price:
    | { readonly kind: "free" | "contract" }
    | { readonly kind: "subscription"; readonly monthly: Micros; readonly yearly: Micros | undefined };
  readonly signup: { readonly amount: Micros; readonly days: number } | undefined;
  readonly monthly: { readonly amount: Micros; readonly days: number; readonly atOnce: boolean } | undefined;
  readonly entitlements: ReadonlyMap<string, EntitlementValue>;
}

/** A resource with what it costs; `undefined` if its price is only in contracts. */
export interface PricedResource {
  readonly unit: Unit;
  readonly cost: UnitCost | undefined;
  readonly kinds: ReadonlySet<string>;
  readonly includedBy: string | undefined;
}

/** A policy with its amounts in micro-USD. */
export interface PricedPolicy extends Omit<Policy, "admission" | "atZero"> {
  /** The required credit: `marginMilli` thousandths of the price named by `of`, at least `minimum`; 0 for `nothing`. */
  readonly admission: { readonly of: Admission["of"]; readonly marginMilli: bigint; readonly minimum: Micros };
  readonly atZero: Exclude<AtZero, { kind: "overdraft" }> | { readonly kind: "overdraft"; readonly limit: Micros };
}

/** How credit is bought, in micro-USD. */
export interface PricedPurchases {
  readonly minimum: Micros;
  readonly maximum: Micros;
  readonly presets: readonly Micros[];
  /** Credit on top of a purchase of a preset, and its life in days. */
  readonly bonuses: readonly { readonly preset: Micros; readonly amount: Micros; readonly days: number }[];
  readonly methods: readonly PaymentMethodKind[];
}

/** The platform's limits, in milliseconds and micro-USD. */
export interface PricedLimits {
  readonly expiringMs: number;
  readonly silenceMs: number;
  readonly purchases: PricedPurchases;
  readonly autoTopup: Readonly<Record<keyof Limits["autoTopup"], Micros>>;
  readonly staffAct: Micros;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What one operator may do alone, in a catalog that does not say it. */
const STAFF_ACT_LIMIT = "100.00";

/** A catalog is frozen, so its computed values can be cached as long as it exists. */
const compiled = new WeakMap<Catalog, PricedCatalog>();

/**
 * Computes every amount and rate of a catalog, and caches the result for each catalog.
 * @param catalog made by `defineCatalog` or `parseCatalog`
 * @throws RangeError if the catalog was made in another way and has an invalid amount
 * @source docs/rules.md#rates
 */
export function compileCatalog(catalog: Catalog): PricedCatalog {
  const known = compiled.get(catalog);
  if (known !== undefined) return known;
  const priced: PricedCatalog = {
    plans: mapOf(catalog.plans, pricedPlan),
    resources: mapOf(catalog.resources, pricedResource),
    policies: mapOf(catalog.policies, pricedPolicy),
    limits: pricedLimits(catalog.limits),
  };
  compiled.set(catalog, priced);
  return priced;
}

function mapOf<T, P>(entries: Readonly<Record<string, T>>, price: (entry: T) => P): ReadonlyMap<string, P> {
  return new Map(Object.entries(entries).map(([id, entry]) => [id, price(entry)]));
}

function pricedPlan({ price, grants: { signup, monthly }, entitlements }: Plan): PricedPlan {
  return {
    price:
      price.kind === "subscription"
        ? {
            kind: price.kind,
            monthly: usd(price.monthly),
            yearly: price.yearly === undefined ? undefined : usd(price.yearly),
          }
        : price,
    signup: signup && { ...signup, amount: usd(signup.amount) },
    monthly: monthly && { ...monthly, amount: usd(monthly.amount) },
    entitlements: new Map(Object.entries(entitlements)),
  };
}

function pricedResource(resource: Resource): PricedResource {
  const { unit, kinds, includedBy } = resource;
  return { unit, cost: costOf(resource), kinds: new Set(kinds), includedBy };
}

function costOf({ rate, price }: ResourceCost): UnitCost | undefined {
  if (price !== undefined) return compilePrice(price);
  return rate === CONTRACT_RATE ? undefined : nanos(rate);
}

/**
 * Computes the amounts of a price shape.
 * @throws RangeError if the shape was not checked and has an invalid amount
 * @source docs/rules.md#price-shapes
 */
export function compilePrice(shape: PriceShape): Price {
  const minimum = shape.minimum === undefined ? 0n : usd(shape.minimum);
  if (shape.kind === "package") return { kind: shape.kind, size: BigInt(shape.size), price: usd(shape.price), minimum };
  const tiers = shape.tiers.map(({ upTo, rate }) => ({
    upTo: upTo === undefined ? null : BigInt(upTo),
    rate: nanos(rate),
  }));
  return { kind: shape.kind, tiers, minimum };
}

function nanos(text: string): Nanos {
  const rate = parseRate(text);
  if (typeof rate === "string") throw new RangeError(`"${text}" is not a rate: ${rate}`);
  return rate;
}

function pricedPolicy({ admission, atZero, ...rest }: Policy): PricedPolicy {
  return {
    ...rest,
    admission: {
      of: admission.of,
      marginMilli: admission.of === "nothing" ? 0n : BigInt(admission.marginMilli),
      minimum: admission.minimum === undefined ? 0n : usd(admission.minimum),
    },
    atZero: atZero.kind === "overdraft" ? { kind: atZero.kind, limit: usd(atZero.limit) } : atZero,
  };
}

function pricedLimits({ expiringDays, silenceMinutes, purchases, autoTopup, staffActLimit }: Limits): PricedLimits {
  return {
    staffAct: usd(staffActLimit ?? STAFF_ACT_LIMIT),
    expiringMs: expiringDays * DAY_MS,
    silenceMs: silenceMinutes * MINUTE_MS,
    purchases: {
      minimum: usd(purchases.minimum),
      maximum: usd(purchases.maximum),
      presets: purchases.presets.map(usd),
      bonuses: (purchases.bonuses ?? []).map(({ preset, amount, days }) => ({
        preset: usd(preset),
        amount: usd(amount),
        days,
      })),
      methods: purchases.methods ?? ["card"],
    },
    autoTopup: {
      threshold: usd(autoTopup.threshold),
      amount: usd(autoTopup.amount),
      perDay: usd(autoTopup.perDay),
      perMonth: usd(autoTopup.perMonth),
    },
  };
}
