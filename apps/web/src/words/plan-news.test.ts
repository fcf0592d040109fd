import { expect, it } from "vitest";
import { planNews } from "./plan-news.ts";

type Standing = Parameters<typeof planNews>[0];

const periodAt = (from: string, until: string): NonNullable<Standing["period"]> => ({
  plan: "pro",
  interval: "month",
  from: `${from}T00:00:00.000Z`,
  until: `${until}T00:00:00.000Z`,
  price: "29000000",
  paidAt: `${from}T00:00:00.000Z`,
});
const april = periodAt("2027-04-01", "2027-05-01");
const may = periodAt("2027-05-01", "2027-06-01");
const june = periodAt("2027-06-01", "2027-07-01");
const free: Standing = { plan: "free", state: "none", interval: null, period: null, periods: [] };
const pro: Standing = { plan: "pro", state: "active", interval: "month", period: april, periods: [april] };
const later: Standing = { ...pro, period: june, periods: [april, may, june] };

it.each<[string, Standing, Standing, string[]]>([
  ["nothing", pro, pro, []],
  ["one renewal", pro, { ...pro, period: may, periods: [april, may] }, ["Pro renewed"]],
  ["two renewals", pro, later, ["Pro renewed twice"]],
  ["the end", { ...pro, state: "ending" }, { ...free, periods: [april] }, ["now on Free"]],
  [
    "a failed renewal",
    pro,
    { ...pro, state: "past_due", period: may, periods: [april, { ...may, paidAt: null }] },
    ["a payment failed"],
  ],
  ["a payment that came later", { ...pro, state: "past_due" }, pro, ["the payment succeeded"]],
  ["the last failure", { ...pro, state: "past_due" }, { ...free, periods: [april] }, ["now on Free"]],
  ["a contract", pro, { ...free, plan: "enterprise", state: "contract" }, ["a contract started", "now on Enterprise"]],
  [
    "the end of a contract",
    { ...free, plan: "enterprise", state: "contract" },
    free,
    ["the contract ended", "now on Free"],
  ],
  ["another interval", pro, { ...pro, interval: "year" }, ["now paid yearly"]],
])("says what time did: %s", (_name, before, after, words) => {
  expect(planNews(before, after)).toEqual(words);
});
