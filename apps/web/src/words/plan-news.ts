import type { Plan } from "../data/plan.ts";
import { planTitle } from "./plan-words.ts";

type Standing = Pick<Plan, "plan" | "state" | "interval" | "period" | "periods">;

/**
 * What time has done to the plan of an organization, in words: `Pro renewed twice`, `Pro has ended`, `now on Free`.
 * @returns an empty list if nothing happened to the plan
 */
export function planNews(before: Standing, after: Standing): string[] {
  const words: string[] = [];
  const title = planTitle(undefined, before.plan);
  const renewals = renewalsOf(before, after);
  if (renewals > 0) words.push(`${title} renewed${times(renewals)}`);
  if (after.state === "past_due" && before.state !== "past_due") words.push("a payment failed");
  if (before.state === "past_due" && after.state !== "past_due" && after.plan === before.plan)
    words.push("the payment succeeded");
  if (before.state === "contract" && after.state !== "contract") words.push("the contract ended");
  if (before.state !== "contract" && after.state === "contract") words.push("a contract started");
  if (after.plan !== before.plan) words.push(`now on ${planTitle(undefined, after.plan)}`);
  else if (before.interval !== null && after.interval !== null && after.interval !== before.interval)
    words.push(after.interval === "year" ? "now paid yearly" : "now paid monthly");
  return words;
}

/** The paid periods that began after the running one. Time alone starts no other ones. */
function renewalsOf({ period }: Standing, { periods }: Standing): number {
  if (period === null) return 0;
  const end = Date.parse(period.until);
  return periods.filter(({ from, paidAt }) => paidAt !== null && Date.parse(from) >= end).length;
}

function times(count: number): string {
  if (count === 1) return "";
  return count === 2 ? " twice" : ` ${count} times`;
}
