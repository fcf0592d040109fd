import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { getCreditByDay } from "./get-credit-by-day.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UTC = { zone: "UTC", days: 30 } as const;

describe("credit by day", () => {
  it("is zero for thirty days back and fourteen days ahead before the first entry", async () => {
    const { orgId } = await anOrganization();
    const { days, forecast, planned } = await getCreditByDay(deps, orgId, UTC);
    expect(days).toHaveLength(30);
    expect([days[0]?.day, days.at(-1)?.day]).toEqual(["2025-12-03", "2026-01-01"]);
    expect(days.every(({ promotional, paid, owed }) => promotional + paid + owed === 0n)).toBe(true);
    expect([forecast[0]?.day, forecast.at(-1)?.day, forecast.length]).toEqual(["2026-01-02", "2026-01-15", 14]);
    expect(planned).toEqual([]);
  });

  it("L8 ends each day at the midnight of the zone", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    // Eleven at night in UTC is the next day in Berlin.
    await acme.advanceTo(NOON + 11 * HOUR_MS);
    await acme.charge("4.00");
    await acme.advanceTo(NOON + DAY_MS);
    const paidOn = async (zone: string, day: string) =>
      (await getCreditByDay(deps, acme.orgId, { zone, days: 30 })).days.find((each) => each.day === day)?.paid;
    expect(await paidOn("UTC", "2026-01-01")).toBe(usd("6.00"));
    expect(await paidOn("Europe/Berlin", "2026-01-01")).toBe(usd("10.00"));
    expect(await paidOn("Europe/Berlin", "2026-01-02")).toBe(usd("6.00"));
  });

  it("shows the credit of now for today, by kind, and the debt", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    await acme.grant("2.00", { source: "code" });
    const today = async () => (await getCreditByDay(deps, acme.orgId, UTC)).days.at(-1);
    const day = { day: "2026-01-01", promotional: usd("2.00"), paid: usd("1.00"), owed: 0n, spent: 0n };
    expect(await today()).toEqual(day);
    await acme.charge("5.00");
    expect(await today()).toEqual({ ...day, promotional: 0n, paid: 0n, owed: usd("2.00"), spent: usd("5.00") });
  });

  it("adds up the usage of each day, by the midnights of the zone", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await acme.charge("1.00");
    await acme.advanceTo(NOON + 11 * HOUR_MS);
    await acme.charge("4.00");
    await acme.advanceTo(NOON + 2 * DAY_MS);
    await acme.charge("0.25");
    const spent = async (zone: string) =>
      (await getCreditByDay(deps, acme.orgId, { zone, days: 7 })).days.map((day) => day.spent);
    expect(await spent("UTC")).toEqual([0n, 0n, 0n, 0n, usd("5.00"), 0n, usd("0.25")]);
    expect(await spent("Europe/Berlin")).toEqual([0n, 0n, 0n, 0n, usd("1.00"), usd("4.00"), usd("0.25")]);
  });

  it.each([
    [7, "2025-12-26", 3],
    [30, "2025-12-03", 14],
    [90, "2025-10-04", 30],
  ] as const)("goes %i days back, from %s on, and forecasts %i days", async (days, first, ahead) => {
    const { orgId } = await anOrganization();
    const chart = await getCreditByDay(deps, orgId, { zone: "UTC", days });
    expect([chart.days.length, chart.days[0]?.day, chart.forecast.length]).toEqual([days, first, ahead]);
  });

  it("forecasts at the price of the running jobs, with scheduled credit", async () => {
    const acme = await anOrganization({ credit: "100.00" });
    await acme.start("train", { untilMs: HOUR_MS });
    await acme.grant("5.00", { source: "plan", effectiveAt: NOON + 3 * DAY_MS });
    await acme.grant("5.00", { source: "plan", effectiveAt: NOON + 40 * DAY_MS });
    const { forecast, planned } = await getCreditByDay(deps, acme.orgId, UTC);
    const [tomorrow = 0n, second = 0n, third = 0n, fourth = 0n] = forecast.map(({ available }) => available);
    // A day costs 24 x $0.44. The end of tomorrow is 36 hours away.
    expect(tomorrow).toBe(usd("100.00") - 36n * usd("0.44"));
    expect(second).toBe(tomorrow - usd("10.56"));
    expect(third).toBe(second - usd("10.56") + usd("5.00"));
    expect(fourth).toBe(third - usd("10.56"));
    // Only grants within the forecast are planned.
    expect(planned).toEqual([{ at: NOON + 3 * DAY_MS, amount: usd("5.00"), source: "plan" }]);
  });
});
