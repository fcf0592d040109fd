import type { CatalogPlan } from "../data/catalog.ts";

/** The value of an entitlement as it is on the wire. */
type Value = CatalogPlan["entitlements"][string] | undefined;

/** A plan's value for an entitlement: `Yes`, `No`, `500`, `Unlimited`, `Dedicated`. */
export function valueWords(value: Value): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return value.toLocaleString("en-US");
  return capitalized(value ?? "");
}

/** The use of a limit: `2 of 3`, or `2` of what is unlimited. */
export function useWords(used: number, value: Value): string {
  const count = used.toLocaleString("en-US");
  return typeof value === "number" ? `${count} of ${value.toLocaleString("en-US")}` : count;
}

/** How a period is called in a price: `$29.00 a month`. */
export const PER: Readonly<Record<"month" | "year", string>> = { month: "a month", year: "a year" };

/** How a plan is paid, as an adverb: `paid monthly`. */
export const PAID_BY: Readonly<Record<"month" | "year", string>> = { month: "monthly", year: "yearly" };

/** The title of a plan, which may be gone from the catalog. */
export const planTitle = (
  plans: readonly { readonly plan: string; readonly title: string }[] | undefined,
  plan: string,
): string => plans?.find((one) => one.plan === plan)?.title ?? capitalized(plan);

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
