import { defineCatalog, type Tiered, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import type { PlanAct } from "./plan-act.ts";

/** The catalog of a platform that renamed a plan. */
const renamed = defineCatalog({
  ...tiered,
  planOrder: ["free", "studio", "enterprise"],
  plans: { free: tiered.plans.free, studio: tiered.plans.pro, enterprise: tiered.plans.enterprise },
});

type PlanOf<Act> = Act extends { readonly kind: "start"; readonly plan: infer Plan } ? Plan : never;

it("the page of a renamed plan does not compile with the old name", () => {
  const before: PlanOf<PlanAct<Tiered>>["plan"] = "pro";
  const after: PlanOf<PlanAct<typeof renamed>>["plan"] = "studio";
  // @ts-expect-error the catalog calls it "studio" now
  const old: PlanOf<PlanAct<typeof renamed>>["plan"] = "pro";
  expect([before, after, old]).toEqual(["pro", "studio", "pro"]);
});
