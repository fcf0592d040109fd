import { randomUUID } from "node:crypto";
import { OrganizationMissing } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { GB } from "@scrip/domain/usage/storage";
import { describe, expect, it, vi } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { startEndpoint } from "../usage/endpoints/start-endpoint.ts";
import { setStorage } from "../usage/storage/set-storage.ts";
import { getOverview } from "./get-overview.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("the overview", () => {
  it("of a new organization has no credit, no expiry and no running jobs", async () => {
    const { orgId } = await anOrganization();
    expect(await getOverview(deps, orgId, "UTC")).toMatchObject({
      available: 0n,
      reserved: 0n,
      owed: 0n,
      seq: 0,
      at: NOON,
      isOnTestClock: true,
      nextExpiry: null,
      running: [],
      runningCount: 0,
      pausedCount: 0,
      silentCount: 0,
      activities: [],
      runway: { state: "idle", perHour: 0n },
    });
  });

  it("counts available and reserved credit into the runway, at the price of all running jobs", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await acme.start("small", { untilMs: HOUR_MS });
    await acme.start("large", { untilMs: HOUR_MS, unitsMilli: 4_000 });
    const { runway, available, reserved, running } = await getOverview(deps, acme.orgId, "UTC");
    expect([available, reserved]).toEqual([usd("7.80"), usd("2.20")]);
    expect(running.map(({ job }) => job)).toEqual(["large", "small"]);
    // $10.00 at $2.20 an hour.
    const end = NOON + Math.floor((10 / 2.2) * HOUR_MS);
    expect(runway).toEqual({ state: "ends", at: end, perHour: usd("2.20") });
  });

  it("counts endpoints and storage above the included amount into the runway, with what they have accrued", async () => {
    const acme = await anOrganization({ credit: "10.80" });
    const chat = { endpoint: "chat", resource: "endpoint.cpu-2", unitsMilli: 1_000, idempotencyKey: randomUUID() };
    await startEndpoint(deps, acme.caller, chat);
    // 24,800 GB above the included 100 cost $744 in a month of 744 hours.
    await setStorage(deps, acme.caller, { volume: "data", gb: 24_900n * GB, idempotencyKey: randomUUID() });
    const before = await getOverview(deps, acme.orgId, "UTC");
    const runway = { state: "ends", at: NOON + 10 * HOUR_MS, perHour: usd("1.08") };
    expect(before).toMatchObject({ runway, endpointCount: 1, endpoints: [{ endpoint: "chat", perHour: usd("0.08") }] });
    expect(before.storage).toEqual({
      bytes: 24_900n * GB,
      volumes: 1,
      perHour: usd("1.00"),
      accrued: 0n,
      month: 0n,
    });
    await acme.advanceBy(2 * HOUR_MS);
    const after = await getOverview(deps, acme.orgId, "UTC");
    expect(after.runway).toEqual(runway);
    expect(after).toMatchObject({ available: usd("10.64"), storage: { accrued: usd("2.00"), month: usd("2.00") } });
    expect(after.usage).toMatchObject({ month: usd("0.16"), projected: usd("10.80") });
  });

  it("is idle while storage stays within the included amount", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    await setStorage(deps, acme.caller, { volume: "data", gb: 100n * GB, idempotencyKey: randomUUID() });
    const { runway, storage } = await getOverview(deps, acme.orgId, "UTC");
    expect([runway.state, storage.volumes, storage.perHour]).toEqual(["idle", 1, 0n]);
  });

  it("extends the runway by scheduled credit", async () => {
    const acme = await anOrganization({ credit: "0.88" });
    await acme.start("train", { untilMs: HOUR_MS });
    const before = await getOverview(deps, acme.orgId, "UTC");
    await acme.grant("0.44", { source: "plan", effectiveAt: NOON + HOUR_MS });
    const { runway, available } = await getOverview(deps, acme.orgId, "UTC");
    expect([before.runway.at, runway.at]).toEqual([NOON + 2 * HOUR_MS, NOON + 3 * HOUR_MS]);
    expect(available).toBe(before.available);
  });

  it("shows the next expiry, the kinds of credit, and paused and silent jobs", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    for (const amount of ["1.00", "2.00"]) await acme.grant(amount, { source: "plan", expiresAt: NOON + 2 * DAY_MS });
    await acme.grant("3.00", { source: "code", expiresAt: NOON + 30 * DAY_MS });
    for (const job of ["short of credit", "asked to pause"]) await acme.start(job, { untilMs: HOUR_MS });
    await acme.settle("short of credit", 0, 1_000 * HOUR_MS);
    await acme.settle("asked to pause", 0, null);
    await acme.start("silent", { untilMs: 1_000 });
    // A job without a report is silent half an hour after the planned end of its epoch.
    await acme.advanceBy(HOUR_MS);
    const overview = await getOverview(deps, acme.orgId, "UTC");
    expect(overview).toMatchObject({
      promotional: usd("6.00"),
      paid: usd("5.00"),
      expiring: usd("3.00"),
      expiringBefore: NOON + HOUR_MS + 7 * DAY_MS,
      nextExpiry: { at: NOON + 2 * DAY_MS, amount: usd("3.00") },
      runningCount: 0,
      pausedCount: 1,
      silentCount: 1,
      runway: { state: "idle" },
    });
  });

  it("adds up the usage of today and of this month in the zone", async () => {
    const acme = await anOrganization({ credit: "10.00", clockAt: Date.UTC(2026, 0, 31, 22) });
    await acme.charge("1.00");
    await acme.advanceBy(90 * 60_000);
    await acme.charge("2.00");
    const usage = async (zone: string) => (await getOverview(deps, acme.orgId, zone)).usage;
    expect(await usage("UTC")).toMatchObject({
      today: usd("3.00"),
      month: usd("3.00"),
      projected: usd("3.00"),
      monthEndsAt: Date.UTC(2026, 1, 1),
    });
    // Half past eleven in UTC is half past midnight in Berlin.
    expect(await usage("Europe/Berlin")).toMatchObject({ today: usd("2.00"), month: usd("2.00") });
  });

  it("projects the usage of the month at the pace of the running jobs, as far as credit goes", async () => {
    const acme = await anOrganization({ credit: "500.00" });
    await acme.charge("7.00");
    await acme.start("train", { untilMs: HOUR_MS });
    const { usage } = await getOverview(deps, acme.orgId, "UTC");
    // Thirty days and a half of the month are left, at $0.44 an hour.
    expect(usage.projected).toBe(usd("7.00") + 732n * usd("0.44"));
    await acme.start("large", { untilMs: HOUR_MS, unitsMilli: 8_000 });
    expect((await getOverview(deps, acme.orgId, "UTC")).usage.projected).toBe(usd("500.00"));
  });

  it("L17 excludes expired credit even before its sweep", async () => {
    const acme = await anOrganization({ credit: "1.00", clockAt: null });
    const expiresAt = Date.now() + 300;
    await acme.grant("4.00", { source: "code", expiresAt });
    await vi.waitFor(async () =>
      expect((await getOverview(deps, acme.orgId, "UTC")).at).toBeGreaterThanOrEqual(expiresAt),
    );
    const overview = await getOverview(deps, acme.orgId, "UTC");
    expect(overview).toMatchObject({ available: usd("1.00"), promotional: 0n, nextExpiry: null, seq: 2 });
    expect(overview.isOnTestClock).toBe(false);
  });

  it("of a missing organization is refused", async () => {
    await expect(getOverview(deps, "00000000-0000-7000-8000-000000000000", "UTC")).rejects.toThrow(OrganizationMissing);
  });
});
