import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const CATALOG = fileURLToPath(import.meta.resolve("../testing/late-catalog.fixture.ts"));
const api = await anApi(undefined, { catalog: CATALOG });
const MINUTE = 60_000;
const NOON_MS = Date.parse("2026-01-01T12:00:00Z");

it("L19 L20 a policy that charges late and allows an overdraft charges every minute once, and verify agrees", async () => {
  const org = await api.anOrganization({ credit: 4_320_000 });
  const job = { org, job: "late" };
  const report = async (minutes: number) => {
    await api.ok("clocks.advance", { org, to: new Date(NOON_MS + minutes * MINUTE).toISOString() });
    const next = { untilMs: (minutes + 20) * MINUTE };
    return api.ok("jobs.settleEpoch", { ...job, quantityMs: minutes * MINUTE, next });
  };
  // Twenty minutes cost $1.20.
  await api.ok("jobs.start", { ...job, resource: "gpu", next: { untilMs: 20 * MINUTE } });
  expect(await report(20)).toMatchObject({ decision: "continue", charged: "0", held: "2400000" });
  expect(await report(40)).toMatchObject({ decision: "continue", charged: "2400000", held: "1200000" });
  // The hold covers what is done, and the rest of the credit: $1.92 of $2.40.
  expect(await report(60)).toMatchObject({ decision: "continue", charged: "0", held: "1920000" });
  expect(await report(80)).toMatchObject({
    decision: "continue",
    charged: "2400000",
    becameOwed: "480000",
    held: "0",
    flags: ["beyond_hold"],
  });
  for (const minutes of [100, 120]) await report(minutes);
  // $2.88 are owed after two hours. With what is done since and one epoch more it would be $5.28, which is too much.
  expect(await report(140)).toMatchObject({
    state: "paused",
    decision: "stop",
    reason: "overdraft_limit",
    missing: "5280000",
    charged: "1200000",
    chargedTotal: "8400000",
    balance: { available: "0", reserved: "0", owed: "4080000" },
  });
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });

  await api.ok("grants.create", { org, source: "purchase", amount: "20000000" });
  await api.ok("jobs.resume", { ...job, next: { untilMs: 160 * MINUTE } });
  await api.ok("clocks.advance", { org, to: new Date(NOON_MS + 150 * MINUTE).toISOString() });
  const ended = await api.ok("jobs.fail", { ...job, quantityMs: 150 * MINUTE, fault: "platform" });
  expect(ended).toMatchObject({ chargedTotal: "8400000", balance: { available: "15920000", owed: "0" } });
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });
});
