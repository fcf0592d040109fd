import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Catalog,
  defineCatalog,
  type EntitlementKey,
  type EntitlementKeyOf,
  type EntitlementValueOf,
  type InvoiceLineResource,
  type PeriodOf,
  type PlanId,
  type PlanIdAt,
  type PriceOf,
  type ResourceId,
  type ResourceIdFor,
  type Tiered,
  tiered,
} from "./index.ts";

type Gpu = "gpu.rtx-3090" | "gpu.rtx-4090" | "gpu.l40s" | "gpu.a100-40gb" | "gpu.a100-80gb" | "gpu.h100-80gb";
type Cpu = "endpoint.cpu-2" | "endpoint.cpu-8";

describe("the names of a catalog, as types", () => {
  it("are its plans, also by their price", () => {
    expectTypeOf<PlanId<Tiered>>().toEqualTypeOf<"free" | "pro" | "enterprise">();
    expectTypeOf<PlanIdAt<Tiered, "contract">>().toEqualTypeOf<"enterprise">();
    expectTypeOf<PlanIdAt<Tiered, "free" | "subscription">>().toEqualTypeOf<"free" | "pro">();
    expectTypeOf<PeriodOf<Tiered, "pro">>().toEqualTypeOf<"monthly" | "yearly">();
    expectTypeOf<PeriodOf<Tiered, "free">>().toEqualTypeOf<never>();
    expectTypeOf<PriceOf<Tiered, "pro", "yearly">>().toEqualTypeOf<"290.00">();
  });

  it("are its entitlements, and the values of each", () => {
    expectTypeOf<EntitlementKeyOf<Tiered, "feature">>().toEqualTypeOf<"sso" | "audit_log">();
    expectTypeOf<EntitlementKeyOf<Tiered, "choice">>().toEqualTypeOf<"support">();
    expectTypeOf<EntitlementValueOf<Tiered, "sso">>().toEqualTypeOf<boolean>();
    expectTypeOf<EntitlementValueOf<Tiered, "members">>().toEqualTypeOf<number | "unlimited">();
    expectTypeOf<EntitlementValueOf<Tiered, "support">>().toEqualTypeOf<"community" | "email" | "dedicated">();
  });

  it("are its resources, by the kinds of work they are sold for", () => {
    expectTypeOf<ResourceIdFor<Tiered, "training">>().toEqualTypeOf<Gpu>();
    expectTypeOf<ResourceIdFor<Tiered, "endpoint">>().toEqualTypeOf<Gpu | Cpu>();
    expectTypeOf<ResourceIdFor<Tiered, "network">>().toEqualTypeOf<never>();
  });

  it("are any text in a catalog that is only known at run time", () => {
    expectTypeOf<PlanId<Catalog>>().toEqualTypeOf<string>();
    expectTypeOf<PlanIdAt<Catalog, "contract">>().toEqualTypeOf<string>();
    expectTypeOf<PeriodOf<Catalog, string>>().toEqualTypeOf<"monthly" | "yearly">();
    expectTypeOf<EntitlementKeyOf<Catalog, "limit">>().toEqualTypeOf<string>();
    expectTypeOf<ResourceIdFor<Catalog, "export">>().toEqualTypeOf<string>();
  });
});

/** An example client of a platform, which takes only names from the catalog. */
interface Platform<C extends Catalog> {
  changePlan<P extends PlanIdAt<C, "subscription">>(plan: P, period: PeriodOf<C, P>): string;
  check(entitlement: EntitlementKey<C>): string;
  start(resource: ResourceIdFor<C, "training">): string;
  price(resource: ResourceId<C>): string;
  bill(line: InvoiceLineResource<C>): string;
}

function platform<C extends Catalog>(_catalog: C): Platform<C> {
  const echo = (name: string) => name;
  return { changePlan: echo, check: echo, start: echo, price: echo, bill: ({ resource }) => resource };
}

describe("a client of a catalog", () => {
  const client = platform(tiered);

  it("changes only to its plans, for a period that they have a price for", () => {
    expect(client.changePlan("pro", "yearly")).toBe("pro");
    // @ts-expect-error no such plan
    client.changePlan("platinum", "monthly");
    // @ts-expect-error only through "Talk to sales"
    client.changePlan("enterprise", "monthly");
    // @ts-expect-error no such period
    client.changePlan("pro", "weekly");
  });

  it("checks only its entitlements", () => {
    expect(client.check("deployments")).toBe("deployments");
    // @ts-expect-error no such entitlement
    client.check("deployment");
  });

  it("starts work on resources that are sold for it", () => {
    expect(client.start("gpu.h100-80gb")).toBe("gpu.h100-80gb");
    // @ts-expect-error no such resource
    client.start("gpu.h200");
    // @ts-expect-error sold for endpoints, not for training
    client.start("endpoint.cpu-2");
  });

  it("bills lines for its resources, each in its own unit", () => {
    expect(client.bill({ resource: "export", unit: "each", kind: "export" })).toBe("export");
    // @ts-expect-error no such resource
    client.bill({ resource: "import", unit: "each", kind: "export" });
    // @ts-expect-error storage is not billed by the hour
    client.bill({ resource: "storage.gb-month", unit: "hour", kind: "storage" });
  });

  it("does not compile with a resource that was renamed", () => {
    const renamed = defineCatalog({
      ...tiered,
      resources: { "gpu.h100": { title: "H100", unit: "hour", rate: "3.99", kinds: ["training"] } },
    });
    expect(platform(renamed).price("gpu.h100")).toBe("gpu.h100");
    // @ts-expect-error "gpu.h100-80gb" was renamed to "gpu.h100"
    platform(renamed).price("gpu.h100-80gb");
    // @ts-expect-error the same name, in `start`
    platform(renamed).start("gpu.h100-80gb");
  });
});
