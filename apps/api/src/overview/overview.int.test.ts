import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const start = (org: string, job: string, rest: object = {}) =>
  api.ok("jobs.start", { org, job, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS }, ...rest });
const advance = (org: string, to: string) => api.ok("clocks.advance", { org, to });

describe("overview.get", () => {
  it("shows the balance, the runway, and the running, paused and silent jobs", async () => {
    const org = await api.anOrganization({ credit: 10_000_000 });
    const expiresAt = "2026-01-03T12:00:00.000Z";
    await api.ok("grants.create", { org, source: "code", amount: "2000000", expiresAt });
    await start(org, "small");
    await start(org, "large", { unitsMilli: 4000, project: "vision" });
    await start(org, "paused");
    await start(org, "poor", { unitsMilli: 8000 });
    await advance(org, "2026-01-01T13:00:00Z");
    const settle = (job: string, next: { untilMs: number } | null) =>
      api.ok("jobs.settleEpoch", { org, job, quantityMs: HOUR_MS, next });
    await settle("paused", null);
    await settle("small", { untilMs: 2 * HOUR_MS });
    await settle("large", { untilMs: 2 * HOUR_MS });
    expect(await settle("poor", { untilMs: 100 * HOUR_MS })).toMatchObject({ decision: "pause" });
    await start(org, "forgotten", { next: { untilMs: 1000 } });
    await advance(org, "2026-01-01T13:31:00Z");

    const seen = await api.ok("overview.get", { org });
    const balance = await api.ok("balance.get", { org });
    expect(seen).toMatchObject({
      ...balance,
      isOnTestClock: true,
      runningCount: 2,
      pausedCount: 1,
      silentCount: 1,
      running: [
        { job: "large", state: "running", held: "1760000", perHour: "1760000", charged: "1760000", project: "vision" },
        { job: "small", state: "running", held: "440000", perHour: "440000", charged: "440000" },
      ],
    });
    // Eight, four and two times $0.44 are spent, the $2.00 of the code first.
    expect([seen.promotional, seen.paid, seen.nextExpiry]).toEqual(["0", balance.available, null]);
    // Reserved and available credit, at $2.20 an hour.
    const credit = BigInt(balance.available) + 2_200_000n;
    const end = Date.UTC(2026, 0, 1, 13, 31) + Number((credit * BigInt(HOUR_MS)) / 2_200_000n);
    expect(seen.runway).toEqual({ state: "ends", at: new Date(end).toISOString(), perHour: "2200000" });
    const { lines } = await api.ok("activity.list", { org, limit: 5 });
    expect(seen.activities).toEqual(lines);
  });

  it("is idle without credit and work, and names the credit that expires next", async () => {
    const org = await api.anOrganization();
    expect(await api.ok("overview.get", { org })).toMatchObject({
      available: "0",
      seq: 0,
      nextExpiry: null,
      running: [],
      runningCount: 0,
      activities: [],
      runway: { state: "idle", at: null, perHour: "0" },
    });
    const grant = (amount: string, expiresAt?: string) =>
      api.ok("grants.create", { org, source: "plan", amount, expiresAt });
    for (const amount of ["5", "7"]) await grant(amount, "2026-02-01T00:00:00Z");
    await grant("11", "2026-03-01T00:00:00Z");
    await api.ok("grants.create", { org, source: "purchase", amount: "13" });
    expect(await api.ok("overview.get", { org })).toMatchObject({
      promotional: "23",
      paid: "13",
      nextExpiry: { at: "2026-02-01T00:00:00.000Z", amount: "12" },
    });
  });
});

describe("overview.burn", () => {
  it("L8 shows each day's end by the midnights of the zone, and forecasts at the pace of the work", async () => {
    const org = await api.anOrganization({ credit: 500_000_000, at: "2026-03-01T12:00:00.000Z" });
    await api.ok("grants.create", { org, source: "code", amount: "3000000", expiresAt: "2026-03-29T22:30:00Z" });
    const seen: Record<string, { promotional: string; paid: string }> = {};
    await start(org, "long", { next: { untilMs: DAY_MS } });
    for (let day = 1; day <= 33; day += 1) {
      // Just before midnight in Berlin, where summer time began on 29 March 2026.
      const summer = day >= 29;
      const at = Date.UTC(2026, 2, day, summer ? 21 : 22, 59);
      await advance(org, new Date(at).toISOString());
      const { promotional, paid } = await api.ok("overview.get", { org });
      seen[new Date(Date.UTC(2026, 2, day)).toISOString().slice(0, 10)] = { promotional, paid };
      const quantityMs = at - Date.UTC(2026, 2, 1, 12);
      await advance(org, new Date(at + 10 * 60_000).toISOString());
      await api.ok("jobs.settleEpoch", { org, job: "long", quantityMs, next: { untilMs: quantityMs + DAY_MS } });
    }
    await api.ok("grants.create", { org, source: "plan", amount: "1000000", effectiveAt: "2026-04-10T00:00:00Z" });
    await api.ok("grants.create", { org, source: "plan", amount: "1000000", effectiveAt: "2026-05-10T00:00:00Z" });
    const { days, forecast, planned } = await api.ok("overview.burn", { org, zone: "Europe/Berlin" });
    expect(days).toHaveLength(30);
    expect(days.map(({ day }) => day).slice(-3)).toEqual(["2026-04-01", "2026-04-02", "2026-04-03"]);
    for (const { day, promotional, paid, owed } of days.slice(0, -1)) {
      expect([day, promotional, paid, owed]).toEqual([day, seen[day]?.promotional, seen[day]?.paid, "0"]);
    }
    const now = await api.ok("overview.get", { org });
    expect(days.at(-1)).toMatchObject({ promotional: now.promotional, paid: now.paid });
    expect(forecast.map(({ day }) => day)).toEqual(
      Array.from({ length: 14 }, (_, n) => new Date(Date.UTC(2026, 3, 4 + n)).toISOString().slice(0, 10)),
    );
    expect(planned).toEqual([{ at: "2026-04-10T00:00:00.000Z", amount: "1000000", source: "plan" }]);
    const available = forecast.map((day) => BigInt(day.available));
    // A day costs $10.56, and the grant of 10 April brings one dollar.
    expect(available[5]).toBe((available[4] ?? 0n) - 10_560_000n);
    expect(available[6]).toBe((available[5] ?? 0n) - 9_560_000n);
  });

  it("refuses an unknown time zone, and answers for an organization without entries", async () => {
    const org = await api.anOrganization();
    expect((await api.call("overview.burn", { org, zone: "Mars/Phobos" })).error?.code).toBe("bad_input");
    const { days } = await api.ok("overview.burn", { org, zone: "Pacific/Apia" });
    expect(days).toHaveLength(30);
    expect(days[0]).toEqual({ day: "2025-12-04", promotional: "0", paid: "0", owed: "0", spent: "0" });
  });
});
