import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

it("L19 L20 jobs.get shows a job through its life, and the ledger shows its cost", async () => {
  const org = await api.anOrganization({ credit: 5_000_000 });
  const job = { org, job: "train ünïcode \u0041\u030a #1" };
  const name = "train ünïcode \u00c5 #1";
  const at = (time: string) => api.ok("clocks.advance", { org, to: `2026-01-01T${time}:00Z` });
  const get = () => api.ok("jobs.get", job);

  const labels = { project: "vision", member: "ana" };
  const terms = { resource: "gpu.rtx-3090", unitsMilli: 2000, ...labels };
  const started = await api.ok("jobs.start", { ...job, ...terms, next: { untilMs: HOUR_MS } });
  expect(started).toMatchObject({ job: name, state: "running", decision: "continue", held: "880000", charged: "0" });
  expect(await get()).toEqual({
    job: name,
    id: started.id,
    ...terms,
    work: "training",
    mode: "epochs",
    state: "running",
    rateNanos: "440000000",
    priceShape: null,
    estimateMs: null,
    startedAt: "2026-01-01T12:00:00.000Z",
    endedAt: null,
    pausedMs: 0,
    reportedMs: 0,
    chargeableMs: 0,
    charged: "0",
    // Half an hour after the planned end of the epoch.
    hold: { id: expect.stringMatching(/^hold_/), open: "880000", silentAt: "2026-01-01T13:30:00.000Z" },
  });

  await at("13:00");
  const settled = await api.ok("jobs.settleEpoch", { ...job, quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } });
  expect(settled).toMatchObject({ decision: "continue", charged: "880000", chargedTotal: "880000", held: "880000" });
  expect(await get()).toMatchObject({
    reportedMs: HOUR_MS,
    charged: "880000",
    hold: { silentAt: "2026-01-01T14:30:00.000Z" },
  });

  await at("14:00");
  const paused = await api.ok("jobs.settleEpoch", { ...job, quantityMs: 2 * HOUR_MS, next: null });
  expect(paused).toMatchObject({ decision: "pause", reason: "asked", held: "0", chargedTotal: "1760000" });
  expect(await get()).toMatchObject({ state: "paused", hold: null });

  await at("15:00");
  const resumed = await api.ok("jobs.resume", { ...job, next: { untilMs: 3 * HOUR_MS } });
  expect(resumed).toMatchObject({ state: "running", decision: "continue", held: "880000", charged: "0" });

  await at("15:30");
  const completed = await api.ok("jobs.complete", { ...job, quantityMs: 2.5 * HOUR_MS });
  expect(completed).toMatchObject({
    decision: "stop",
    charged: "440000",
    chargedTotal: "2200000",
    held: "0",
    becameOwed: "0",
  });
  expect(await get()).toMatchObject({
    state: "completed",
    endedAt: "2026-01-01T15:30:00.000Z",
    hold: null,
    reportedMs: 2.5 * HOUR_MS,
    chargeableMs: 2.5 * HOUR_MS,
    charged: "2200000",
  });
  expect(await api.ok("balance.get", { org })).toMatchObject({ available: "2800000", reserved: "0", owed: "0" });
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true });
});

it("C9 the cost of a job beyond its hold and its credit is owed, and the answer says so", async () => {
  const org = await api.anOrganization({ credit: 1_000_000 });
  await api.ok("jobs.start", { org, job: "long", resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } });
  await api.ok("clocks.advance", { org, to: "2026-01-01T13:20:00Z" });
  await api.ok("jobs.settleEpoch", { org, job: "long", quantityMs: 4_800_000, next: { untilMs: 8_000_000 } });
  await api.ok("clocks.advance", { org, to: "2026-01-01T15:00:00Z" });
  // Three hours are $1.32, and there was $1.00.
  const ended = await api.ok("jobs.cancel", { org, job: "long", quantityMs: 3 * HOUR_MS });
  expect(ended).toMatchObject({ chargedTotal: "1320000", becameOwed: "320000" });
  expect(ended.flags).toContain("beyond_hold");
  expect(await api.ok("balance.get", { org })).toMatchObject({ available: "0", reserved: "0", owed: "320000" });
});

it("F6 a name is plain text, whatever it contains", async () => {
  const org = await api.anOrganization({ credit: 5_000_000 });
  const names = [
    "'; DROP TABLE entries; --",
    '"}{\\',
    "{NULL}",
    "NULL",
    "__proto__",
    "constructor",
    "=1+1",
    "<b>",
    "%s%n",
    "\u{1f680}",
  ];
  for (const job of names) {
    const labels = { project: job, member: job };
    await api.ok("jobs.start", { org, job, ...labels, resource: "gpu.rtx-3090", next: { untilMs: 1000 } });
    expect(await api.ok("jobs.get", { org, job })).toMatchObject({ job, ...labels });
    expect(await api.ok("jobs.cancel", { org, job, quantityMs: 0 })).toMatchObject({ job, charged: "0" });
  }
  const { entries } = await api.ok("entries.list", { org });
  expect(entries).toHaveLength(1 + 2 * names.length);
});
