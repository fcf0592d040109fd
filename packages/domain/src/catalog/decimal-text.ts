import type { CatalogError } from "./catalog-error.ts";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** The number of digits of a text; `never` if it is empty or has another character. */
type CountDigits<Text extends string, Seen extends unknown[] = []> = Text extends `${infer First}${infer Rest}`
  ? First extends Digit
    ? CountDigits<Rest, [...Seen, First]>
    : never
  : Seen extends []
    ? never
    : Seen["length"];

/** The number of digits after the point; `never` if the text is not decimal. */
type CountDecimals<Text extends string> = Text extends `${infer Whole}.${infer Decimals}`
  ? IfDigits<Whole, CountDigits<Decimals>>
  : IfDigits<Text, 0>;

type IfDigits<Text extends string, Then> = [CountDigits<Text>] extends [never] ? never : Then;

/** The union `0 | 1 | ... | Max`, which compares a count with a limit. */
type UpTo<Max extends number, Seen extends unknown[] = []> = Seen["length"] extends Max
  ? Max
  : Seen["length"] | UpTo<Max, [...Seen, unknown]>;

/**
 * Checks decimal text in the compiler: `unknown` if it is valid, else the error. Text that is not a literal is
 * checked at run time only.
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
