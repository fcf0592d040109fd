import { expect, it } from "vitest";
import { campaignOf, checkCampaign, FIRST_TEXTS } from "./campaign-fields.ts";

it("names every field that is wrong", () => {
  const wrong = checkCampaign({ ...FIRST_TEXTS, amount: "-1", days: "1.5", uses: "0", perOrganization: "" });
  expect(Object.values(wrong).filter((problem) => problem === undefined)).toEqual([]);
});

it("leaves out what is not limited", () => {
  const texts = { ...FIRST_TEXTS, name: " Meetup ", amount: "10" };
  expect(checkCampaign(texts)).toEqual({
    name: undefined,
    amount: undefined,
    days: undefined,
    uses: undefined,
    perOrganization: undefined,
  });
  expect(campaignOf(texts)).toEqual({ name: "Meetup", amount: "10000000", perOrganization: 1 });
});

it("reads every limit", () => {
  const texts = { ...FIRST_TEXTS, name: "Meetup", amount: "0.5", days: "30", uses: "5", perOrganization: "2" };
  expect(campaignOf({ ...texts, plan: "free", validUntil: "2027-05-01T00:00" })).toEqual({
    name: "Meetup",
    amount: "500000",
    creditDays: 30,
    uses: 5,
    perOrganization: 2,
    plans: ["free"],
    validUntil: new Date("2027-05-01T00:00").toISOString(),
  });
});
