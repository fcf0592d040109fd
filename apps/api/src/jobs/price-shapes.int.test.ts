import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi(undefined, { catalog: join(import.meta.dirname, "../testing/shapes-catalog.fixture.ts") });
const HOUR = 3_600_000;

/** Runs a job of one GPU that settles at these hours, and completes at the last one. */
async function run(org: string, resource: string, hours: readonly number[], job = resource) {
  const next = (n: number) => ({ untilMs: (hours[n] ?? 0) * HOUR });
  const { at } = await api.ok("clocks.get", { org });
  const start = Date.parse(at);
  const answers = [await api.ok("jobs.start", { org, job, resource, next: next(0) })];
  for (const [n, hour] of hours.entries()) {
    await api.ok("clocks.advance", { org, to: new Date(start + hour * HOUR).toISOString() });
    const done = { org, job, quantityMs: hour * HOUR };
    if (n < hours.length - 1) answers.push(await api.ok("jobs.settleEpoch", { ...done, next: next(n + 1) }));
    else answers.push(await api.ok("jobs.complete", done));
  }
  return answers;
}

const charged = (answers: readonly { charged: string }[]) => answers.map((answer) => Number(answer.charged) / 1e6);
const isSound = async (org: string) =>
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });

describe("L19 a job by a price shape", () => {
  it.each([
    ["gpu.tiers", [4, 8, 12], [0, 16, 16, 14], "46000000"],
    // 3, 6 and 7 hours begin 1, 2 and 2 packages; the minimum of $50.00 is due in the end.
    ["gpu.packages", [3, 6, 7], [0, 18, 18, 14], "50000000"],
  ])("%s", async (resource, hours, charges, total) => {
    const org = await api.anOrganization({ credit: 1_000_000_000 });
    const answers = await run(org, resource, hours);
    expect(charged(answers)).toEqual(charges);
    expect(answers.at(-1)).toMatchObject({ chargedTotal: total, held: "0", flags: [] });
    await isSound(org);
  });

  it("gives back by one grant what a volume price falls by, explains it, and verify agrees", async () => {
    const org = await api.anOrganization({ credit: 1_000_000_000 });
    const answers = await run(org, "gpu.volume", [5, 10, 11, 12]);
    expect(charged(answers)).toEqual([0, 20, 20, 0, 3]);
    expect(answers.at(-1)).toMatchObject({ chargedTotal: "36000000", balance: { available: "964000000" } });
    const { entries } = await api.ok("entries.list", { org, limit: 100 });
    expect(entries.filter(({ kind }) => kind === "grant_issued")).toHaveLength(2);
    const shown = await api.ok("jobs.get", { org, job: "gpu.volume" });
    expect(shown).toMatchObject({
      rateNanos: "0",
      priceShape: {
        kind: "volume",
        tiers: [
          { upTo: 10, rateNanos: "4000000000" },
          { upTo: null, rateNanos: "3000000000" },
        ],
        minimum: "0",
      },
    });
    const last = entries.findLast(({ kind }) => kind === "settled");
    const { charge } = await api.ok("activity.explain", { org, seq: last?.seq ?? 0 });
    expect(charge).toMatchObject({
      cumulative: "36000000",
      chargedBefore: "33000000",
      amount: "3000000",
      shape: { tiers: [{ upTo: null, rateNanos: "3000000000", units: "12", exact: "36000000" }], isMinimum: false },
    });
    await isSound(org);
  });

  it("estimates by the shape", async () => {
    const org = await api.anOrganization({ credit: 1_000_000_000 });
    const estimate = (resource: string) =>
      api.ok("jobs.estimate", { org, resource, estimateMs: 12 * HOUR, epochMs: HOUR });
    expect((await estimate("gpu.tiers")).price).toBe("46000000");
    expect((await estimate("gpu.volume")).price).toBe("36000000");
    expect((await estimate("gpu.packages")).price).toBe("54000000");
  });

  it("comes from a contract, which a running job keeps", async () => {
    const org = await api.anOrganization({ credit: 1_000_000_000 });
    const shape = { kind: "package" as const, size: 10, perPackage: "30000000" };
    const contract = await api.ok("contracts.create", {
      org,
      plan: "enterprise",
      rates: { "gpu.tiers": "1000000000" },
      priceShapes: { "gpu.plain": shape },
      reason: "agreed by mail",
    });
    expect(contract).toMatchObject({ rates: { "gpu.tiers": "1000000000" }, priceShapes: { "gpu.plain": shape } });
    expect(charged(await run(org, "gpu.plain", [1, 11]))).toEqual([0, 30, 30]);
    expect(charged(await run(org, "gpu.tiers", [12]))).toEqual([0, 12]);
    await isSound(org);
    const twice = { plan: "enterprise", rates: { "gpu.tiers": "1" }, priceShapes: { "gpu.tiers": shape } };
    const refused = await api.call("contracts.create", {
      org,
      idempotencyKey: "twice",
      reason: "agreed by mail",
      ...twice,
    });
    expect(refused.text).toContain("priceShapes.gpu.tiers: has a plain rate too; a resource has one of them");
  });
});
