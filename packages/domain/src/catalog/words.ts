import {
  type Admission,
  type AtZero,
  type Charging,
  CONTRACT_RATE,
  type EntitlementValue,
  type GrantRules,
  type PlanPrice,
  type Policy,
  type PriceShape,
  type Resource,
  type ShapeTier,
} from "./catalog.ts";
import type { Unit } from "./vocabulary.ts";

/** A price in words: `$29.00 a month or $290.00 a year`, `free`, `by contract`. */
export function priceWords(price: PlanPrice): string {
  if (price.kind !== "subscription") return price.kind === "free" ? "free" : "by contract";
  const yearly = price.yearly === undefined ? "" : ` or $${price.yearly} a year`;
  return `$${price.monthly} a month${yearly}`;
}

/** The credit at signup in words: `$5.00, 30 days`, or `none`. */
export function signupWords(signup: GrantRules["signup"]): string {
  return signup === undefined ? "none" : `$${signup.amount}, ${signup.days} days`;
}

/** The credit of each month in words: `$20.00 a month, the first at once, 30 days`, or `none`. */
export function monthlyWords(monthly: GrantRules["monthly"]): string {
  if (monthly === undefined) return "none";
  return `$${monthly.amount} a month${monthly.atOnce ? ", the first at once" : ""}, ${monthly.days} days`;
}

/** A plan's value for an entitlement in words: `yes`, `no`, `5`, `unlimited`, `dedicated`. */
export function valueWords(value: EntitlementValue | undefined): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value ?? "");
}

/** The credit that work needs before it starts, in words: `1.2 x the next epoch`. */
export function admissionWords(admission: Admission): string {
  const minimum = admission.minimum === undefined ? "" : `at least $${admission.minimum}`;
  if (admission.of === "nothing") return minimum || "nothing";
  const subject = { next_epoch: "the next epoch", estimate: "the estimate", price: "the price" }[admission.of];
  const needed = admission.marginMilli === 1000 ? subject : `${admission.marginMilli / 1000} x ${subject}`;
  return minimum === "" ? needed : `${needed}, ${minimum}`;
}

/** The hold of work, in words. */
export function reserveWords(reserve: Policy["reserve"]): string {
  return { next_epoch: "the next epoch", whole_job: "the whole job", none: "nothing" }[reserve];
}

/** When work is charged, in words. */
export function chargingWords(charging: Charging): string {
  if (charging.kind === "interval") return `every ${charging.minutes} minutes`;
  return { epoch: "after each epoch", completion: "at completion", daily: "daily", once: "once" }[charging.kind];
}

/** What happens to work without credit, in words. */
export function atZeroWords(atZero: AtZero): string {
  if (atZero.kind === "overdraft") return `goes on to $${atZero.limit} owed, then stops`;
  return { pause: "pauses", accrue: "goes on, and is owed", refuse: "is refused" }[atZero.kind];
}

const PER_UNIT: Record<Unit, string> = { hour: "an hour", "gb-month": "per GB and month", gb: "per GB", each: "each" };
const UNITS: Record<Unit, string> = { hour: "hours", "gb-month": "GB", gb: "GB", each: "pieces" };

/** What a resource costs, in words: `$3.99 an hour`, `a price by contract`, or the words of its price shape. */
export function costWords({ rate, price, unit }: Pick<Resource, "rate" | "price" | "unit">): string {
  if (price !== undefined) return shapeWords(price, unit);
  return rate === CONTRACT_RATE ? "a price by contract" : `$${rate} ${PER_UNIT[unit]}`;
}

/**
 * A price shape in words: `$4.00 an hour up to 100 hours, then $3.00, at least $5.00`, `$4.00 an hour; with more than 100
 * hours all at $3.00`, or `$0.50 per 1,000 GB`.
 */
export function shapeWords(shape: PriceShape, unit: Unit): string {
  const minimum = shape.minimum === undefined ? "" : `, at least $${shape.minimum}`;
  if (shape.kind === "package") return `$${shape.price} for each ${counted(shape.size)} ${UNITS[unit]} begun${minimum}`;
  const [first, ...more] = shape.tiers;
  const next = shape.kind === "volume" ? volumeTier : graduatedTier;
  return (
    [`$${first?.rate} ${PER_UNIT[unit]}`, ...more.map((tier, n) => next(tier, shape.tiers[n], unit))].join("") + minimum
  );
}

const graduatedTier = ({ rate }: ShapeTier, before: ShapeTier | undefined, unit: Unit): string =>
  ` up to ${counted(before?.upTo)} ${UNITS[unit]}, then $${rate}`;

const volumeTier = ({ rate }: ShapeTier, before: ShapeTier | undefined, unit: Unit): string =>
  `; above ${counted(before?.upTo)} ${UNITS[unit]} all at $${rate}`;

/** A whole number with commas between thousands. */
function counted(count: number | undefined): string {
  return String(count ?? 0).replace(/\B(?=(\d{3})+$)/g, ",");
}
