import type { Catalog, CONTRACT_RATE, Limits, Plan, PlanPrice, PriceShape, Resource } from "./catalog.ts";
import type { CatalogError } from "./catalog-error.ts";
import type { CheckedShape } from "./checked-price.ts";
import type { DecimalText } from "./decimal-text.ts";
import type { EntitlementKey, EntitlementKeyOf, PlanId, ValueOf } from "./ids.ts";

/**
 * The compiler's checks of a catalog beyond its shape: its parts agree with each other, its prices are valid,
 * and it has no misspelled keys.
 */
export type CheckedCatalog<C extends Catalog> = NoOtherKeys<C, Catalog> & {
  readonly defaultPlan: OneOf<C["defaultPlan"], PlanId<C>, "a plan of this catalog">;
  readonly planOrder: EachOneOf<C["planOrder"], PlanId<C>, "a plan of this catalog"> &
    NoneLeft<Exclude<PlanId<C>, C["planOrder"][number]>>;
  readonly plans: { readonly [P in keyof C["plans"]]: CheckedPlan<C, C["plans"][P]> };
  readonly resources: { readonly [R in keyof C["resources"]]: CheckedResource<C, C["resources"][R]> };
  readonly limits: CheckedLimits<C["limits"]>;
};

/** `unknown` (no error) if the value is one of the allowed ones, else the error. */
type OneOf<Given, Allowed, What extends string> = Given extends Allowed
  ? unknown
  : CatalogError<`${Given & (string | number | boolean)} is not ${What}`>;

type EachOneOf<List extends readonly unknown[], Allowed, What extends string> = {
  readonly [I in keyof List]: OneOf<List[I], Allowed, What>;
};

type NoneLeft<Missing extends string> = [Missing] extends [never] ? unknown : CatalogError<`${Missing} is missing`>;

/** Cards are charged in whole cents. */
type CentsDecimals = 2;
type AmountDecimals = 6;
type RateDecimals = 9;

interface CheckedPlan<C extends Catalog, P extends Plan> {
  readonly price: CheckedPrice<P["price"]>;
  readonly grants: { readonly [G in keyof P["grants"]]: CheckedGrant<P["grants"][G]> };
  readonly entitlements: {
    readonly [E in EntitlementKey<C>]: E extends keyof P["entitlements"]
      ? OneOf<P["entitlements"][E], ValueOf<C["entitlements"][E]>, `what ${E} can be`>
      : ValueOf<C["entitlements"][E]>;
  } & {
    readonly [E in Exclude<keyof P["entitlements"], EntitlementKey<C>>]: CatalogError<NotAnEntitlement<E & string>>;
  };
}

type NotAnEntitlement<E extends string> = `${E} is not an entitlement of this catalog`;

type CheckedPrice<P extends PlanPrice> = P extends { kind: "subscription" }
  ? { readonly [K in Exclude<keyof P, "kind">]: P[K] extends string ? DecimalText<P[K], CentsDecimals> : unknown }
  : unknown;

type CheckedGrant<G> = G extends { amount: infer A extends string }
  ? { readonly amount: DecimalText<A, AmountDecimals> }
  : unknown;

interface CheckedResource<C extends Catalog, R extends Resource> {
  readonly rate?: R["rate"] extends string ? CheckedRate<R["rate"]> : unknown;
  readonly price?: R["price"] extends PriceShape ? CheckedShape<R["price"]> : unknown;
  readonly includedBy?: OneOf<R["includedBy"], EntitlementKeyOf<C, "limit"> | undefined, "a limit of this catalog">;
}

type CheckedRate<Rate extends string> = Rate extends typeof CONTRACT_RATE ? unknown : DecimalText<Rate, RateDecimals>;

interface CheckedLimits<L extends Limits> {
  readonly purchases: {
    readonly minimum: DecimalText<L["purchases"]["minimum"], CentsDecimals>;
    readonly maximum: DecimalText<L["purchases"]["maximum"], CentsDecimals>;
  };
  readonly autoTopup: { readonly [K in keyof L["autoTopup"]]: DecimalText<L["autoTopup"][K] & string, CentsDecimals> };
  readonly staffActLimit?: L["staffActLimit"] extends string ? DecimalText<L["staffActLimit"], CentsDecimals> : unknown;
}

/** An error for each key that the shape does not have, at every depth. A union has the keys of all its members. */
type NoOtherKeys<T, Shape> = T extends readonly unknown[]
  ? unknown
  : T extends object
    ? {
        readonly [K in keyof T]: K extends KeyOfEach<Shape>
          ? NoOtherKeys<T[K], PropertyOfEach<Shape, K>>
          : CatalogError<`${K & string} is not a key that a catalog has here`>;
      }
    : unknown;

type KeyOfEach<Shape> = Shape extends object ? keyof Shape : never;
type PropertyOfEach<Shape, K> = Shape extends object ? (K extends keyof Shape ? Shape[K] : never) : never;
