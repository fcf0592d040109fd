import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalog, catalogText, diffCatalogs, parseCatalog, payg, tiered } from "./index.ts";

/** A catalog made from `tiered` by a change of its JSON. */
function edited(edit: (json: typeof tiered) => void): Catalog {
  const json = JSON.parse(catalogText(tiered));
  edit(json);
  const parsed = parseCatalog(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const set = (edit: (json: Mutable<typeof tiered>) => void) => edited(edit as never);
type Mutable<T> = T extends object
  ? { -readonly [K in keyof T]: Mutable<T[K]> }
  : T extends string
    ? string
    : T extends number
      ? number | "unlimited"
      : T extends boolean
        ? boolean
        : T;

describe("what changes, and for whom", () => {
  it.each([
    [
      set((json) => {
        json.plans.pro.price.monthly = "35.00";
      }),
      "plans.pro.price",
      "Pro costs $35.00 a month or $290.00 a year, before $29.00 a month or $290.00 a year.",
      "New subscriptions to Pro. A running one keeps its version until it moves at a renewal.",
    ],
    [
      set((json) => {
        json.plans.pro.entitlements.deployments = 3;
      }),
      "plans.pro.entitlements.deployments",
      "Pro: Deployments 3, before 5.",
      "New subscriptions to Pro. A running one keeps its version until it moves at a renewal. It binds only on new things: nothing is deleted.",
    ],
    [
      set((json) => {
        json.plans.free.grants.signup.amount = "2.50";
      }),
      "plans.free.grants.signup",
      "Free gives credit at signup: $2.50, 30 days, before $5.00, 30 days.",
      "New organizations. The others keep their catalog version.",
    ],
    [
      set((json) => {
        json.plans.pro.grants.monthly.atOnce = false;
      }),
      "plans.pro.grants.monthly",
      "Pro gives credit: $20.00 a month, 30 days, before $20.00 a month, the first at once, 30 days.",
      "New subscriptions to Pro. A running one keeps its version until it moves at a renewal.",
    ],
    [
      set((json) => {
        json.resources["gpu.h100-80gb"].rate = "4.10";
      }),
      'resources["gpu.h100-80gb"].rate',
      "H100 80GB costs $4.10 an hour, before $3.99 an hour.",
      "Work that begins on this version. Open jobs keep their rate and their policy.",
    ],
    [
      set((json) => {
        json.policies.training.admission.marginMilli = 1500;
      }),
      "policies.training.admission",
      "Work of the kind training: it needs 1.5 x the next epoch, before 1.2 x the next epoch.",
      "Work that begins on this version. Open jobs keep their rate and their policy.",
    ],
    [
      set((json) => {
        json.limits.purchases.maximum = "2000.00";
      }),
      "limits.purchases",
      "A purchase of credit is $5.00 to $2000.00, before $5.00 to $1000.00.",
      "Organizations on this version. The others keep theirs.",
    ],
    [
      set((json) => {
        Object.assign(json.limits.purchases, { bonuses: [{ preset: "100.00", amount: "10.00", days: 90 }] });
      }),
      "limits.purchases.bonuses",
      "A purchase comes with $10.00 for 90 days on $100.00, before with no bonus.",
      "Organizations on this version. The others keep theirs.",
    ],
  ])("%#: one number", (after, path, what, whom) => {
    expect(diffCatalogs(tiered, after)).toEqual([{ path, what, whom }]);
  });

  it("a price shape in place of a rate", () => {
    const after = edited((json) => {
      const price = { kind: "volume", tiers: [{ upTo: 1000, rate: "3.99" }, { rate: "2.99" }], minimum: "5.00" };
      const { title, unit } = json.resources["gpu.h100-80gb"];
      Object.assign(json.resources, { "gpu.h100-80gb": { title, unit, kinds: ["training"], price } });
    });
    expect(diffCatalogs(tiered, after)[0]).toEqual({
      path: 'resources["gpu.h100-80gb"].price',
      what: "H100 80GB costs $3.99 an hour; above 1,000 hours all at $2.99, at least $5.00, before $3.99 an hour.",
      whom: "Work that begins on this version. Open jobs keep their rate and their policy.",
    });
  });

  it.each([
    [
      { kind: "graduated", tiers: [{ upTo: 1000, rate: "0.03" }, { rate: "0.02" }] },
      "$0.03 per GB and month up to 1,000 GB, then $0.02",
    ],
    [{ kind: "package", size: 100, price: "2.50", minimum: "5.00" }, "$2.50 for each 100 GB begun, at least $5.00"],
  ])("a price shape of storage: %j", (price, words) => {
    const after = edited((json) => {
      const { rate: _rate, ...rest } = json.resources["storage.gb-month"];
      Object.assign(json.resources, { "storage.gb-month": { ...rest, price } });
    });
    expect(diffCatalogs(tiered, after)[0]?.what).toMatch(
      new RegExp(
        ` costs ${words.replaceAll("$", "\\$").replaceAll(".", "\\.")}, before \\$0\\.03 per GB and month\\.$`,
      ),
    );
  });

  it("a plan that is gone, and the order without it", () => {
    const after = edited((json) => {
      delete (json.plans as Record<string, unknown>).enterprise;
      (json.planOrder as unknown as string[]).pop();
    });
    expect(diffCatalogs(tiered, after).map(({ path, what }) => [path, what])).toEqual([
      ["planOrder", "The plans are, from the lowest to the highest: Free, Pro."],
      ["plans.enterprise", "The plan Enterprise is no longer sold."],
    ]);
  });

  it("another catalog: everything that one of the two has", () => {
    const whats = diffCatalogs(tiered, payg).map(({ what }) => what);
    expect(whats).toContain("New organizations begin on Core, before on Free.");
    expect(whats).toContain("The plan Core is new: free.");
    expect(whats).toContain("A100 80GB costs $1.80 an hour, before $1.99 an hour.");
    expect(whats).toContain("Model export (export) is no longer sold.");
  });
});

it("says nothing of the same catalog, whatever the order of its keys", () => {
  expect(
    diffCatalogs(
      tiered,
      edited(() => {}),
    ),
  ).toEqual([]);
});

it("names every leaf that changes", () => {
  const leaves = leavesOf(JSON.parse(catalogText(tiered)));
  fc.assert(
    fc.property(fc.constantFrom(...leaves), (path) => {
      const json = JSON.parse(catalogText(tiered));
      const parent = path.slice(0, -1).reduce((value, key) => value[key], json);
      const key = path.at(-1) as string;
      parent[key] = another(parent[key]);
      const parsed = parseCatalog(json);
      // Most words have no other value that is a catalog.
      fc.pre(parsed.ok);
      const changes = parsed.ok ? diffCatalogs(tiered, parsed.value) : [];
      expect(changes.length).toBeGreaterThan(0);
      expect(changes[0]?.path.replaceAll(/\W/g, ".")).toContain(path[0]);
    }),
    { numRuns: 500 },
  );
});

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  const text = String(value);
  const isDecimal = /^\d+\.\d\d$/.test(text);
  return isDecimal ? text.replace(/\d$/, (digit) => `${(Number(digit) + 1) % 10}`) : `${text} x`;
}
