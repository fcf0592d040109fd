import { randomUUID } from "node:crypto";
import { MAX_AMOUNT, MAX_BALANCE } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { InputOf, ProcedureName } from "../testing/wire-types.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;
const LARGEST = String(MAX_AMOUNT);
const MOST = String(MAX_BALANCE);
const PURCHASE = { source: "purchase", kind: "paid" } as const;
/** H100s for $997,500 an hour. */
const DEAR = { resource: "gpu.h100-80gb", unitsMilli: 250_000_000 } as const;

/** Sends the same call many times at once, in batches of the ledger. */
async function many<Name extends ProcedureName>(count: number, procedure: Name, input: object): Promise<void> {
  const calls = Array.from({ length: count }, () =>
    api.ok(procedure, { ...input, idempotencyKey: randomUUID() } as unknown as InputOf<Name>),
  );
  await Promise.all(calls);
}

async function expectClean(org: string): Promise<void> {
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });
}

describe("the price of a job", () => {
  it("eleven dear jobs of 99 years are each stopped at the limit, and each can be ended", async () => {
    const org = await api.anOrganization({ credit: Number(MAX_AMOUNT) });
    const jobs = Array.from({ length: 11 }, (_, n) => `job ${n}`);
    for (const job of jobs) await api.ok("jobs.start", { org, job, ...DEAR, next: { untilMs: HOUR_MS } });
    await api.ok("clocks.advance", { org, to: "2125-12-01T12:00:00Z" });
    const quantityMs = Math.floor(99.9 * 365 * 24) * HOUR_MS;
    const next = { untilMs: quantityMs + HOUR_MS };
    const [first, ...others] = jobs as [string, ...string[]];
    const stopped = await api.ok("jobs.settleEpoch", { org, job: first, quantityMs, next });
    expect(stopped).toMatchObject({ decision: "stop", reason: "price_above_limit", state: "paused", missing: null });
    const resumed = await api.call("jobs.resume", { org, job: first, next, idempotencyKey: "resume" });
    expect([resumed.status, resumed.error?.code]).toEqual([422, "price_above_limit"]);
    const ends = [await api.ok("jobs.complete", { org, job: first, quantityMs })];
    for (const job of others) ends.push(await api.ok("jobs.cancel", { org, job, quantityMs }));
    for (const { decision, chargedTotal } of ends) {
      expect(decision).toBe("stop");
      expect(MAX_AMOUNT - BigInt(chargedTotal)).toBeLessThan(1_000_000n);
    }
    const story = await api.ok("jobs.story", { org, job: first });
    expect(story.epochs).toMatchObject([{ decision: "stop", reason: "price_above_limit" }, { amount: "0" }]);
    const sum = ends.reduce((total, { chargedTotal }) => total + BigInt(chargedTotal), 0n);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "0", owed: String(sum - MAX_AMOUNT) });
    await expectClean(org);
  });
});

describe("an organization at the limit of its sums", () => {
  it("is full of credit: every page shows it exactly, nothing more is added, and it can be spent", async () => {
    const org = await api.anOrganization();
    await many(1000, "grants.create", { org, ...PURCHASE, amount: LARGEST });
    await api.ok("holds.place", { org, amount: LARGEST });
    const refusals = [
      await api.call("grants.create", { org, ...PURCHASE, amount: "1", idempotencyKey: "one-more" }),
      await api.call("grants.create", {
        org,
        ...PURCHASE,
        amount: "1",
        effectiveAt: "2026-02-01T00:00:00Z",
        idempotencyKey: "later",
      }),
    ];
    for (const { status, error } of refusals) {
      const details = { total: String(MAX_BALANCE + 1n), limit: MOST };
      expect({ status, code: error?.code, details: error?.details }).toEqual({
        status: 422,
        code: "balance_above_limit",
        details,
      });
    }
    const available = String(MAX_BALANCE - MAX_AMOUNT);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available, reserved: LARGEST, owed: "0" });
    expect(await api.ok("balance.asOf", { org, point: 1001 })).toMatchObject({ available, reserved: LARGEST });
    await expectClean(org);

    // The sums of a period grow without a limit, and stay exact.
    await many(50, "charges.create", { org, amount: LARGEST });
    await many(50, "grants.create", { org, ...PURCHASE, amount: LARGEST });
    const sum = await api.ok("activity.sum", { org });
    expect(JSON.stringify(sum)).toContain(String(MAX_BALANCE + 50n * MAX_AMOUNT));
    expect(await api.ok("overview.get", { org })).toMatchObject({ available });
    const burn = await api.ok("overview.burn", { org, zone: "Europe/Berlin" });
    expect(JSON.stringify(burn)).toContain(available);
    const estimate = { org, ...DEAR, estimateMs: 900 * HOUR_MS, epochMs: HOUR_MS };
    expect(await api.ok("jobs.estimate", estimate)).toMatchObject({ admitted: true, spendable: available });
    const { lines } = await api.ok("activity.list", { org });
    expect(lines[0]).toMatchObject({ balance: { available } });
    await api.ok("entries.list", { org, after: 1000 });
    await expectClean(org);

    // The refused key succeeds when there is room.
    await api.ok("charges.create", { org, amount: "1" });
    const input = { org, ...PURCHASE, amount: "1", idempotencyKey: "one-more" };
    expect(await api.ok("grants.create", input)).toMatchObject({ state: "issued" });
  }, 60_000);

  it("owes as much as it can: nothing more is owed, and credit pays it", async () => {
    const org = await api.anOrganization();
    await many(1000, "charges.create", { org, amount: LARGEST, onShortfall: "owe" });
    const beyond = await api.call("charges.create", { org, amount: "1", onShortfall: "owe", idempotencyKey: "beyond" });
    expect([beyond.status, beyond.error?.code]).toEqual([422, "balance_above_limit"]);
    const { error } = await api.call("holds.place", { org, amount: LARGEST, idempotencyKey: "hold" });
    const missing = String(MAX_BALANCE + MAX_AMOUNT);
    expect(error?.details).toEqual({ required: LARGEST, spendable: "0", missing });
    expect(await api.ok("overview.get", { org })).toMatchObject({ owed: MOST });
    await api.ok("overview.burn", { org, zone: "UTC" });
    await api.ok("activity.sum", { org });
    await api.ok("grants.create", { org, ...PURCHASE, amount: LARGEST });
    expect(await api.ok("balance.get", { org })).toMatchObject({ owed: String(MAX_BALANCE - MAX_AMOUNT) });
    await expectClean(org);
  }, 60_000);

  it("holds back scheduled grants without stopping its clock or its other due work", async () => {
    const org = await api.anOrganization();
    await many(999, "grants.create", { org, ...PURCHASE, amount: LARGEST });
    const scheduled = { org, ...PURCHASE, amount: LARGEST, effectiveAt: "2026-02-01T00:00:00Z" };
    await many(2, "grants.create", scheduled);
    const { hold } = await api.ok("holds.place", { org, amount: "5", ttlSeconds: 60 * 24 * 3600 });
    expect(await api.ok("clocks.advance", { org, to: "2026-06-01T00:00:00Z" })).toMatchObject({
      at: "2026-06-01T00:00:00.000Z",
    });
    const closed = await api.call("holds.void", { org, hold, idempotencyKey: "void" });
    expect(closed.error?.code).toBe("hold_closed");
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: MOST });
    await api.ok("charges.create", { org, amount: LARGEST });
    await api.ok("clocks.advance", { org, to: "2026-06-02T00:00:00Z" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: MOST });
    await expectClean(org);
  }, 60_000);
});
