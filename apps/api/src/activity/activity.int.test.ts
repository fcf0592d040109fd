import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { InputOf } from "../testing/wire-types.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

/** Runs a job of two GPUs at $0.44 for three hours, on $1.00 that expires after two hours and $2.00 that are bought. */
async function aLife(): Promise<string> {
  const org = await api.anOrganization();
  await api.ok("grants.create", { org, source: "code", amount: "1000000", expiresAt: "2026-01-01T14:00:00Z" });
  await api.ok("grants.create", { org, source: "purchase", amount: "2000000" });
  const job = { org, job: "train" };
  const labels = { project: "vision", member: "ana" };
  await api.ok("jobs.start", {
    ...job,
    ...labels,
    resource: "gpu.rtx-3090",
    unitsMilli: 2000,
    next: { untilMs: HOUR_MS },
  });
  await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00Z" });
  await api.ok("jobs.settleEpoch", { ...job, quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } });
  await api.ok("clocks.advance", { org, to: "2026-01-01T15:00:00.001Z" });
  await api.ok("jobs.complete", { ...job, quantityMs: 3 * HOUR_MS + 1 });
  await api.ok("charges.create", { org, amount: "700000", onShortfall: "owe", resource: "gpu.l40s" });
  await api.ok("grants.create", { org, source: "purchase", amount: "500000" });
  return org;
}

const lines = async (input: InputOf<"activity.list">) => (await api.ok("activity.list", input)).lines;
const explained = (org: string, seq: number) => api.ok("activity.explain", { org, seq });

describe("activity", () => {
  it("shows every entry with its change and its subject, newest first", async () => {
    const org = await aLife();
    const all = await lines({ org });
    expect(all.map(({ kind }) => kind)).toEqual([
      "grant_issued",
      "charged",
      "settled",
      "grant_expired",
      "hold_expired",
      "settled",
      "hold_placed",
      "grant_issued",
      "grant_issued",
    ]);
    expect(all.at(-1)).toEqual({
      seq: 1,
      at: "2026-01-01T12:00:00.000Z",
      kind: "grant_issued",
      net: "1000000",
      reservedBy: "0",
      balance: { available: "1000000", reserved: "0", owed: "0", total: "1000000" },
      job: null,
      resource: null,
      project: null,
      member: null,
      grant: { id: expect.stringMatching(/^grant_/), source: "code", kind: "promotional" },
    });
    expect(await lines({ org, kinds: ["hold_placed"] })).toEqual([
      {
        seq: 3,
        at: "2026-01-01T12:00:00.000Z",
        kind: "hold_placed",
        net: "0",
        reservedBy: "880000",
        balance: { available: "2120000", reserved: "880000", owed: "0", total: "3000000" },
        job: "train",
        resource: "gpu.rtx-3090",
        project: "vision",
        member: "ana",
        grant: null,
      },
    ]);
    expect(await api.ok("activity.facets", { org })).toEqual({
      projects: ["vision"],
      members: ["ana"],
      resources: ["gpu.l40s", "gpu.rtx-3090"],
    });
  });

  it("adds up the credit that came in and went out", async () => {
    const org = await aLife();
    const sum = await api.ok("activity.sum", { org });
    const { available, reserved, owed } = await api.ok("balance.get", { org });
    expect(sum).toMatchObject({ added: "3500000", used: "3340000", count: (await lines({ org })).length });
    const left = BigInt(available) + BigInt(reserved) - BigInt(owed);
    expect(3_500_000n - 3_340_000n - BigInt(sum.lost)).toBe(left);
    expect(sum.ends?.closing).toEqual({ available, reserved, owed, total: `${left}` });
    expect([sum.total, sum.ends?.opening.total]).toEqual([`${left}`, "0"]);
    expect(await api.ok("activity.sum", { org, project: "vision" })).toMatchObject({ added: "0", used: "2640000" });
    expect(await api.ok("activity.sum", { org, job: "train" })).toMatchObject({ used: "2640000" });
    const day = { org, from: "2026-01-01T12:00:00Z", until: "2026-01-01T13:00:00Z" };
    expect(await api.ok("activity.sum", day)).toMatchObject({ count: 3, added: "3000000", used: "0" });
    const later = await api.ok("activity.sum", { org, from: "2026-01-01T13:00:00Z" });
    expect([later.ends?.opening.total, later.ends?.closing.total]).toEqual(["3000000", `${left}`]);
    expect((await api.ok("activity.sum", { org, kinds: ["settled"] })).ends).toBeNull();
  });

  it("adds up the lines of each day", async () => {
    const org = await aLife();
    const days = ["2026-01-01T00:00:00Z", "2026-01-01T13:00:00Z", "2026-01-01T15:00:00Z", "2026-01-02T00:00:00Z"];
    const sums = (await api.ok("activity.days", { org, days })).days;
    expect(sums[0]).toEqual({ count: 3, added: "3000000", used: "0", lost: "0", total: "3000000" });
    expect(sums.at(-1)).toEqual({ count: 0, added: "0", used: "0", lost: "0", total: "0" });
    const whole = await api.ok("activity.sum", { org });
    for (const part of ["added", "used", "lost", "total"] as const)
      expect(sums.reduce((sum, day) => sum + BigInt(day[part]), 0n)).toBe(BigInt(whole[part]));
    const backwards = await api.call("activity.days", { org, days: days.toReversed() }, api.key);
    expect([backwards.status, backwards.error?.code]).toEqual([400, "bad_input"]);
  });

  it("finds the jobs to filter by, by any part of their names", async () => {
    const org = await aLife();
    expect(await api.ok("activity.jobs", { org, text: "RAI" })).toEqual({ jobs: ["train"] });
    expect(await api.ok("activity.jobs", { org, text: "plane" })).toEqual({ jobs: [] });
  });

  it("L19 explains a charge: the exact product, rounded down, minus earlier charges", async () => {
    const org = await aLife();
    const settled = await lines({ org, kinds: ["settled"] });
    const [last = 0, first = 0] = settled.map(({ seq }) => seq);
    expect((await explained(org, last)).charge).toEqual({
      resource: "gpu.rtx-3090",
      rateNanos: "440000000",
      unitsMilli: 2000,
      fromMs: HOUR_MS,
      shape: null,
      metered: null,
      untilMs: 3 * HOUR_MS + 1,
      reportedMs: 3 * HOUR_MS + 1,
      exact: "2640000.244444",
      cumulative: "2640000",
      chargedBefore: "880000",
      amount: "1760000",
      flags: expect.arrayContaining(["beyond_hold"]),
    });
    const entry = await explained(org, first);
    expect(entry).toMatchObject({
      actor: { type: "service_key", name: "tests" },
      cause: expect.stringMatching(/^charge_/),
      leg: 1,
      owed: null,
      before: { available: "2120000", reserved: "880000", owed: "0", total: "3000000" },
      charge: { fromMs: 0, exact: "880000", cumulative: "880000", chargedBefore: "0", amount: "880000", flags: [] },
      paidBy: [{ source: "code", kind: "promotional", amount: "880000", expiresAt: "2026-01-01T14:00:00.000Z" }],
      reserved: [
        { source: "code", amount: "120000" },
        { source: "purchase", amount: "760000" },
      ],
      released: [],
    });
    expect(entry.previousHash).toBe((await explained(org, first - 1)).hash);
    expect(await explained(org, 1)).toMatchObject({
      previousHash: "0".repeat(64),
      paidBy: [],
      grant: { amount: "1000000", expiresAt: expect.any(String) },
    });
    expect(entry.grant).toBeNull();
  });

  it("L31 shows the debt of a charge, and the new credit that paid it", async () => {
    const org = await aLife();
    const [paying] = await lines({ org });
    const [charged] = await lines({ org, kinds: ["charged"] });
    const owing = await explained(org, charged?.seq ?? 0);
    const { owed } = owing;
    expect(owing).toMatchObject({ charge: { rateNanos: null, exact: null, cumulative: null, amount: "700000" } });
    expect([BigInt(owed?.amount ?? 0) > 0n, owed?.open]).toEqual([true, "0"]);
    expect(await explained(org, paying?.seq ?? 0)).toMatchObject({
      charge: null,
      paidBy: [{ source: "purchase", amount: owed?.amount }],
      line: { kind: "grant_issued", net: "500000" },
    });
  });

  it("G1 explains no entry of another organization", async () => {
    const org = await aLife();
    const other = await api.anOrganization();
    const key = await api.aKey({ orgId: other.slice(4) });
    for (const [input, caller] of [
      [{ org: other, seq: 1 }, api.key],
      [{ seq: 1 }, key],
      [{ org, seq: 99 }, api.key],
    ] as const) {
      const answered = await api.call("activity.explain", input, caller);
      expect([answered.status, answered.error?.code]).toEqual([404, "not_found"]);
    }
    expect((await api.call("activity.explain", { org, seq: 1 }, key)).error?.code).toBe("organization_not_found");
  });
});

describe("activity.booked", () => {
  it("adds up the entries after a number by kind and source", async () => {
    const org = await api.anOrganization();
    await api.ok("grants.create", { org, amount: "5000000", source: "purchase" });
    const expiresAt = "2026-01-02T12:00:00Z";
    const { seq } = await api.ok("grants.create", { org, amount: "1000000", source: "signup", expiresAt });
    const effectiveAt = "2026-01-03T12:00:00Z";
    await api.ok("grants.create", { org, amount: "2000000", source: "plan", effectiveAt });
    await api.ok("grants.create", { org, amount: "3000000", source: "plan", effectiveAt });
    for (let hold = 0; hold < 2; hold += 1) await api.ok("holds.place", { org, amount: "100", ttlSeconds: 3600 });
    await api.ok("charges.create", { org, amount: "7" });
    await api.ok("clocks.advance", { org, to: "2026-02-01T12:00:00Z" });
    const { sums } = await api.ok("activity.booked", { org, after: seq ?? 0 });
    expect(sums).toEqual([
      { kind: "grant_scheduled", source: null, count: 2, net: "0" },
      { kind: "hold_placed", source: null, count: 2, net: "0" },
      { kind: "charged", source: null, count: 1, net: "-7" },
      { kind: "hold_expired", source: null, count: 2, net: "0" },
      { kind: "grant_expired", source: "signup", count: 1, net: "-999993" },
      { kind: "grant_issued", source: "plan", count: 2, net: "5000000" },
    ]);
    expect(await api.ok("activity.booked", { org, after: 1000 })).toEqual({ sums: [] });
  });
});
