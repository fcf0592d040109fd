import { expect, it } from "vitest";
import { defineCatalog, type InvoiceLineResource, type Tiered, tiered } from "../catalog/index.ts";
import type { DocumentLine } from "./documents/index.ts";
import type { PeriodCharge } from "./gateway/index.ts";
import type { StatementLine } from "./statement/index.ts";

const { "gpu.h100-80gb": h100, ...resources } = tiered.resources;
/** The catalog of a platform that renamed a plan and a resource. */
const renamed = defineCatalog({
  ...tiered,
  planOrder: ["free", "studio", "enterprise"],
  plans: { free: tiered.plans.free, studio: tiered.plans.pro, enterprise: tiered.plans.enterprise },
  resources: { ...resources, "gpu.hopper": h100 },
});
type Renamed = typeof renamed;

type Plan<C extends typeof tiered | Renamed> = Extract<DocumentLine<C>, { of: "plan" }>["plan"];
type Charged<C extends typeof tiered | Renamed> = PeriodCharge<C>["plan"];
type Metered<C extends typeof tiered | Renamed> = InvoiceLineResource<C>["resource"];
type Stated<C extends typeof tiered | Renamed> = NonNullable<StatementLine<C>["work"]>["resource"];

it("a renamed plan or resource does not compile in invoice code and in the payment port, at the old name only", () => {
  const before: [Plan<Tiered>, Charged<Tiered>, Metered<Tiered>, Stated<Tiered>] = [
    "pro",
    "pro",
    "gpu.h100-80gb",
    "gpu.h100-80gb",
  ];
  const after: [Plan<Renamed>, Charged<Renamed>, Metered<Renamed>, Stated<Renamed>] = [
    "studio",
    "studio",
    "gpu.hopper",
    "gpu.hopper",
  ];
  const old = [
    // @ts-expect-error an invoice line of a plan: it is called "studio" now
    "pro" satisfies Plan<Renamed>,
    // @ts-expect-error a payment of a period
    "pro" satisfies Charged<Renamed>,
    // @ts-expect-error an invoice line of a resource: it is called "gpu.hopper" now
    "gpu.h100-80gb" satisfies Metered<Renamed>,
    // @ts-expect-error a line of a statement
    "gpu.h100-80gb" satisfies Stated<Renamed>,
  ];
  expect(old).toEqual(before);
  expect(after).not.toEqual(before);
});
