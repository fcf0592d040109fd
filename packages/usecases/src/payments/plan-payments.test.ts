import { defineCatalog, type Tiered, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import type { PlanCharge, PlanPayments } from "./plan-payments.ts";

/** The catalog of a platform that renamed a plan. */
const renamed = defineCatalog({
  ...tiered,
  planOrder: ["free", "studio", "enterprise"],
  plans: { free: tiered.plans.free, studio: tiered.plans.pro, enterprise: tiered.plans.enterprise },
});
type Renamed = typeof renamed;

/** Payments that say which plan was charged. */
const charged: string[] = [];
const payments: PlanPayments<Renamed> = {
  charge: async ({ plan }) => {
    charged.push(plan);
    return { state: "unknown" };
  },
};

it("a payment for a renamed plan does not compile", async () => {
  const terms = { subscriptionId: "", orgId: "", month: 0, attempt: 1 } as Omit<PlanCharge<Renamed>, "plan">;
  const before = { ...terms, plan: "pro" } as const satisfies PlanCharge<Tiered>;
  await payments.charge({ ...terms, plan: "studio" });
  // @ts-expect-error the catalog calls it "studio" now
  await payments.charge(before);
  // @ts-expect-error only through "Talk to sales"
  await payments.charge({ ...terms, plan: "enterprise" });
  expect(charged).toEqual(["studio", "pro", "enterprise"]);
});
