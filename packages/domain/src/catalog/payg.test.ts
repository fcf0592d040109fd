import { describe, expect, expectTypeOf, it } from "vitest";
import { HOUR, LedgerInMemory } from "../ledger/ledger-in-memory.test-support.ts";
import { priceBook } from "../ledger/state/price-book.ts";
import { usd } from "../money/index.ts";
import { compileCatalog, costIn, type PlanIdAt, payg, policyFor, tiered } from "./index.ts";

/** The tables of docs/rules.md#payg, written independently of the catalog. */
describe("payg", () => {
  it.each([
    ["runs", true, true],
    ["services", true, true],
    ["pipelines", true, true],
    ["sso", false, true],
    ["audit_log", false, true],
    ["reserved_capacity", false, true],
    ["sla", false, true],
    ["support", "standard", "dedicated"],
  ] as const)("%s is %s, %s", (key, ...values) => {
    const { core, enterprise } = payg.plans;
    expect([core, enterprise].map((plan) => plan.entitlements[key])).toEqual(values);
  });

  it("has every entitlement of the table and no other", () => {
    expect(Object.keys(payg.entitlements)).toHaveLength(8);
  });

  it("sells compute by the hour, storage by the month and network by the GB", () => {
    const rates = Object.keys(payg.resources).map((id) => [id, costIn(payg, id)]);
    expect(Object.fromEntries(rates)).toEqual({
      "gpu.rtx-3090": 440_000_000n,
      "gpu.rtx-4090": 740_000_000n,
      "gpu.l40s": 1_140_000_000n,
      "gpu.a100-40gb": 1_290_000_000n,
      "gpu.a100-80gb": 1_800_000_000n,
      "gpu.h100-80gb": 3_990_000_000n,
      // Only a contract prices what is reserved.
      "gpu.reserved-a100-80gb": undefined,
      "gpu.reserved-h100-80gb": undefined,
      "storage.cluster-gb-month": 200_000_000n,
      "storage.object-gb-month": 30_000_000n,
      "storage.reserved-gb-month": undefined,
      "network.gb-out": 50_000_000n,
    });
  });

  it("meters storage and network daily, and never refuses what was used", () => {
    for (const kind of ["storage", "network"] as const)
      expect(policyFor(payg, kind)).toMatchObject({ charging: { kind: "daily" }, atZero: { kind: "accrue" } });
  });

  it("tops up below $10.00", () => {
    expect(compileCatalog(payg).limits.autoTopup.threshold).toBe(usd("10.00"));
  });

  it("has no plan to subscribe to, and one plan by contract", () => {
    expectTypeOf<PlanIdAt<typeof payg, "subscription">>().toEqualTypeOf<never>();
    expectTypeOf<PlanIdAt<typeof payg, "contract">>().toEqualTypeOf<"enterprise">();
    expect(payg.defaultPlan).toBe("core");
  });

  it("gives no credit: an organization begins at zero, buys credit and pays as it goes", () => {
    expect(Object.values(payg.plans).map(({ grants }) => grants)).toEqual([{}, {}]);
    const ledger = new LedgerInMemory(priceBook(1, payg));
    const start = { kind: "startJob", resource: "gpu.a100-80gb", next: { untilMs: HOUR } } as const;
    expect(ledger.refusal(start)).toMatchObject({ code: "insufficient_credit", data: { missing: "2160000" } });

    ledger.run({ kind: "issueGrant", amount: usd("5.00") });
    ledger.run(start);
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    ledger.now = 2 * HOUR;
    expect(ledger.run({ kind: "finishJob", end: "completed", quantityMs: 2 * HOUR })).toMatchObject({
      chargedTotal: `${usd("3.60")}`,
    });
    expect(ledger.state.balance).toEqual({ available: usd("1.40"), reserved: 0n, owed: 0n });
  });

  it("does not sell reserved capacity without a contract", () => {
    const ledger = new LedgerInMemory(priceBook(1, payg));
    ledger.run({ kind: "issueGrant", amount: usd("100.00") });
    expect(ledger.refusal({ kind: "startJob", resource: "gpu.reserved-h100-80gb" })).toMatchObject({
      code: "unknown_resource",
    });
  });

  it("admits, holds and ends work as the default catalog does", () => {
    expect(payg.policies).toEqual(tiered.policies);
  });
});
