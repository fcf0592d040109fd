import { randomUUID } from "node:crypto";
import { HTTP_STATUS } from "@scrip/contract/errors";
import type { LedgerRefusalCode } from "@scrip/domain/ledger";
import { REFUSALS } from "@scrip/domain/refusals";
import { beforeEach, describe, expect, it } from "vitest";
import { anApi, callOver, listen, NOON } from "./testing/an-api.ts";
import type { Answered } from "./testing/answered.ts";
import type { InputOf, OutputOf, ProcedureName } from "./testing/wire-types.ts";

const api = await anApi();
const production = await listen({ ...api.deps, allowsTestClocks: false });

const HOUR_MS = 3_600_000;
const NOON_MS = Date.parse(NOON);
const NOBODY = "00000000-0000-7000-8000-000000000000";
const NO_HOLD = `hold_${NOBODY}`;
const NO_ORG = `org_${NOBODY}`;
const EVENT = { source: "meter", id: "event", resource: "export", quantity: "1" };
const GPU = { resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } };

/** One organization with $5.00 at noon on a test clock. */
let org: string;
beforeEach(async () => {
  org = await api.anOrganization({ credit: 5_000_000 });
});

/** Causes a refusal, and returns it with the expected status and details. */
type Case = () => Promise<{ answered: Answered; status: number; details: Record<string, unknown> }>;

/** Every code of the rules. A new code does not compile until it is here. */
const CASES: Record<LedgerRefusalCode, Case> = {
  insufficient_credit: async () => ({
    answered: await refused("holds.place", { amount: "6000000" }),
    status: 402,
    details: { required: "6000000", spendable: "5000000", missing: "1000000" },
  }),
  budget_exceeded: async () => {
    const key = await api.aKey({ orgId: org.slice(4), dailyCeiling: 50n });
    const answered = await api.call("charges.create", { amount: "75", idempotencyKey: randomUUID() }, key);
    const id = expect.stringMatching(/^key_[0-9a-f-]{36}$/);
    const window = Date.parse("2026-01-01T00:00:00.000Z");
    const details = { scope: "key", id, period: "day", window, cap: "50", used: "0", asked: "75" };
    return { answered, status: 402, details };
  },
  balance_above_limit: async () => {
    const largest = { source: "purchase", amount: "1000000000000000" } as const;
    await Promise.all(Array.from({ length: 999 }, () => ok("grants.create", { ...largest })));
    const answered = await refused("grants.create", { ...largest });
    return { answered, status: 422, details: { total: "1000000000005000000", limit: "1000000000000000000" } };
  },
  organization_closed: async () => {
    await api.owner.query("UPDATE organizations SET closed_at = clock_timestamp() WHERE org_id = $1", [org.slice(4)]);
    return { answered: await refused("holds.place", { amount: "75" }), status: 409, details: { organization: org } };
  },
  hold_not_found: async () => ({
    answered: await refused("holds.void", { hold: NO_HOLD }),
    status: 404,
    details: { hold: NO_HOLD },
  }),
  hold_closed: async () => {
    const { hold } = await ok("holds.place", { amount: "75" });
    await ok("holds.void", { hold });
    return { answered: await refused("holds.void", { hold }), status: 409, details: { hold, state: "voided" } };
  },
  hold_belongs_to_job: async () => {
    const { id } = await ok("jobs.start", { job: "a", ...GPU });
    const { id: hold } = (await ok("jobs.get", { job: "a" })).hold ?? {};
    const answered = await refused("holds.settle", { hold, amount: "5" });
    return { answered, status: 409, details: { hold, job: id } };
  },
  beyond_hold: async () => {
    const { hold } = await ok("holds.place", { amount: "75" });
    const answered = await refused("holds.settle", { hold, amount: "76" });
    return { answered, status: 409, details: { hold, open: "75", asked: "76" } };
  },
  job_not_found: async () => ({
    answered: await refused("jobs.complete", { job: "nobody's", quantityMs: 0 }),
    status: 404,
    details: { job: "nobody's" },
  }),
  job_exists: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    return {
      answered: await refused("jobs.start", { job: "a", ...GPU }),
      status: 409,
      details: { job: "a", state: "running" },
    };
  },
  job_closed: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    await ok("jobs.complete", { job: "a", quantityMs: 0 });
    const answered = await refused("jobs.settleEpoch", { job: "a", quantityMs: 0, next: null });
    return { answered, status: 409, details: { job: "a", state: "completed" } };
  },
  job_running: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    return { answered: await refused("jobs.resume", { job: "a", next: GPU.next }), status: 409, details: { job: "a" } };
  },
  endpoint_not_found: async () => ({
    answered: await refused("endpoints.stop", { endpoint: "nothing" }),
    status: 404,
    details: { endpoint: "nothing" },
  }),
  endpoint_running: async () => {
    await ok("endpoints.start", { endpoint: "a", resource: GPU.resource });
    const answered = await refused("endpoints.start", { endpoint: "a", resource: GPU.resource });
    return { answered, status: 409, details: { endpoint: "a" } };
  },
  endpoint_stopped: async () => {
    await ok("endpoints.start", { endpoint: "a", resource: GPU.resource });
    await ok("endpoints.stop", { endpoint: "a" });
    const answered = await refused("endpoints.scale", { endpoint: "a", unitsMilli: 2000 });
    return { answered, status: 409, details: { endpoint: "a", reason: "asked" } };
  },
  job_not_in_epochs: async () => {
    await ok("jobs.start", { job: "a", mode: "timed", resource: GPU.resource, estimateMs: HOUR_MS });
    const answered = await refused("jobs.settleEpoch", { job: "a", quantityMs: 0, next: null });
    return { answered, status: 409, details: { job: "a" } };
  },
  quantity_goes_back: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    await ok("clocks.advance", { to: "2026-01-01T12:10:00.000Z" });
    await ok("jobs.settleEpoch", { job: "a", quantityMs: 2000, next: GPU.next });
    const answered = await refused("jobs.complete", { job: "a", quantityMs: 1999 });
    return { answered, status: 422, details: { job: "a", reportedMs: 1999, lastMs: 2000 } };
  },
  quantity_ahead_of_time: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    await ok("clocks.advance", { to: "2026-01-01T12:00:01.000Z" });
    const answered = await refused("jobs.complete", { job: "a", quantityMs: 6001 });
    return { answered, status: 422, details: { job: "a", reportedMs: 6001, runningMs: 1000 } };
  },
  next_not_ahead: async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    await ok("clocks.advance", { to: "2026-01-01T12:10:00.000Z" });
    const answered = await refused("jobs.settleEpoch", { job: "a", quantityMs: 2000, next: { untilMs: 2000 } });
    return { answered, status: 422, details: { job: "a", untilMs: 2000, quantityMs: 2000 } };
  },
  next_missing: async () => ({
    answered: await refused("jobs.start", { job: "a", resource: GPU.resource }),
    status: 422,
    details: { job: "a" },
  }),
  estimate_missing: async () => ({
    answered: await refused("jobs.start", { job: "a", resource: GPU.resource, mode: "timed" }),
    status: 422,
    details: { job: "a" },
  }),
  price_above_limit: async () => ({
    // A million H100s at $3.99 an hour.
    answered: await refused("jobs.start", { job: "a", ...GPU, resource: "gpu.h100-80gb", unitsMilli: 1_000_000_000 }),
    status: 422,
    details: { price: "3990000000000", limit: "1000000000000" },
  }),
  unknown_resource: async () => ({
    answered: await refused("jobs.start", { job: "a", ...GPU, resource: "gpu.abacus" }),
    status: 422,
    details: { resource: "gpu.abacus" },
  }),
  not_sold_for_work: async () => ({
    answered: await refused("jobs.start", { job: "a", ...GPU, work: "storage" }),
    status: 422,
    details: { resource: GPU.resource, work: "storage" },
  }),
  work_without_jobs: async () => ({
    answered: await refused("jobs.start", { job: "a", ...GPU, work: "endpoint" }),
    status: 422,
    details: { work: "endpoint" },
  }),
  volume_not_found: async () => ({
    answered: await api.call("storage.get", { org, volume: "nobody's" }),
    status: 404,
    details: { volume: "nobody's" },
  }),
  volume_of_other_resource: async () => {
    await ok("storage.set", { volume: "data", gb: "5" });
    const answered = await refused("storage.set", { volume: "data", gb: "5", resource: "export" });
    return { answered, status: 409, details: { volume: "data", resource: "storage.gb-month" } };
  },
  size_ahead_of_time: async () => ({
    answered: await refused("storage.set", { volume: "data", gb: "5", at: "2026-01-01T12:00:06.000Z" }),
    status: 422,
    details: { volume: "data", at: NOON_MS + 6000, now: NOON_MS },
  }),
  size_too_late: async () => ({
    answered: await refused("storage.set", { volume: "data", gb: "5", at: "2025-11-30T23:59:59.999Z" }),
    status: 422,
    details: {
      volume: "data",
      at: Date.parse("2025-12-01T00:00:00Z") - 1,
      earliest: Date.parse("2025-12-01T00:00:00Z"),
    },
  }),
  grant_already_lapsed: async () => ({
    answered: await refused("grants.create", {
      source: "plan",
      amount: "5",
      effectiveAt: "2025-12-01T00:00:00Z",
      expiresAt: NOON,
    }),
    status: 422,
    details: { expiresAt: NOON_MS, at: NOON_MS },
  }),
  grant_interval_empty: async () => ({
    answered: await refused("grants.create", { source: "plan", amount: "5", effectiveAt: NOON, expiresAt: NOON }),
    status: 422,
    details: { effectiveAt: NOON_MS, expiresAt: NOON_MS },
  }),
  business_key_taken: async () => {
    const { grant } = await ok("grants.create", { source: "plan", amount: "5", businessKey: "January" });
    const answered = await refused("grants.create", { source: "plan", amount: "6", businessKey: "January" });
    return { answered, status: 409, details: { businessKey: "January", grant } };
  },
  charge_not_found: async () => ({
    answered: await refused("charges.refund", { charge: `charge_${NOBODY}`, amount: "5" }),
    status: 404,
    details: { charge: `charge_${NOBODY}` },
  }),
  beyond_charge: async () => {
    const { charge } = await ok("charges.create", { amount: "75" });
    await ok("charges.refund", { charge, amount: "70" });
    const answered = await refused("charges.refund", { charge, amount: "6" });
    return { answered, status: 409, details: { charge, refundable: "5", asked: "6" } };
  },
  grant_not_found: async () => ({
    answered: await refused("grants.revoke", { grant: `grant_${NOBODY}`, amount: "5" }),
    status: 404,
    details: { grant: `grant_${NOBODY}` },
  }),
  grant_not_scheduled: async () => {
    const { grant } = await ok("grants.create", { source: "plan", amount: "75", effectiveAt: "2190-01-01T00:00:00Z" });
    expect(await ok("grants.cancel", { grant })).toMatchObject({ grant, amount: "75" });
    const answered = await refused("grants.cancel", { grant });
    return { answered, status: 409, details: { grant, state: "cancelled" } };
  },
  beyond_grant: async () => {
    const { grant } = await ok("grants.create", { source: "purchase", amount: "75" });
    await ok("grants.revoke", { grant, amount: "70" });
    const answered = await refused("grants.revoke", { grant, amount: "6" });
    return { answered, status: 409, details: { grant, revocable: "5", asked: "6" } };
  },
  beyond_revoked: async () => {
    const { grant } = await ok("grants.create", { source: "purchase", amount: "75" });
    await ok("grants.revoke", { grant, amount: "70" });
    await ok("grants.reinstate", { grant, amount: "66" });
    const answered = await refused("grants.reinstate", { grant, amount: "5" });
    return { answered, status: 409, details: { grant, revoked: "4", asked: "5" } };
  },
  debt_not_open: async () => {
    const debt = `debt_${NOBODY}`;
    return { answered: await refused("debts.forgive", { debt, amount: "5" }), status: 404, details: { debt } };
  },
  beyond_debt: async () => {
    const { charge } = await ok("charges.create", { amount: "5000075", onShortfall: "owe" });
    const debt = charge.replace("charge_", "debt_");
    await ok("debts.forgive", { debt, amount: "70" });
    const answered = await refused("debts.forgive", { debt, amount: "6" });
    return { answered, status: 409, details: { debt, open: "5", asked: "6" } };
  },
  usage_event_not_found: async () => ({
    answered: await reported({ corrects: "nobody's" }),
    status: 404,
    details: { source: "meter", event: "nobody's" },
  }),
  event_ahead_of_time: async () => ({
    answered: await reported({ eventAt: "2026-01-01T12:00:05.001Z" }),
    status: 422,
    details: { event: "event", eventAt: NOON_MS + 5001, at: NOON_MS },
  }),
  not_metered_by_events: async () => ({
    answered: await reported({ resource: GPU.resource }),
    status: 422,
    details: { resource: GPU.resource, unit: "hour" },
  }),
  correction_differs: async () => {
    await ok("usage.report", { events: [{ ...EVENT, id: "first" }] });
    const answered = await reported({ corrects: "first", project: "vision" });
    return { answered, status: 409, details: { event: "first", field: "project" } };
  },
  organization_not_found: async () => ({
    answered: await refused("holds.place", { org: NO_ORG, amount: "5" }),
    status: 404,
    details: { organization: NO_ORG },
  }),
  key_reused: async () => {
    await ok("holds.place", { amount: "5", idempotencyKey: "once" });
    const answered = await refused("holds.place", { amount: "6", idempotencyKey: "once" });
    return { answered, status: 422, details: { operation: "placeHold", key: "once" } };
  },
};

describe("refusals over HTTP", () => {
  it.each(Object.entries(CASES))("%s has its status and its figures, and changes nothing", async (code, play) => {
    const { answered, status, details } = await play();
    expect({ status: answered.status, code: answered.error?.code }).toEqual({ status, code });
    expect(answered.error?.details).toEqual(details);
    expect(answered.error?.message).toMatch(/^[A-Z].{10,}\.$/);
    expect(answered.error?.retryAfterMs).toBeNull();
    const { findings } = await api.ok("ledger.verify", { orgs: [org] });
    expect(findings).toEqual([]);
  });

  it.each([
    ["jobs.settleEpoch", { job: "a", quantityMs: 0, next: null }],
    ["jobs.complete", { job: "a", quantityMs: 0 }],
    ["jobs.cancel", { job: "a", quantityMs: 0 }],
    ["jobs.fail", { job: "a", quantityMs: 0, fault: "user" }],
    ["jobs.resume", { job: "a", next: { untilMs: 1 } }],
  ])("%s refuses a job that does not exist, and one that has ended", async (procedure, input) => {
    expect((await refused(procedure, input)).error?.code).toBe("job_not_found");
    await ok("jobs.start", { job: "a", ...GPU });
    await ok("jobs.cancel", { job: "a", quantityMs: 0 });
    expect((await refused(procedure, input)).error?.code).toBe("job_closed");
  });

  it.each([
    ["holds.settle", { amount: "5" }],
    ["holds.release", { amount: "5" }],
    ["holds.void", {}],
  ])("%s refuses a hold of another organization like one that does not exist", async (procedure, input) => {
    const other = await api.anOrganization({ credit: 100 });
    const { hold } = await api.ok("holds.place", { org: other, amount: "50" });
    const answered = await refused(procedure, { hold, ...input });
    expect([answered.status, answered.error?.code]).toEqual([404, "hold_not_found"]);
    expect(await api.ok("balance.get", { org: other })).toMatchObject({ available: "50", reserved: "50" });
  });

  it("requires the margin at a start: 1.2 times the first epoch", async () => {
    // An hour of eleven RTX 3090s is $4.84, with the margin $5.808.
    const answered = await refused("jobs.start", { job: "a", ...GPU, unitsMilli: 11_000 });
    expect([answered.status, answered.error?.details]).toEqual([
      402,
      { required: "5808000", spendable: "5000000", missing: "808000" },
    ]);
  });
});

describe("test clocks", () => {
  it.each([
    ["organizations.create", { name: "In production", testClock: NOON, idempotencyKey: "p" }],
    ["clocks.create", { at: NOON }],
    ["clocks.advance", { to: NOON }],
  ])("G12 %s is refused in production", async (procedure, input) => {
    const named = procedure === "organizations.create" ? input : { org, ...input };
    const { status, error } = await callOver(production, procedure, named, api.key);
    expect([status, error?.code]).toEqual([403, "test_clock_refused"]);
  });

  it("allow every other call in production", async () => {
    const { status } = await callOver(production, "holds.place", { org, idempotencyKey: "p", amount: "5" }, api.key);
    expect(status).toBe(200);
  });

  it("are not set after the first entry, and not advanced without a clock", async () => {
    const set = await api.call("clocks.create", { org, at: NOON });
    expect([set.status, set.error?.code]).toEqual([409, "clock_after_entries"]);
    const { org: real } = await api.ok("organizations.create", { name: `Real ${randomUUID()}` });
    const advanced = await api.call("clocks.advance", { org: real, to: NOON });
    expect([advanced.status, advanced.error?.code]).toEqual([409, "not_on_test_clock"]);
  });

  it("L10 may be set before the creation of the organization: its entries have the clock's time", async () => {
    const { org: past } = await api.ok("organizations.create", { name: `Past ${randomUUID()}` });
    expect(await api.ok("clocks.create", { org: past, at: NOON })).toEqual({ at: NOON, ran: 0 });
    await api.ok("grants.create", { org: past, source: "purchase", amount: "5", expiresAt: "2026-01-01T13:00:00Z" });
    const { entries } = await api.ok("entries.list", { org: past });
    expect(entries).toMatchObject([{ at: NOON }]);
    expect(await api.ok("clocks.advance", { org: past, to: "2026-01-01T13:00:00Z" })).toMatchObject({ ran: 1 });
    expect(await api.ok("balance.get", { org: past })).toMatchObject({
      available: "0",
      at: "2026-01-01T13:00:00.000Z",
    });
    expect(await api.ok("ledger.verify", { orgs: [past] })).toMatchObject({ ok: true, entries: 2 });
  });

  it("do not go back", async () => {
    await ok("clocks.advance", { to: "2026-01-02T00:00:00Z" });
    expect(await ok("clocks.advance", { to: NOON })).toEqual({ at: "2026-01-02T00:00:00.000Z", ran: 0 });
  });
});

describe("organizations.create", () => {
  it("C4 returns the same organization again, and refuses the same key or name for another one", async () => {
    const input = { name: `Twice ${randomUUID()}`, idempotencyKey: randomUUID() };
    const first = await api.ok("organizations.create", input);
    expect(await api.ok("organizations.create", input)).toEqual(first);
    const other = await api.call("organizations.create", { ...input, name: `${input.name} 2` });
    expect([other.status, other.error?.code]).toEqual([422, "key_reused"]);
    const taken = await api.call("organizations.create", { ...input, idempotencyKey: randomUUID() });
    expect([taken.status, taken.error?.code, taken.error?.details]).toEqual([409, "name_taken", { name: input.name }]);
  });

  it("keeps the names of two owners apart", async () => {
    const name = `Shared ${randomUUID()}`;
    const mine = await api.aKey({ owner: "mine" });
    const theirs = await api.aKey({ owner: "theirs" });
    const answers = [];
    for (const key of [mine, theirs])
      answers.push(await api.call("organizations.create", { name, idempotencyKey: "k" }, key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.data.org).not.toBe(answers[1]?.data.org);
  });
});

describe("the record of a key", () => {
  it("C6 is a refusal: the same key is refused again after new credit, and a new key is not", async () => {
    const input = { amount: "6000000", idempotencyKey: "wants-six" };
    const first = await refused("holds.place", input);
    await ok("grants.create", { source: "purchase", amount: "10000000" });
    const again = await refused("holds.place", input);
    expect([again.status, again.error?.message, again.error?.details]).toEqual([
      402,
      first.error?.message,
      first.error?.details,
    ]);
    expect(await ok("holds.place", { amount: "6000000" })).toMatchObject({ open: "6000000" });
  });

  it("L13 is not bad input: the same key works with corrected input", async () => {
    for (const amount of ["0", "-5", "1e3"])
      expect((await refused("holds.place", { amount, idempotencyKey: "typo" })).status).toBe(400);
    expect(await ok("holds.place", { amount: "5", idempotencyKey: "typo" })).toMatchObject({ open: "5" });
  });

  it("L13 is not a missing permission, nor a missing organization", async () => {
    const input = { org, amount: "5", idempotencyKey: "not-yet" };
    const reader = await api.aKey({ scopes: ["ledger:read"] });
    expect((await api.call("holds.place", input, reader)).status).toBe(403);
    expect((await api.call("holds.place", { ...input, org: NO_ORG })).status).toBe(404);
    expect(await api.ok("holds.place", input)).toMatchObject({ open: "5" });
  });

  it("L13 is not a refusal that time cures: the same key succeeds when the quantity is no longer ahead", async () => {
    await ok("jobs.start", { job: "a", ...GPU });
    const input = { job: "a", quantityMs: 6001, idempotencyKey: "too-early" };
    await ok("clocks.advance", { to: "2026-01-01T12:00:01.000Z" });
    expect((await refused("jobs.complete", input)).error?.code).toBe("quantity_ahead_of_time");
    await ok("clocks.advance", { to: "2026-01-01T12:00:02.000Z" });
    expect(await ok("jobs.complete", input)).toMatchObject({ state: "completed", chargedTotal: "733" });
  });

  it("C4 belongs to one operation of one organization", async () => {
    const other = await api.anOrganization({ credit: 100 });
    const idempotencyKey = "the-same-everywhere";
    const { hold } = await ok("holds.place", { amount: "75", idempotencyKey });
    expect(await ok("holds.settle", { hold, amount: "75", idempotencyKey })).toMatchObject({ charged: "75" });
    expect(await ok("charges.create", { amount: "75", idempotencyKey })).toMatchObject({ charged: "75" });
    expect(await api.ok("holds.place", { org: other, amount: "76", idempotencyKey })).toMatchObject({ open: "76" });
  });
});

/** The refusal of a usage event. The call succeeds, and the event has its own answer. */
async function reported(event: object): Promise<Answered> {
  const answered = await api.call("usage.report", { org, events: [{ ...EVENT, ...event }] });
  const [result] = (answered.data as OutputOf<"usage.report">).results;
  const code = result?.refusal?.code as keyof typeof REFUSALS;
  const { message = "", details = {} } = result?.refusal ?? {};
  const status = HTTP_STATUS[REFUSALS[code].kind];
  return { ...answered, status, error: { code, message, details, retryAfterMs: null, requestId: null } };
}

function refused(procedure: string, input: object): Promise<Answered> {
  return api.call(procedure, { org, idempotencyKey: randomUUID(), ...input });
}

function ok<Name extends ProcedureName>(procedure: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return api.ok(procedure, { ...input, org });
}
