import type { PriceShape, ShapeTier } from "./catalog.ts";
import type { CatalogError } from "./catalog-error.ts";
import type { DecimalText } from "./decimal-text.ts";

type RateDecimals = 9;
type AmountDecimals = 6;

/** The compiler's checks of a price shape: its amounts are valid, and its tiers ascend and end as they should. */
export type CheckedShape<S extends PriceShape> = {
  readonly minimum?: S["minimum"] extends string ? DecimalText<S["minimum"], AmountDecimals> : unknown;
} & (S extends { readonly tiers: infer Tiers extends readonly ShapeTier[] }
  ? { readonly tiers: CheckedTiers<Tiers> }
  : S extends { readonly size: infer Size extends number; readonly price: infer Price extends string }
    ? { readonly size: WholeAbove<Size, 0>; readonly price: DecimalText<Price, AmountDecimals> }
    : unknown);

/** Tiers whose number is not known are checked at run time only. */
type CheckedTiers<Tiers extends readonly ShapeTier[]> = number extends Tiers["length"]
  ? unknown
  : Tiers extends readonly []
    ? CatalogError<"a price has at least one tier">
    : {
        readonly [I in keyof Tiers]: CheckedTier<
          Tiers[I],
          Before<Tiers>[I & keyof Before<Tiers>],
          Next<Tiers>[I & keyof Next<Tiers>]
        >;
      };

/** For each tier the one before it. */
type Before<Tiers extends readonly unknown[]> = [{ readonly upTo: 0 }, ...Tiers];

/** For each tier the one after it. */
type Next<Tiers extends readonly unknown[]> = Tiers extends readonly [unknown, ...infer Rest] ? [...Rest, "none"] : [];

type CheckedTier<Tier, TierBefore, TierAfter> = Tier extends { readonly rate: infer Rate extends string }
  ? { readonly rate: DecimalText<Rate, RateDecimals> } & (TierAfter extends "none"
      ? { readonly upTo?: Tier extends { readonly upTo: number } ? CatalogError<"the last tier has no end"> : unknown }
      : Tier extends { readonly upTo: infer End extends number }
        ? { readonly upTo: WholeAbove<End, TierBefore extends { readonly upTo: infer From extends number } ? From : 0> }
        : { readonly upTo: CatalogError<"only the last tier has no end"> })
  : unknown;

/** Checks a whole number that is above another one. A number that is not a literal is checked at run time only. */
type WholeAbove<N extends number, Least extends number> = number extends N | Least
  ? unknown
  : `${N}` extends `-${string}`
    ? CatalogError<`${N} is negative`>
    : `${N}` extends `${bigint}`
      ? IsLonger<`${N}`, `${Least}`> extends "more"
        ? unknown
        : CatalogError<`${N} is not above ${Least}`>
      : CatalogError<`${N} is not a whole number`>;

/** Compares two whole numbers, zero or more, by their digits. */
type IsLonger<A extends string, B extends string, Verdict = "same"> = A extends `${infer X}${infer RestA}`
  ? B extends `${infer Y}${infer RestB}`
    ? IsLonger<RestA, RestB, Verdict extends "same" ? DigitAbove<X, Y> : Verdict>
    : "more"
  : B extends ""
    ? Verdict
    : "less";

type DigitAbove<X extends string, Y extends string> = X extends Y
  ? "same"
  : "0123456789" extends `${string}${Y}${string}${X}${string}`
    ? "more"
    : "less";
