import { type Catalog, defineCatalog, tiered } from "@scrip/domain/catalog";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { describe, expectTypeOf, it } from "vitest";
import type { AppRouter } from "./app-router.ts";
import type { Given, OrganizationClient, ScripClient, StartJob } from "./index.ts";
import type { OfOrganization } from "./procedures.ts";
import type { Named, Surface } from "./surface.ts";
import type { AppRouter as TestRouter } from "./testing/test-router.ts";

const _house = defineCatalog({
  ...tiered,
  name: "house",
  resources: {
    "gpu.blackwell": { title: "Blackwell", unit: "hour", rate: "6.50", kinds: ["training"] },
    "network.gb-out": { title: "Network out", unit: "gb", rate: "0.05", kinds: ["network"] },
  },
});
type House = typeof _house;

/** These values do not exist at run time: the tests are for the compiler. */
declare const client: ScripClient<typeof tiered>;
declare const house: ScripClient<House>;
declare const acme: OrganizationClient<typeof tiered>;
declare const any: ScripClient<Catalog>;
const job = "run-42";

describe("the resource of a job", () => {
  it("is a resource of the catalog that is sold for the kind of work", () => {
    type Started = StartJob<typeof tiered>;
    expectTypeOf<{ job: string; resource: "gpu.h100-80gb" }>().toExtend<Started>();
    expectTypeOf<{ job: string; resource: "endpoint.cpu-2"; work: "endpoint" }>().toExtend<Started>();
    expectTypeOf<{ job: string; resource: "gpu.h200" }>().not.toExtend<Started>();
    expectTypeOf<{ job: string; resource: "endpoint.cpu-2" }>().not.toExtend<Started>();
    expectTypeOf<{ job: string; resource: "endpoint.cpu-2"; work: "training" }>().not.toExtend<Started>();
    expectTypeOf<{ job: string; resource: "gpu.h100-80gb"; work: "export" }>().not.toExtend<Started>();
  });

  it("compiles only if it is valid", () => {
    expectTypeOf(() => [
      client.jobs.start({ job, resource: "gpu.h100-80gb" }),
      client.jobs.start({ job, resource: "gpu.h100-80gb", work: "training" }),
      client.jobs.start({ job, resource: "gpu.h100-80gb", work: "endpoint" }),
      client.jobs.start({ job, resource: "endpoint.cpu-2", work: "endpoint" }),
      acme.jobs.start({ job, resource: "gpu.h100-80gb" }),
      // @ts-expect-error -- no such resource
      client.jobs.start({ job, resource: "gpu.h200" }),
      // @ts-expect-error -- not sold for training, which is the default
      client.jobs.start({ job, resource: "endpoint.cpu-2" }),
      // @ts-expect-error -- not sold for training
      client.jobs.start({ job, resource: "endpoint.cpu-2", work: "training" }),
      // @ts-expect-error -- no such kind of work
      client.jobs.start({ job, resource: "gpu.h100-80gb", work: "inference" }),
      // @ts-expect-error -- the same for one organization
      acme.jobs.start({ job, resource: "gpu.h200" }),
      // @ts-expect-error -- and for an estimate
      client.jobs.estimate({ resource: "gpu.h200", estimateMs: 1 }),
    ]).toBeFunction();
  });

  it("belongs to the client's own catalog", () => {
    expectTypeOf(() => [
      house.jobs.start({ job, resource: "gpu.blackwell" }),
      house.jobs.start({ job, resource: "network.gb-out", work: "network" }),
      // @ts-expect-error -- the default catalog's
      house.jobs.start({ job, resource: "gpu.h100-80gb" }),
      // @ts-expect-error -- the other's
      client.jobs.start({ job, resource: "gpu.blackwell" }),
    ]).toBeFunction();
  });

  it("is any text if the catalog is not known before run time", () => {
    expectTypeOf(() => any.jobs.start({ job, resource: String(job), work: "training" })).toBeFunction();
  });

  it("is checked in charges and settlements as well", () => {
    expectTypeOf(() => [
      client.charges.create({ amount: 50_000n, resource: "export" }),
      client.holds.settle({ hold: "hold_1", amount: 1n, resource: "export" }),
      // @ts-expect-error -- no such resource
      client.charges.create({ amount: 50_000n, resource: "exports" }),
      // @ts-expect-error -- no such resource
      client.holds.settle({ hold: "hold_1", amount: 1n, resource: "exports" }),
    ]).toBeFunction();
  });
});

describe("a contract", () => {
  it("names plan, resources and entitlements of the catalog", () => {
    const reason = "They signed.";
    expectTypeOf(() => [
      client.contracts.create({ plan: "enterprise", rates: { "gpu.h100-80gb": 1n }, reason }),
      client.contracts.create({ plan: "enterprise", entitlements: { members: 12, support: "email" }, reason }),
      // @ts-expect-error -- no such plan
      client.contracts.create({ plan: "gold", reason }),
      // @ts-expect-error -- no such resource
      client.contracts.create({ plan: "enterprise", rates: { "gpu.h200": 1n }, reason }),
      // @ts-expect-error -- a limit is a number
      client.contracts.create({ plan: "enterprise", entitlements: { members: true }, reason }),
      // @ts-expect-error -- without a reason
      client.contracts.create({ plan: "enterprise" }),
    ]).toBeFunction();
  });
});

describe("an amount", () => {
  it("is a bigint, never a number or text", () => {
    expectTypeOf<{ amount: bigint }>().toExtend<Given<"holds.place">>();
    expectTypeOf<{ amount: number }>().not.toExtend<Given<"holds.place">>();
    expectTypeOf<{ amount: string }>().not.toExtend<Given<"holds.place">>();
  });
});

describe("a required field", () => {
  it("cannot be omitted", () => {
    expectTypeOf<{ job: string; quantityMs: number; next: null }>().toExtend<Given<"jobs.settleEpoch">>();
    expectTypeOf<{ job: string; quantityMs: number }>().not.toExtend<Given<"jobs.settleEpoch">>();
    expectTypeOf<{ job: string; quantityMs: number; fault: "user" }>().toExtend<Given<"jobs.fail">>();
    expectTypeOf<{ job: string; quantityMs: number; fault: "nobody" }>().not.toExtend<Given<"jobs.fail">>();
  });
});

/** The calls of the surface, by the names of their procedures. */
type Calls<S> = { [Area in keyof S & string]: `${Area}.${keyof S[Area] & string}` }[keyof S & string];

describe("the surface", () => {
  it("has the calls of the table of procedures, and the reader of all entries", () => {
    expectTypeOf<Calls<Surface<Catalog, Named>>>().toEqualTypeOf<OfOrganization | "entries.all">();
  });
});

/** The procedures of `Whole` that `Part` has too. The API has more procedures, for its pages. */
type Same<Part, Whole> = {
  [Area in keyof Part]: Area extends keyof Whole ? Pick<Whole[Area], keyof Part[Area] & keyof Whole[Area]> : never;
};

describe("the router of these tests", () => {
  it("has the same inputs and outputs as the API's router", () => {
    type Inputs = inferRouterInputs<TestRouter>;
    type Outputs = inferRouterOutputs<TestRouter>;
    expectTypeOf<Inputs>().toEqualTypeOf<Same<Inputs, inferRouterInputs<AppRouter>>>();
    expectTypeOf<Outputs>().toEqualTypeOf<Same<Outputs, inferRouterOutputs<AppRouter>>>();
  });
});
