import { describe, expect, expectTypeOf, it } from "vitest";
import { createClient } from "./index.ts";
import { aClient, KEY } from "./testing/a-client.ts";
import { HUGE, UUID } from "./testing/canned-answers.ts";
import { answer } from "./testing/replies.ts";
import { serveTestRouter } from "./testing/serve-test-router.ts";

const ORG = `org_${UUID}`;
const HOLD = `hold_${UUID}`;

/** A client of a server with the contract's own schemas, over real HTTP. */
async function realClient() {
  const { url, requests } = await serveTestRouter();
  return { client: createClient({ url, key: KEY, retryForMs: 0 }), requests };
}

describe("amounts", () => {
  it("are bigint for the caller, exact beyond what a number holds", async () => {
    const { client } = await realClient();
    const hold = await client.holds.place({ org: ORG, amount: 123_456_789_012_345n, ttlSeconds: 60 });
    expectTypeOf(hold.open).toExtend<bigint>();
    expect(hold).toEqual({
      seq: 7,
      hold: HOLD,
      state: "open",
      open: 123_456_789_012_345n,
      charged: 0n,
      released: 0n,
      balance: { available: HUGE, reserved: 250_000n, owed: 0n },
    });
  });

  it("are digits on the wire", async () => {
    const { client, seen } = await aClient(() => answer({ balance: {} }));
    await client.charges.create({ amount: HUGE, resource: "export", idempotencyKey: "k" });
    expect(seen[0]?.input).toEqual({ amount: "9007199254740993", resource: "export", idempotencyKey: "k" });
  });

  it("are converted at any depth, and nulls stay null", async () => {
    const { client } = await realClient();
    const details = await client.jobs.get({ job: "run-42" });
    expectTypeOf(details.hold).toEqualTypeOf<{
      readonly id: string;
      readonly open: (typeof details)["charged"];
      readonly silentAt: string | null;
    } | null>();
    expect(details).toMatchObject({ rateNanos: 3_990_000_000n, hold: { id: HOLD, open: 665_000n, silentAt: null } });
    expect(await client.jobs.start({ job: "run-42", resource: "gpu.h100-80gb" })).toMatchObject({ missing: null });
    const entries = await client.entries.list({ limit: 1 });
    expect(entries.entries[0]).toMatchObject({
      balance: { available: HUGE },
      postings: [{ amount: 250_000n, hold: HOLD, debt: null }],
    });
  });

  it("of a contract are bigint inside its prices and its credit", async () => {
    const { client } = await realClient();
    const contract = await client.contracts.create({
      org: ORG,
      plan: "enterprise",
      startsAt: new Date("2026-03-01T00:00:00Z"),
      rates: { "gpu.h100-80gb": 2_500_000_000n },
      entitlements: { members: "unlimited", sso: true },
      credits: [{ amount: 5_000_000n, every: "month", days: 30 }],
      reason: "They signed.",
    });
    expect(contract).toMatchObject({
      plan: "enterprise",
      startsAt: "2026-03-01T00:00:00.000Z",
      rates: { "gpu.h100-80gb": 2_500_000_000n },
      credits: [{ amount: 5_000_000n, every: "month", days: 30, kind: "promotional" }],
    });
    const ended = await client.contracts.end({ org: ORG, contract: contract.contract, reason: "They left." });
    expect((await client.contracts.list({ org: ORG })).contracts).toEqual([ended]);
  });

  it("that are not valid are sent as they are, and the API refuses them by field name", async () => {
    const { client, seen } = await aClient(() => answer({ balance: {} }));
    await client.holds.place({ amount: -5n });
    expect(seen[0]?.input.amount).toBe("-5");
  });
});

describe("instants", () => {
  it("are a Date or ISO text on the way in, ISO text on the way out", async () => {
    const { client } = await realClient();
    const at = "2026-03-01T00:00:00.000Z";
    expect(await client.clocks.create({ org: ORG, at })).toEqual({ at, ran: 0 });
    expect(await client.clocks.advance({ org: ORG, to: new Date(at) })).toEqual({ at, ran: 2 });
    expect(await client.clocks.next({ org: ORG })).toEqual({ at: "2026-01-01T12:00:00.000Z" });
    const org = await client.organizations.create({ name: "Acme", testClock: new Date(at) });
    expect(org).toMatchObject({ org: ORG, testClock: at, createdAt: "2026-01-01T12:00:00.000Z" });
  });

  it("that are not valid are sent as they are, for the API to refuse", async () => {
    const { client, seen } = await aClient(() => answer({}));
    await client.clocks.advance({ to: new Date("soon") });
    expect(seen[0]?.input).toEqual({ to: "Invalid Date" });
  });
});

describe("the surface", () => {
  it("calls every procedure in the way that the contract accepts", async () => {
    const { client, requests } = await realClient();
    const job = { job: "run-42", quantityMs: 600_000 };
    const calls = [
      client.grants.create({ source: "purchase", kind: "paid", amount: 20_000_000n, expiresAt: new Date() }),
      client.holds.settle({ hold: HOLD, amount: 1n, close: true, resource: "export" }),
      client.holds.release({ hold: HOLD, amount: 1n }),
      client.holds.void({ hold: HOLD }),
      client.charges.create({ amount: 50_000n, onShortfall: "owe", resource: "export" }),
      client.jobs.estimate({ resource: "gpu.h100-80gb", estimateMs: 3_600_000, epochMs: 600_000 }),
      client.jobs.start({ job: "run-42", resource: "endpoint.cpu-2", work: "endpoint", mode: "timed", estimateMs: 1 }),
      client.jobs.settleEpoch({ ...job, next: { untilMs: 1_200_000 } }),
      client.jobs.settleEpoch({ ...job, next: null }),
      client.jobs.complete(job),
      client.jobs.cancel(job),
      client.jobs.fail({ ...job, fault: "platform" }),
      client.jobs.resume({ job: "run-42", next: { untilMs: 1_800_000 } }),
      client.endpoints.start({ endpoint: "chat", resource: "endpoint.cpu-2" }),
      client.endpoints.scale({ endpoint: "chat", resource: "gpu.h100-80gb", unitsMilli: 2000 }),
      client.endpoints.stop({ endpoint: "chat" }),
      client.endpoints.get({ endpoint: "chat" }),
      client.endpoints.list({ states: ["running"] }),
      client.endpoints.sum(),
      client.storage.set({ volume: "data", gb: "250", at: new Date() }),
      client.storage.set({ volume: "data", bytes: 250_000_000_000n, resource: "storage.gb-month" }),
      client.storage.get({ volume: "data" }),
      client.storage.list({ deleted: true }),
      client.storage.sum({ month: "2026-06" }),
      client.usage.report({
        events: [{ source: "edge", id: "1", resource: "export", quantity: "3", eventAt: new Date() }],
      }),
      client.usage.list(),
      client.budgets.list(),
      client.budgets.set({ scope: "project", id: "atlas", period: "month", cap: 5_000_000n }),
      client.budgets.remove({ scope: "organization", period: "day" }),
      client.balance.get(),
      client.balance.get({ org: ORG }),
      client.entries.list({ after: 2 }),
      client.ledger.verify(),
      client.ledger.verify({ orgs: [ORG] }),
    ];
    expect(await Promise.all(calls)).toHaveLength(calls.length);
    expect(requests()).toBeLessThan(calls.length);
  });

  it("is the same for one organization, which the client names in each call", async () => {
    const { client, seen } = await aClient(({ name }) =>
      answer(name === "entries.list" ? { entries: [], next: null } : {}),
    );
    const acme = client.organization(ORG);
    expect(acme.org).toBe(ORG);
    await acme.balance.get();
    await acme.jobs.get({ job: "run-42" });
    await acme.entries.all().next();
    expect(seen.map(({ input }) => input.org)).toEqual([ORG, ORG, ORG]);
    await acme.ledger.verify();
    expect(seen.at(-1)?.input).toEqual({ orgs: [ORG] });
    // @ts-expect-error -- the organization is set already
    expectTypeOf(() => acme.balance.get({ org: ORG })).toBeFunction();
  });
});

describe("all entries", () => {
  it("come page by page, in order, from a given entry on", async () => {
    const { client, requests } = await realClient();
    const seqs = [];
    for await (const entry of client.entries.all({ limit: 2, after: 1 })) seqs.push(entry.seq);
    expect(seqs).toEqual([2, 3, 4, 5]);
    expect(requests()).toBe(2);
  });

  it("are not read beyond the page that the caller needs", async () => {
    const { client, requests } = await realClient();
    for await (const entry of client.organization(ORG).entries.all({ limit: 2 })) if (entry.seq === 2) break;
    expect(requests()).toBe(1);
  });
});
