import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";

const MINUTE = 60_000;

/** An organization with credit, at time 0. */
function withCredit(amount: string): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.run({ kind: "issueGrant", amount: usd(amount) });
  return ledger;
}

/** Starts an endpoint at $3.99 an hour. @returns its id */
function start(ledger: LedgerInMemory, ref = "endpoint"): string {
  return ledger.run<"startEndpoint">({ kind: "startEndpoint", ref }).endpoint;
}

/** Settles an endpoint at a time, as the worker does. */
function settleAt(ledger: LedgerInMemory, endpointId: string, at: number) {
  ledger.now = at;
  return ledger.run<"settleEndpoint">({ kind: "settleEndpoint", endpointId });
}

const endpointOf = ({ state }: LedgerInMemory, id: string) => state.meters?.endpoints.get(id);

describe("an endpoint", () => {
  it("is charged by the millisecond, each five minutes and at its stop", () => {
    const ledger = withCredit("100");
    const id = start(ledger);
    // Two minutes are too early for a settle.
    expect(settleAt(ledger, id, 2 * MINUTE)).toMatchObject({ done: false });
    expect(settleAt(ledger, id, 5 * MINUTE)).toMatchObject({ done: true });
    ledger.now = 5 * MINUTE + 1;
    const answer = ledger.run<"stopEndpoint">({ kind: "stopEndpoint" });
    // $0.3325, and 1.108 u of the last millisecond.
    expect(answer).toMatchObject({ state: "stopped", decision: "stop", reason: "asked", missing: null });
    expect(answer).toMatchObject({ charged: "1", chargedTotal: "332501", becameOwed: "0" });
    expect(ledger.charges.map(({ leg, amount, metered }) => [leg, amount, metered?.from, metered?.until])).toEqual([
      [1, 332_500n, 0, 5 * MINUTE],
      [2, 1n, 5 * MINUTE, 5 * MINUTE + 1],
    ]);
    expect(settleAt(ledger, id, HOUR)).toMatchObject({ done: false });
    expect(ledger.state.hasMeters).toBe(false);
  });

  it("settles at the old terms when it is scaled, and goes on with new ones", () => {
    const ledger = withCredit("100");
    start(ledger);
    ledger.now = HOUR;
    // An hour of one H100; from now on three units of an RTX 3090.
    const scale = { kind: "scaleEndpoint", resource: "gpu.rtx-3090", unitsMilli: 3000 } as const;
    expect(ledger.run<"scaleEndpoint">(scale)).toMatchObject({ charged: "3990000", rate: "440000000" });
    ledger.now = 2 * HOUR;
    const stop = ledger.run<"stopEndpoint">({ kind: "stopEndpoint" });
    expect(stop).toMatchObject({ charged: "1320000", chargedTotal: "5310000" });
    expect(ledger.charges.map(({ resource, unitsMilli }) => [resource, unitsMilli])).toEqual([
      ["gpu.h100-80gb", 1000],
      ["gpu.rtx-3090", 3000],
    ]);
  });

  it("costs nothing at 0 units, and nothing falls due", () => {
    const ledger = withCredit("1");
    const id = start(ledger);
    const decision = ledger.submit({ kind: "scaleEndpoint", unitsMilli: 0 });
    expect(decision).toMatchObject({ ok: true, changes: { due: [{ refId: id, dueAt: null }] } });
    ledger.now = 100 * HOUR;
    const again = ledger.run<"scaleEndpoint">({ kind: "scaleEndpoint", unitsMilli: 1000 });
    expect(again).toMatchObject({ state: "running", charged: "0" });
    // The gap is a charge of zero, so that the charges have no hole.
    expect(ledger.charges.at(-1)).toMatchObject({ amount: 0n, unitsMilli: 0, metered: { from: 0, until: 100 * HOUR } });
  });

  it("starts again under its name, and its meter goes on", () => {
    const ledger = withCredit("100");
    const id = start(ledger);
    ledger.now = HOUR;
    ledger.run({ kind: "stopEndpoint" });
    ledger.now = 3 * HOUR;
    expect(start(ledger)).toBe(id);
    ledger.now = 4 * HOUR;
    ledger.run({ kind: "stopEndpoint" });
    expect(endpointOf(ledger, id)).toMatchObject({
      createdAt: 0,
      startedAt: 3 * HOUR,
      stoppedMs: 2 * HOUR,
      charges: 2,
    });
    expect(endpointOf(ledger, id)).toMatchObject({ charged: usd("7.98"), settledAt: 4 * HOUR });
  });

  it.each([
    ["endpoint_running", { kind: "startEndpoint" }],
    ["endpoint_not_found", { kind: "scaleEndpoint", ref: "other" }],
    ["endpoint_not_found", { kind: "stopEndpoint", ref: "other" }],
    ["unknown_resource", { kind: "scaleEndpoint", resource: "gpu.abacus" }],
    ["not_sold_for_work", { kind: "scaleEndpoint", resource: "export" }],
    ["price_above_limit", { kind: "scaleEndpoint", unitsMilli: 1_000_000_000 }],
  ] as const)("is refused with %s by %j", (code, command) => {
    const ledger = withCredit("100");
    start(ledger);
    expect(ledger.refusal(command)).toMatchObject({ code });
  });

  it("is not scaled after its stop, and a second stop changes nothing", () => {
    const ledger = withCredit("100");
    start(ledger);
    ledger.run({ kind: "stopEndpoint" });
    expect(ledger.refusal({ kind: "scaleEndpoint", unitsMilli: 2000 })).toMatchObject({ code: "endpoint_stopped" });
    ledger.now = HOUR;
    expect(ledger.run<"stopEndpoint">({ kind: "stopEndpoint" })).toMatchObject({ charged: "0", reason: "asked" });
  });

  it("L19 L20 costs the same however its time is settled", () => {
    const step = fc.record({
      ms: fc.integer({ min: 1, max: 30 * MINUTE }),
      act: fc.constantFrom("settle", "wait", "scale"),
      unitsMilli: fc.integer({ min: 0, max: 8000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const often = withCredit("100000");
        const once = withCredit("100000");
        const id = start(often);
        start(once);
        let at = 0;
        for (const { ms, act, unitsMilli } of steps) {
          at += ms;
          if (act === "settle") settleAt(often, id, at);
          if (act !== "scale") continue;
          for (const ledger of [often, once]) {
            ledger.now = at;
            ledger.run({ kind: "scaleEndpoint", unitsMilli });
          }
        }
        for (const ledger of [often, once]) {
          ledger.now = at + HOUR;
          ledger.run({ kind: "stopEndpoint" });
        }
        expect(often.state.balance).toEqual(once.state.balance);
        let until = 0;
        for (const { metered } of often.charges) {
          expect(metered?.from).toBe(until);
          until = metered?.until ?? 0;
        }
        expect(until).toBe(at + HOUR);
      }),
    );
  });
});

describe("an endpoint at zero", () => {
  it("does not start without credit, or with a debt", () => {
    const ledger = new LedgerInMemory();
    expect(ledger.refusal({ kind: "startEndpoint" })).toMatchObject({ data: { required: "1", missing: "1" } });
    ledger.run({ kind: "charge", amount: usd("2"), onShortfall: "owe" });
    expect(ledger.refusal({ kind: "startEndpoint" })).toMatchObject({ data: { missing: "2000001" } });
    ledger.run({ kind: "issueGrant", amount: 2_000_001n });
    start(ledger);
  });

  it("goes on into debt, and new credit pays the debt first", () => {
    const ledger = withCredit("1");
    const id = start(ledger);
    settleAt(ledger, id, HOUR);
    // $3.99 of an hour: $1 is paid, and $2.99 is owed.
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: usd("2.99") });
    const scale = ledger.run<"scaleEndpoint">({ kind: "scaleEndpoint", unitsMilli: 500 });
    expect(scale).toMatchObject({ decision: "continue", reason: "insufficient_credit", missing: "2990001" });
    expect(ledger.refusal({ kind: "scaleEndpoint", unitsMilli: 4000 })).toMatchObject({ code: "insufficient_credit" });
    expect(ledger.run<"issueGrant">({ kind: "issueGrant", amount: usd("5") })).toMatchObject({ paidDebt: "2990000" });
    expect(ledger.state.balance).toEqual({ available: usd("2.01"), reserved: 0n, owed: 0n });
  });

  it("stops once the overdraft of $100 is used up, and the time that ran is charged", () => {
    const ledger = withCredit("1");
    const id = start(ledger);
    // 25 hours cost $99.75: $98.75 is owed.
    settleAt(ledger, id, 25 * HOUR);
    expect(endpointOf(ledger, id)).toMatchObject({ state: "running" });
    settleAt(ledger, id, 26 * HOUR);
    expect(ledger.state.balance.owed).toBe(usd("102.74"));
    const stopped = { state: "stopped", stopReason: "overdraft_limit", stoppedAt: 26 * HOUR, settledAt: 26 * HOUR };
    expect(endpointOf(ledger, id)).toMatchObject(stopped);
    ledger.now = 40 * HOUR;
    const answer = ledger.run<"stopEndpoint">({ kind: "stopEndpoint" });
    expect(answer).toMatchObject({ decision: "stop", reason: "overdraft_limit", missing: "102740001", charged: "0" });
  });

  it.each([
    ["pause", { kind: "pause" }, "stopped", "insufficient_credit"],
    ["accrue", { kind: "accrue" }, "running", null],
    ["a small overdraft", { kind: "overdraft", limit: "2.99" }, "stopped", "overdraft_limit"],
    ["a larger overdraft", { kind: "overdraft", limit: "2.990001" }, "running", null],
  ] as const)("follows the policy %s", (_, atZero, state, stopReason) => {
    const { policies } = tiered;
    const catalog = { ...tiered, policies: { ...policies, endpoint: { ...policies.endpoint, atZero } } };
    const ledger = new LedgerInMemory(priceBook(1, catalog));
    ledger.run({ kind: "issueGrant", amount: usd("1") });
    const id = start(ledger);
    settleAt(ledger, id, HOUR);
    expect(endpointOf(ledger, id)).toMatchObject({ state, stopReason });
  });

  it("takes credit only while it is effective: what lapsed before the settle does not pay", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", amount: usd("1"), expiresAt: 4 * MINUTE });
    ledger.run({ kind: "issueGrant", amount: usd("1") });
    const id = start(ledger);
    settleAt(ledger, id, 5 * MINUTE);
    const [lapsed, lasting] = ledger.grants();
    expect([lapsed?.spent, lasting?.spent]).toEqual([0n, 332_500n]);
  });
});

describe("what endpoints have accrued", () => {
  it("is subtracted at the admission of jobs", () => {
    const ledger = withCredit("10");
    start(ledger);
    // After an hour $3.99 is accrued, so $6.01 is left. An hour of a job needs 1.2 x $3.99 = $4.788.
    ledger.now = HOUR;
    ledger.run({ kind: "startJob", ref: "first" });
    // $6.01 less the $3.99 on hold are $2.02: $4.788 - $2.02 = $2.768 is missing.
    expect(ledger.refusal({ kind: "startJob", ref: "second" })).toMatchObject({
      code: "insufficient_credit",
      data: { required: "4788000", spendable: "2020000", missing: "2768000" },
    });
    ledger.run({ kind: "issueGrant", amount: 2_768_000n });
    ledger.run({ kind: "startJob", ref: "second" });
  });

  it("counts as debt at an admission where it is more than the credit", () => {
    const ledger = withCredit("3");
    start(ledger);
    ledger.now = HOUR;
    // $3.99 is accrued and $3 is there: $0.99 will be owed, and $4.788 is needed beyond it.
    expect(ledger.refusal({ kind: "startJob" })).toMatchObject({
      data: { required: "4788000", spendable: "0", missing: "5778000" },
    });
    expect(ledger.refusal({ kind: "startEndpoint", ref: "other" })).toMatchObject({ data: { missing: "990001" } });
    ledger.run({ kind: "issueGrant", amount: 990_001n });
    ledger.run({ kind: "startEndpoint", ref: "other" });
  });

  it("does not count once it is settled", () => {
    const ledger = withCredit("10");
    const id = start(ledger);
    settleAt(ledger, id, HOUR);
    expect(ledger.refusal({ kind: "startJob", next: { untilMs: 2 * HOUR } })).toMatchObject({
      data: { spendable: "6010000" },
    });
  });

  it("is subtracted at the resumption of a job", () => {
    const ledger = withCredit("10");
    ledger.run({ kind: "startJob" });
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: null });
    start(ledger);
    ledger.now = 2 * HOUR;
    // $10 - $3.99 of the job - $3.99 accrued = $2.02.
    expect(ledger.refusal({ kind: "resumeJob" })).toMatchObject({ data: { spendable: "2020000", missing: "2768000" } });
  });
});
