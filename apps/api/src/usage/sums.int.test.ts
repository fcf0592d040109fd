import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;
const DAYS = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"];

/** A job of two days, plain charges, a refund, and a debt of which a part is forgiven. */
async function aLife(): Promise<string> {
  const org = await api.anOrganization();
  await api.ok("grants.create", { org, source: "purchase", amount: "20000000" });
  const labels = { project: "vision", member: "ana" };
  const job = { org, job: "train" };
  await api.ok("jobs.start", { ...job, ...labels, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } });
  const { charge } = await api.ok("charges.create", { org, amount: "700000", resource: "export", member: "ana" });
  await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00Z" });
  await api.ok("jobs.settleEpoch", { ...job, quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } });
  await api.ok("clocks.advance", { org, to: "2026-01-02T01:00:00Z" });
  await api.ok("jobs.complete", { ...job, quantityMs: 2 * HOUR_MS });
  await api.ok("charges.refund", { org, charge, amount: "300000" });
  const owed = await api.ok("charges.create", { org, amount: "20000000", onShortfall: "owe", project: "speech" });
  const debt = owed.charge.replace("charge_", "debt_");
  await api.ok("debts.forgive", { org, debt, amount: "500000" });
  return org;
}

describe("usage", () => {
  it("adds up by label and by day, with what was given back of it", async () => {
    const org = await aLife();
    const { total, groups, others } = await api.ok("usage.sum", { org, days: DAYS, by: "project" });
    expect(total).toEqual({ count: 4, used: "21580000", returned: "800000", days: ["1140000", "20440000", "0"] });
    expect(groups).toEqual([
      { name: "speech", count: 1, used: "20000000", returned: "500000", days: ["0", "20000000", "0"] },
      { name: "vision", count: 2, used: "880000", returned: "0", days: ["440000", "440000", "0"] },
      { name: null, count: 1, used: "700000", returned: "300000", days: ["700000", "0", "0"] },
    ]);
    expect(others).toBeNull();
    const ofAll = await api.ok("activity.sum", { org });
    expect(total.used).toBe(ofAll.used);
  });

  it("counts only what the filter lets through, and adds up the smaller groups", async () => {
    const org = await aLife();
    const ofAna = await api.ok("usage.sum", { org, days: DAYS, member: "ana" });
    expect(ofAna.groups.map(({ name, used }) => [name, used])).toEqual([
      ["gpu.rtx-3090", "880000"],
      ["export", "700000"],
    ]);
    const firstDay = await api.ok("usage.sum", { org, days: DAYS.slice(0, 1), until: DAYS[1], most: 1 });
    expect(firstDay.groups.map(({ name, used }) => [name, used])).toEqual([["export", "700000"]]);
    expect(firstDay.others).toEqual({ groups: 1, count: 1, used: "440000", returned: "0", days: ["440000"] });
    const backwards = await api.call("usage.sum", { org, days: DAYS, until: DAYS[0] }, api.key);
    expect([backwards.status, backwards.error?.code]).toEqual([400, "bad_input"]);
  });

  it("has a file of all labels by day", async () => {
    const org = await aLife();
    const query = new URLSearchParams([
      ["org", org],
      ["resource", "gpu.rtx-3090"],
      ...DAYS.map((day) => ["days", day]),
    ]);
    const response = await fetch(`${api.url}/download/usage.csv?${query.toString()}`, {
      headers: { authorization: `Bearer ${api.key}` },
    });
    const [, ...lines] = (await response.text()).trimEnd().split("\n");
    expect(lines).toEqual([
      "2026-01-01T00:00:00.000Z,gpu.rtx-3090,vision,ana,1,0.44,0.00",
      "2026-01-02T00:00:00.000Z,gpu.rtx-3090,vision,ana,1,0.44,0.00",
    ]);
  });
});
