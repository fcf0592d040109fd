import { expect, it } from "vitest";
import { monthBefore, revenueMonths } from "./revenue-months.ts";

it("lists the months up to the present one, in UTC", () => {
  expect(revenueMonths(Date.UTC(2027, 1, 3), 4)).toEqual(["2027-02", "2027-01", "2026-12", "2026-11"]);
  expect(monthBefore("2027-01")).toBe("2026-12");
});
