import { describe, expect, it } from "vitest";
import { type Catalog, defineCatalog, parseCatalog, tiered } from "./index.ts";

const rest = {
  name: "small",
  defaultPlan: "core",
  planOrder: ["core"],
  resources: {},
  policies: tiered.policies,
  limits: tiered.limits,
} as const;
const core = { title: "Core", price: { kind: "free" }, grants: {} } as const;
const noPlans = { ...rest, entitlements: {}, plans: { core: { ...core, entitlements: {} } } } as const;
const entitlements = {
  sso: { kind: "feature", title: "SSO" },
  members: { kind: "limit", title: "Members" },
  support: { kind: "choice", title: "Support", options: ["community", "email"] },
} as const;

/** Each case first compiles and is accepted; then, with one error, it neither compiles nor is accepted. */
describe("a catalog in code", () => {
  it("states every entitlement in every plan", () => {
    const stated = { sso: true, members: 5, support: "email" } as const;
    expect(defineCatalog({ ...rest, entitlements, plans: { core: { ...core, entitlements: stated } } }).name).toBe(
      "small",
    );
    expect(() =>
      defineCatalog({
        ...rest,
        entitlements,
        plans: {
          core: {
            ...core,
            // @ts-expect-error Property 'support' is missing
            entitlements: { sso: true, members: 5 },
          },
        },
      }),
    ).toThrow("plans.core.entitlements.support: is missing; every plan states every entitlement");
  });

  it("states no other entitlement in a plan", () => {
    expect(() =>
      defineCatalog({
        ...rest,
        entitlements,
        plans: {
          core: {
            ...core,
            entitlements: {
              sso: true,
              members: 5,
              support: "email",
              // @ts-expect-error "gpus is not an entitlement of this catalog"
              gpus: 4,
            },
          },
        },
      }),
    ).toThrow("plans.core.entitlements.gpus: is not an entitlement of this catalog");
  });

  it("states each entitlement with a value of its kind", () => {
    const unlimited = { sso: false, members: "unlimited", support: "community" } as const;
    expect(() =>
      defineCatalog({ ...rest, entitlements, plans: { core: { ...core, entitlements: unlimited } } }),
    ).not.toThrow();
    expect(() =>
      defineCatalog({
        ...rest,
        entitlements,
        plans: {
          core: {
            ...core,
            entitlements: {
              // @ts-expect-error "yes is not what sso can be"
              sso: "yes",
              // @ts-expect-error "true is not what members can be"
              members: true,
              // @ts-expect-error "dedicated is not what support can be"
              support: "dedicated",
            },
          },
        },
      }),
    ).toThrow(
      /entitlements\.sso: .*\n.*entitlements\.members: .*\n.*entitlements\.support: must be "community" or "email"/,
    );
  });

  it("prices resources at zero or more, with at most nine decimals", () => {
    const gpu = { title: "GPU", unit: "hour", kinds: ["training"] } as const;
    expect(() => defineCatalog({ ...noPlans, resources: { gpu: { ...gpu, rate: "0.000000001" } } })).not.toThrow();
    expect(() => defineCatalog({ ...noPlans, resources: { gpu: { ...gpu, rate: "contract" } } })).not.toThrow();
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            // @ts-expect-error "-1.00 is negative"
            rate: "-1.00",
          },
        },
      }),
    ).toThrow("resources.gpu.rate: must be zero or more; it is negative");
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            // @ts-expect-error "0.0000000001 has more than 9 decimals"
            rate: "0.0000000001",
          },
        },
      }),
    ).toThrow("resources.gpu.rate: has too many decimals; a rate has at most nine");
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            // @ts-expect-error "\"1e3\" is not decimal text"
            rate: "1e3",
          },
        },
      }),
    ).toThrow("resources.gpu.rate: must be dollars per unit in plain digits");
  });

  it("sells resources for known kinds of work that are metered in their unit", () => {
    const gpu = { title: "GPU", unit: "hour", rate: "3.99" } as const;
    expect(() =>
      defineCatalog({ ...noPlans, resources: { gpu: { ...gpu, kinds: ["training", "endpoint"] } } }),
    ).not.toThrow();
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            // @ts-expect-error "cooking" is not a kind of work
            kinds: ["cooking"],
          },
        },
      }),
    ).toThrow('resources.gpu.kinds[0]: must be "training" or "endpoint", not "cooking"');
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          // @ts-expect-error storage is metered by the GB-month, not by the hour
          gpu: {
            ...gpu,
            kinds: ["storage"],
          },
        },
      }),
    ).toThrow('resources.gpu.kinds[0]: must be "training" or "endpoint", not "storage"');
  });

  it("includes a resource only by a limit", () => {
    const plans = { core: { ...core, entitlements: { sso: false, members: 1, support: "email" } } } as const;
    const storage = { title: "Storage", unit: "gb-month", rate: "0.03", kinds: ["storage"] } as const;
    const resources = { storage: { ...storage, includedBy: "members" } } as const;
    expect(() => defineCatalog({ ...rest, entitlements, plans, resources })).not.toThrow();
    expect(() =>
      defineCatalog({
        ...rest,
        entitlements,
        plans,
        resources: {
          storage: {
            ...storage,
            // @ts-expect-error "sso is not a limit of this catalog"
            includedBy: "sso",
          },
        },
      }),
    ).toThrow('resources.storage.includedBy: must be "members", not "sso"');
  });

  it("names only its own plans, and orders them all", () => {
    const pro = {
      title: "Pro",
      price: { kind: "subscription", monthly: "29.00" },
      grants: {},
      entitlements: {},
    } as const;
    const plans = { ...noPlans.plans, pro } as const;
    expect(() => defineCatalog({ ...noPlans, plans, planOrder: ["core", "pro"] })).not.toThrow();
    expect(() =>
      defineCatalog({
        ...noPlans,
        // @ts-expect-error "free is not a plan of this catalog"
        defaultPlan: "free",
      }),
    ).toThrow('defaultPlan: must be "core", not "free"');
    expect(() =>
      defineCatalog({
        ...noPlans,
        plans,
        // @ts-expect-error "pro is missing"
        planOrder: ["core"],
      }),
    ).toThrow("planOrder: must have every plan; pro is missing");
    expect(() =>
      defineCatalog({
        ...noPlans,
        // @ts-expect-error "free is not a plan of this catalog"
        planOrder: ["core", "free"],
      }),
    ).toThrow('planOrder[1]: must be "core", not "free"');
  });

  it("prices plans in whole cents and has no misspelled keys", () => {
    const pro = { title: "Pro", grants: {}, entitlements: {} } as const;
    const planOrder = ["core", "pro"] as const;
    const price = { kind: "subscription", monthly: "29.00", yearly: "290.00" } as const;
    expect(() =>
      defineCatalog({ ...noPlans, planOrder, plans: { ...noPlans.plans, pro: { ...pro, price } } }),
    ).not.toThrow();
    expect(() =>
      defineCatalog({
        ...noPlans,
        planOrder,
        plans: {
          ...noPlans.plans,
          pro: {
            ...pro,
            // @ts-expect-error "29.001 has more than 2 decimals"
            price: { kind: "subscription", monthly: "29.001" },
          },
        },
      }),
    ).toThrow("plans.pro.price.monthly: must be in whole cents");
    expect(() =>
      defineCatalog({
        ...noPlans,
        planOrder,
        plans: {
          ...noPlans.plans,
          pro: {
            ...pro,
            // @ts-expect-error "yerly is not a key that a catalog has here"
            price: { kind: "subscription", monthly: "29.00", yerly: "290.00" },
          },
        },
      }),
    ).toThrow("plans.pro.price.yerly: is not a key that a catalog has here");
  });

  it("accepts a catalog whose names are only known at run time", () => {
    const catalog: Catalog = tiered;
    expect(defineCatalog(catalog)).toEqual(tiered);
  });

  it("is frozen at every depth", () => {
    expect(Object.isFrozen(tiered)).toBe(true);
    expect(Object.isFrozen(tiered.resources["gpu.h100-80gb"].kinds)).toBe(true);
    expect(Object.isFrozen(tiered.plans.free.grants.signup)).toBe(true);
  });
});

describe("a price shape in code", () => {
  const gpu = { title: "GPU", unit: "hour", kinds: ["training"] } as const;

  it("has tiers that ascend, the last one without an end", () => {
    const tiers = [{ upTo: 9, rate: "4.00" }, { upTo: 100, rate: "3.00" }, { rate: "2.00" }] as const;
    const price = { kind: "graduated", tiers, minimum: "5.00" } as const;
    expect(() => defineCatalog({ ...noPlans, resources: { gpu: { ...gpu, price } } })).not.toThrow();
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            price: {
              kind: "volume",
              tiers: [
                { upTo: 100, rate: "4.00" },
                {
                  // @ts-expect-error "9 is not above 100"
                  upTo: 9,
                  rate: "3.00",
                },
                { rate: "2.00" },
              ],
            },
          },
        },
      }),
    ).toThrow("resources.gpu.price.tiers[1].upTo: must be above 100, where the tier before ends");
  });

  it("has no negative rate, and at least one tier", () => {
    expect(() =>
      defineCatalog({
        ...noPlans,
        resources: {
          gpu: {
            ...gpu,
            price: {
              kind: "graduated",
              tiers: [
                {
                  // @ts-expect-error "-1.00 is negative"
                  rate: "-1.00",
                },
              ],
            },
          },
        },
      }),
    ).toThrow("resources.gpu.price.tiers[0].rate: must be zero or more; it is negative");
  });

  it("is refused at run time with the path of what is wrong", () => {
    const problemsOf = (resource: object) => {
      const parsed = parseCatalog({ ...noPlans, resources: { gpu: { ...gpu, ...resource } } });
      return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
    };
    const price = { kind: "package", size: 10, price: "20.00" };
    expect(problemsOf({ price })).toEqual([]);
    expect(problemsOf({ price: { kind: "graduated", tiers: [] } })).toEqual([
      "resources.gpu.price.tiers: must not be empty",
    ]);
    expect(problemsOf({ price: { kind: "volume", tiers: [{ upTo: 5, rate: "1" }] } })).toEqual([
      "resources.gpu.price.tiers[0].upTo: must not be there: the last tier has no end",
    ]);
    expect(problemsOf({ price: { ...price, size: 0 } })[0]).toContain(
      "resources.gpu.price.size: must be a whole number",
    );
    expect(problemsOf({ price, rate: "1.00" })).toEqual([
      "resources.gpu.rate: is not a key that a catalog has beside a price",
    ]);
    expect(problemsOf({})).toEqual(["resources.gpu.rate: is missing"]);
    for (const [unit, kinds] of [
      ["hour", ["training", "endpoint"]],
      ["gb-month", ["storage"]],
      ["gb", ["network"]],
      ["each", ["export"]],
    ])
      expect(problemsOf({ price, unit, kinds })).toEqual([]);
  });
});
