import { expect, it } from "vitest";
import { campaignOf, checkCampaign, FIRST_TEXTS, sizeOf } from "./campaign-fields.ts";

it("names every field that is wrong", () => {
  const numbers = { days: "1.5", uses: "0", maxCodes: "many", perOrganization: "" };
  const texts = { ...FIRST_TEXTS, ...numbers, amount: "-1", reason: "why" };
  expect(Object.values(checkCampaign(texts)).filter((problem) => problem === undefined)).toEqual([]);
  expect(sizeOf(texts)).toBeNull();
  expect(sizeOf({ ...texts, amount: "1" })).toBeNull();
});

it("leaves out what is not limited", () => {
  const texts = { ...FIRST_TEXTS, name: " Meetup ", amount: "10", uses: "", reason: "A meetup in Berlin " };
  expect(Object.values(checkCampaign(texts)).filter((problem) => problem !== undefined)).toEqual([]);
  expect(campaignOf(texts)).toEqual({
    name: "Meetup",
    amount: "10000000",
    perOrganization: 1,
    reason: "A meetup in Berlin",
  });
  expect(sizeOf(texts)).toEqual({ amount: 10_000_000n, uses: null, maxCodes: null });
});

it("reads every limit", () => {
  const numbers = { days: "30", uses: "5", maxCodes: "100", perOrganization: "2" };
  const texts = { ...FIRST_TEXTS, ...numbers, name: "Meetup", amount: "0.5", reason: "A meetup" };
  expect(campaignOf({ ...texts, plan: "free", validUntil: "2027-05-01T00:00" })).toEqual({
    name: "Meetup",
    amount: "500000",
    creditDays: 30,
    uses: 5,
    maxCodes: 100,
    perOrganization: 2,
    plans: ["free"],
    reason: "A meetup",
    validUntil: new Date("2027-05-01T00:00").toISOString(),
  });
  expect(sizeOf(texts)).toEqual({ amount: 500_000n, uses: 5, maxCodes: 100 });
});
