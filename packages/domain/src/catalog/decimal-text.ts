import type { CatalogError } from "./catalog-error.ts";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** How many digits a text has; `never` where it has none, or anything else. */
type CountDigits<Text extends string, Seen extends unknown[] = []> = Text extends `${infer First}${infer Rest}`
  ? First extends Digit
    ? CountDigits<Rest, [...Seen, First]>
    : never
  : Seen extends []
    ? never
    : Seen["length"];

/** How many digits stand after the point; `never` where the text is not decimal. */
type CountDecimals<Text extends string> = Text extends `${infer Whole}.${infer Decimals}`
  ? IfDigits<Whole, CountDigits<Decimals>>
  : IfDigits<Text, 0>;

type IfDigits<Text extends string, Then> = [CountDigits<Text>] extends [never] ? never : Then;

/** `0 | 1 | ... | Max`, for comparing a count with a limit. */
type UpTo<Max extends number, Seen extends unknown[] = []> = Seen["length"] extends Max
  ? Max
  : Seen["length"] | UpTo<Max, [...Seen, unknown]>;

/**
 * What the compiler says about decimal text: `unknown` (no objection), or what is wrong with it.
 * Text that is not a literal is left to the check at run time.
 */
export type DecimalText<Text extends string, MaxDecimals extends number> = string extends Text
  ? unknown
  : Text extends `-${string}`
    ? CatalogError<`${Text} is negative`>
    : [CountDecimals<Text>] extends [never]
      ? CatalogError<`"${Text}" is not decimal text such as "3.99"`>
      : CountDecimals<Text> extends UpTo<MaxDecimals>
        ? unknown
        : CatalogError<`${Text} has more than ${MaxDecimals} decimals`>;
