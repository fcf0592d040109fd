import type { Admission, AtZero, Charging, EntitlementValue, GrantRules, PlanPrice, Policy } from "./catalog.ts";

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
