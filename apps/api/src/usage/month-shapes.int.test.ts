import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi(undefined, { catalog: join(import.meta.dirname, "../testing/shapes-catalog.fixture.ts") });

const JANUARY = "2027-01-01T00:00:00.000Z";
const HOUR = 3_600_000;
const CREDIT = 1_000_000_000;

/** An organization with $1,000, at the start of January. */
const inJanuary = (): Promise<string> => api.anOrganization({ credit: CREDIT, at: JANUARY });
const advance = (org: string, to: string) => api.ok("clocks.advance", { org, to });
const after = (hours: number): string => new Date(Date.parse(JANUARY) + hours * HOUR).toISOString();

/** Reports GB of traffic, one event each. @returns the answers in dollars */
async function use(org: string, resource: string, quantities: readonly number[], more: { eventAt?: string } = {}) {
  const events = quantities.map((quantity) => {
    return { source: "meter", id: randomUUID(), resource, quantity: String(quantity), ...more };
  });
  const { results } = await api.ok("usage.report", { org, events });
  return results.map(({ charged, refunded }) => (Number(charged) - Number(refunded)) / 1e6);
}

/** What was used in all, in dollars. */
async function spent(org: string): Promise<number> {
  const { available } = await api.ok("balance.get", { org });
  return (CREDIT - Number(available)) / 1e6;
}

const isSound = async (org: string) =>
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });

/** The same use of 4, 8, 12 and 20 units in all, as the charge of each step; and what the month costs in the end. */
const CASES = [
  // 10 x 4 + 10 x 3.
  ["tiers", [16, 16, 14, 24], 70],
  // 12 are all at 3: 36 less 32.
  ["volume", [16, 16, 4, 24], 60],
  // 1, 2, 3 and 4 packages.
  ["packages", [18, 18, 18, 18], 72],
] as const;

describe("L19 usage events of a month", () => {
  it.each(CASES)("network.%s: one by one, and in one report", async (shape, charges, total) => {
    const one = await inJanuary();
    const together = await inJanuary();
    const steps = [];
    for (const gb of [4, 4, 4, 8]) steps.push(...(await use(one, `network.${shape}`, [gb])));
    expect(steps).toEqual(charges);
    expect(await use(together, `network.${shape}`, [4, 4, 4, 8])).toEqual(charges);
    for (const org of [one, together]) {
      await advance(org, "2027-02-02T00:00:00.000Z");
      expect(await spent(org)).toBe(total);
      await isSound(org);
    }
  });

  it("gives back by one grant what a volume price falls by, in a report of its own and within one", async () => {
    for (const reports of [[[5], [5], [1], [1]], [[5, 5, 1, 1]]]) {
      const org = await inJanuary();
      const charged = [];
      for (const gb of reports) charged.push(...(await use(org, "network.volume", gb)));
      expect(charged).toEqual([20, 20, -7, 3]);
      const { entries } = await api.ok("entries.list", { org, limit: 100 });
      expect(entries.filter(({ kind }) => kind === "grant_issued")).toHaveLength(2);
      await isSound(org);
    }
  });

  it("counts a late event in its own month, and corrections in that of their event", async () => {
    const org = await inJanuary();
    await use(org, "network.tiers", [8]);
    const event = { source: "meter", id: "first", resource: "network.tiers", quantity: "4" };
    await api.ok("usage.report", { org, events: [event] });
    await advance(org, "2027-02-03T00:00:00.000Z");
    // January has 12 for 46; 3 more are at 3. February begins at 4.
    expect(await use(org, "network.tiers", [3], { eventAt: after(24) })).toEqual([9]);
    expect(await use(org, "network.tiers", [1])).toEqual([4]);
    // January has 12 again: 46 less 55.
    const corrected = { ...event, id: "second", corrects: "first", quantity: "1" };
    const { results } = await api.ok("usage.report", { org, events: [corrected] });
    expect(results).toMatchObject([{ charged: "0", refunded: "9000000", isLate: true }]);
    expect(await spent(org)).toBe(50);
    await isSound(org);
  });

  it("charges the minimum at the month's end, once, and later use only above it", async () => {
    const org = await inJanuary();
    expect(await use(org, "network.packages", [3])).toEqual([18]);
    await advance(org, "2027-01-31T23:59:59.999Z");
    expect(await spent(org)).toBe(18);
    await advance(org, "2027-02-01T00:00:00.000Z");
    await advance(org, "2027-03-01T00:00:00.000Z");
    expect(await spent(org)).toBe(50);
    // 8 GB are two packages, $36; 15 GB are three, $54.
    expect(await use(org, "network.packages", [5, 7], { eventAt: after(24) })).toEqual([0, 4]);
    const { entries } = await api.ok("entries.list", { org, limit: 100 });
    const minimum = entries.find(({ at }) => at === "2027-02-01T00:00:00.000Z");
    expect(minimum).toMatchObject({ kind: "charged", balance: { available: "950000000" } });
    await isSound(org);
  });

  it("refuses an export that credit does not cover at the price of its tier", async () => {
    const org = await api.anOrganization({ credit: 10_000_000, at: JANUARY });
    const event = { source: "meter", id: "one", resource: "export.tiers", quantity: "3" };
    const { results } = await api.ok("usage.report", { org, events: [event] });
    expect(results).toMatchObject([{ ok: false, refusal: { code: "insufficient_credit" } }]);
    await isSound(org);
  });

  it("has the price of a contract from its start, which counts apart", async () => {
    const org = await inJanuary();
    await use(org, "network.tiers", [12]);
    const tiers = [{ upTo: null, rateNanos: "1000000000" }];
    const priceShapes = { "network.tiers": { kind: "graduated", tiers, minimum: "30000000" } } as const;
    const contract = { plan: "enterprise", priceShapes, reason: "They signed.", idempotencyKey: randomUUID() };
    await api.ok("contracts.create", { org, ...contract });
    await advance(org, after(24));
    expect(await use(org, "network.tiers", [20])).toEqual([20]);
    // The time before the contract has the catalog's price.
    expect(await use(org, "network.tiers", [1], { eventAt: after(-24) })).toEqual([4]);
    await advance(org, "2027-02-01T00:00:00.000Z");
    expect(await spent(org)).toBe(46 + 4 + 30);
    await isSound(org);
  });
});

describe("L19 endpoints of a month", () => {
  /** Runs an endpoint for hours, settled every five minutes. */
  async function run(org: string, resource: string, hours: number) {
    const endpoint = randomUUID();
    await api.ok("endpoints.start", { org, endpoint, resource });
    const { at } = await api.ok("clocks.get", { org });
    await advance(org, new Date(Date.parse(at) + hours * HOUR).toISOString());
    return api.ok("endpoints.stop", { org, endpoint });
  }

  it.each(CASES)("endpoint.%s, over several endpoints", async (shape, _charges, total) => {
    const org = await inJanuary();
    for (const hours of [4, 4, 4, 8]) await run(org, `endpoint.${shape}`, hours);
    await advance(org, "2027-02-02T00:00:00.000Z");
    expect(await spent(org)).toBe(total);
    await isSound(org);
  });

  it("two that run at once count together, through the end of a month", async () => {
    const org = await inJanuary();
    await advance(org, "2027-01-31T18:00:00.000Z");
    for (const endpoint of ["a", "b"]) await api.ok("endpoints.start", { org, endpoint, resource: "endpoint.tiers" });
    await advance(org, "2027-01-31T20:02:00.000Z");
    const { endpoints } = await api.ok("endpoints.list", { org });
    // Four hours and four minutes; of these 2 x 2 minutes are not settled, each at $4.
    expect(endpoints.map(({ accrued }) => accrued)).toEqual(["133333", "133333"]);
    expect(await api.ok("endpoints.sum", { org })).toMatchObject({ accrued: "266666", perHour: "8000000" });
    await advance(org, "2027-02-01T02:00:00.000Z");
    // 12 h in January cost 46, and 4 h in February 16.
    expect(await spent(org)).toBe(62);
    for (const endpoint of ["a", "b"]) await api.ok("endpoints.stop", { org, endpoint });
    await isSound(org);
  });

  it("gives back where a volume price falls while it runs", async () => {
    const org = await inJanuary();
    const { endpoint } = await run(org, "endpoint.volume", 11);
    // 11 h are all at 3.
    expect(await spent(org)).toBe(33);
    const { charges } = await api.ok("endpoints.charges", { org, endpoint, limit: 500 });
    expect(charges[0]).toMatchObject({ rateNanos: null });
    await isSound(org);
  });

  it("keeps the shape of its start while a contract agrees another, and has it once it is scaled", async () => {
    const org = await inJanuary();
    await api.ok("endpoints.start", { org, endpoint: "chat", resource: "endpoint.tiers" });
    const rates = { "endpoint.tiers": "1000000000" };
    const contract = { plan: "enterprise", rates, reason: "They signed.", idempotencyKey: randomUUID() };
    await api.ok("contracts.create", { org, ...contract });
    await advance(org, after(2));
    expect(await spent(org)).toBe(8);
    await api.ok("endpoints.scale", { org, endpoint: "chat", unitsMilli: 2000 });
    await advance(org, after(3));
    expect(await spent(org)).toBe(10);
    expect(await api.ok("endpoints.get", { org, endpoint: "chat" })).toMatchObject({ priceShape: null });
    await api.ok("endpoints.stop", { org, endpoint: "chat" });
    await isSound(org);
  });
});

describe("L19 storage of a month", () => {
  const store = (org: string, resource: string, gb: string, volume = "data") =>
    api.ok("storage.set", { org, volume, resource, gb, idempotencyKey: randomUUID() });

  it.each([
    // 31 GB for 20 of 31 days are 20 GB-months.
    ["tiers", 70],
    ["volume", 60],
    ["packages", 72],
  ] as const)("storage.%s", async (shape, total) => {
    const org = await inJanuary();
    const resource = `storage.${shape}`;
    await store(org, resource, "31");
    await advance(org, "2027-01-21T00:00:00.000Z");
    await store(org, resource, "0");
    await advance(org, "2027-02-02T00:00:00.000Z");
    expect(await spent(org)).toBe(total);
    await isSound(org);
  });

  it("charges the minimum at the month's end, also if nothing is stored any more", async () => {
    const org = await inJanuary();
    await store(org, "storage.packages", "31");
    await advance(org, "2027-01-03T00:00:00.000Z");
    await store(org, "storage.packages", "0");
    await advance(org, "2027-01-31T23:59:59.999Z");
    // 2 GB-months begin one package.
    expect(await spent(org)).toBe(18);
    await isSound(org);
    await advance(org, "2027-02-01T00:00:00.000Z");
    expect(await spent(org)).toBe(50);
    await advance(org, "2027-03-02T00:00:00.000Z");
    expect(await spent(org)).toBe(50);
    await isSound(org);
  });

  it("goes on daily where it is stored again while the minimum waits", async () => {
    const org = await inJanuary();
    await store(org, "storage.packages", "31");
    await advance(org, "2027-01-02T00:00:00.000Z");
    await store(org, "storage.packages", "0");
    await advance(org, "2027-01-10T00:00:00.000Z");
    await store(org, "storage.packages", "62");
    await advance(org, "2027-01-13T00:00:00.000Z");
    // 1 GB-month, then 6 more: 7 begin two packages.
    expect(await spent(org)).toBe(36);
    await isSound(org);
  });

  it("counts a contract's shape from its start", async () => {
    const org = await inJanuary();
    await store(org, "storage.tiers", "31");
    await advance(org, "2027-01-03T00:00:00.000Z");
    const tiers = [{ upTo: null, rateNanos: "1000000000" }];
    const priceShapes = { "storage.tiers": { kind: "volume", tiers } } as const;
    const contract = { plan: "enterprise", priceShapes, reason: "They signed.", idempotencyKey: randomUUID() };
    await api.ok("contracts.create", { org, ...contract });
    await advance(org, "2027-01-05T00:00:00.000Z");
    // 2 GB-months at $4, then 2 at $1.
    expect(await spent(org)).toBe(10);
    const { resources } = await api.ok("storage.sum", { org });
    // 27 more days at $1.
    expect(resources.find(({ resource }) => resource === "storage.tiers")).toMatchObject({
      rate: null,
      priceShape: { kind: "volume" },
      used: "10000000",
      byEnd: "37000000",
    });
    await isSound(org);
  });
});

describe("the explanation of a charge", () => {
  /** Explains the last charge. */
  async function explainLast(org: string) {
    const { entries } = await api.ok("entries.list", { org, limit: 500 });
    const last = entries.findLast(({ kind }) => kind === "charged");
    return (await api.ok("activity.explain", { org, seq: last?.seq ?? 0 })).charge;
  }

  it("of usage events at a rate and at a shape, and of a minimum", async () => {
    const org = await inJanuary();
    await use(org, "network.plain", [12.5]);
    expect(await explainLast(org)).toMatchObject({
      rateNanos: "50000000",
      shape: null,
      exact: "625000",
      cumulative: "625000",
      chargedBefore: "0",
      metered: { meter: "usage", unit: "gb", units: "12.5", added: null, isLate: false },
    });
    await use(org, "network.tiers", [9, 3]);
    expect(await explainLast(org)).toMatchObject({
      rateNanos: null,
      shape: { price: { kind: "graduated" }, tiers: [{ units: "10", exact: "40000000" }, { units: "2" }] },
      cumulative: "46000000",
      chargedBefore: "36000000",
      amount: "10000000",
      metered: { meter: "usage", unit: "gb", units: "12", added: "3" },
    });
    await use(org, "network.packages", [3]);
    await advance(org, "2027-02-01T00:00:00.000Z");
    expect(await explainLast(org)).toMatchObject({
      shape: { packages: 1, isMinimum: true },
      cumulative: "50000000",
      chargedBefore: "18000000",
      amount: "32000000",
      metered: { meter: "month", unit: "gb", units: "3", added: "0" },
    });
  });

  it("of endpoints and of storage", async () => {
    const org = await inJanuary();
    await api.ok("endpoints.start", { org, endpoint: "chat", resource: "gpu.plain" });
    await advance(org, after(1 / 12));
    expect(await explainLast(org)).toMatchObject({
      rateNanos: "4000000000",
      unitsMilli: 1000,
      exact: "333333.333333",
      cumulative: null,
      amount: "333333",
      metered: { meter: "endpoint", unit: "hour", units: "0.083333" },
    });
    await api.ok("endpoints.stop", { org, endpoint: "chat" });
    for (const project of ["a", "b"])
      await api.ok("storage.set", {
        org,
        volume: project,
        project,
        resource: "storage.tiers",
        gb: "31",
        idempotencyKey: randomUUID(),
      });
    await advance(org, "2027-01-03T00:00:00.000Z");
    // Nearly two GB-months a day, from five minutes after the first midnight: at $4 they are shared by two projects.
    const explained = await explainLast(org);
    expect(explained).toMatchObject({
      rateNanos: null,
      shape: { price: { kind: "graduated" } },
      metered: { meter: "storage", unit: "gb-month", booked: "8000000" },
    });
    expect(explained?.amount).toBe("4000000");
    expect(BigInt(explained?.cumulative ?? 0) - BigInt(explained?.chargedBefore ?? 0)).toBe(8_000_000n);
  });
});
