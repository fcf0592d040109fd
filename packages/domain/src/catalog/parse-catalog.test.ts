import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogText, parseCatalog, tiered } from "./index.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Step = string | number;

/** Untyped input: a copy of `tiered` with one part changed or removed. */
function tieredWith(path: readonly Step[], value: Json | undefined): unknown {
  const copy = JSON.parse(catalogText(tiered)) as Json;
  let parent = copy as { [key: Step]: Json };
  for (const key of path.slice(0, -1)) parent = parent[key] as { [key: Step]: Json };
  const last = path.at(-1) ?? "";
  if (value === undefined) delete parent[last];
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** The paths of all leaves of a value. */
function leaves(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

const written = (path: readonly Step[]) =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^\w+$/.test(key) ? `${text}${text && "."}${key}` : `${text}["${key}"]`;
  }, "");

const problemsOf = (value: unknown) => {
  const parsed = parseCatalog(value);
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
};

describe("parseCatalog", () => {
  it("reads a published catalog", () => {
    expect(parseCatalog(JSON.parse(catalogText(tiered)))).toEqual({ ok: true, value: tiered });
  });

  it.each(leaves(tiered).map((path) => [written(path), path] as const))("reports %s if it is null", (at, path) => {
    const parsed = parseCatalog(tieredWith(path, null));
    expect(parsed.ok ? [] : parsed.error.map((problem) => problem.path)).toContain(at);
  });

  it.each<[string, readonly Step[], Json | undefined, string]>([
    [
      "an id in capitals",
      ["plans", "Pro"],
      {},
      'plans.Pro: must be named in lower-case letters, digits and single ".", "_" or "-" between them, at most 64 of them, not "Pro"',
    ],
    [
      "a hole in a list",
      ["limits", "purchases", "presets", 2],
      undefined,
      'limits.purchases.presets[2]: must be a text of dollars such as "20.00", not missing',
    ],
    ["a missing plan title", ["plans", "pro", "title"], undefined, "plans.pro.title: is missing"],
    ["an extra key", ["plans", "pro", "discount"], 5, "plans.pro.discount: is not a key that a catalog has here"],
    [
      "__proto__",
      ["plans", "pro", "__proto__"],
      { title: "x" },
      "plans.pro.__proto__: is not a key that a catalog has here",
    ],
    [
      "constructor",
      ["resources", "export", "constructor"],
      "x",
      "resources.export.constructor: is not a key that a catalog has here",
    ],
    [
      "a fraction of a member",
      ["plans", "pro", "entitlements", "members"],
      2.5,
      "plans.pro.entitlements.members: must be a whole number from 0 to 9007199254740991, not 2.5",
    ],
    [
      "a negative limit",
      ["plans", "pro", "entitlements", "members"],
      -1,
      "plans.pro.entitlements.members: must be a whole number from 0 to 9007199254740991, not -1",
    ],
    ["a price of zero", ["plans", "pro", "price", "monthly"], "0.00", "plans.pro.price.monthly: must be above zero"],
    [
      "a price as a number",
      ["plans", "pro", "price", "monthly"],
      29,
      'plans.pro.price.monthly: must be a text of dollars such as "20.00", not 29',
    ],
    [
      "an unknown kind of price",
      ["plans", "pro", "price", "kind"],
      "gift",
      'plans.pro.price.kind: must be "free" or "contract" or "subscription", not "gift"',
    ],
    [
      "a price of a free plan",
      ["plans", "free", "price", "monthly"],
      "1.00",
      "plans.free.price.monthly: is not a key that a catalog has here",
    ],
    [
      "fullwidth digits",
      ["resources", "export", "rate"],
      "１２",
      'resources.export.rate: must be dollars per unit in plain digits, such as "3.99"',
    ],
    [
      "a rate of far too many digits",
      ["resources", "export", "rate"],
      "9".repeat(100_000),
      "resources.export.rate: is above the largest rate, $1,000,000.00",
    ],
    ["no kinds", ["resources", "export", "kinds"], [], "resources.export.kinds: must not be empty"],
    [
      "a kind twice",
      ["resources", "export", "kinds"],
      ["export", "export"],
      "resources.export.kinds[1]: is there twice",
    ],
    [
      "a unit that does not match the kinds",
      ["resources", "export", "unit"],
      "gb",
      'resources.export.kinds[0]: must be "network", not "export"',
    ],
    [
      "a margin that admits work whose price cannot be held",
      ["policies", "training", "admission", "marginMilli"],
      999,
      "policies.training.admission.marginMilli: must be a whole number from 1000 to 10000, not 999",
    ],
    [
      "a policy for an unknown kind of work",
      ["policies", "cooking"],
      {},
      "policies.cooking: is not a key that a catalog has here",
    ],
    [
      "an overdraft without a limit",
      ["policies", "training", "atZero"],
      { kind: "overdraft" },
      "policies.training.atZero.limit: is missing",
    ],
    [
      "a preset above the maximum",
      ["limits", "purchases", "presets", 0],
      "1000.01",
      "limits.purchases.presets[0]: must be a purchase from 5.00 to 1000.00, not 1000.01",
    ],
    [
      "a preset below the minimum",
      ["limits", "purchases", "presets", 0],
      "4.99",
      "limits.purchases.presets[0]: must be a purchase from 5.00 to 1000.00, not 4.99",
    ],
    [
      "a bonus for no preset",
      ["limits", "purchases", "bonuses"],
      [{ preset: "7.00", amount: "1.00", days: 30 }],
      "limits.purchases.bonuses[0].preset: must be one of the presets, not 7.00",
    ],
    [
      "two bonuses for one preset",
      ["limits", "purchases", "bonuses"],
      [
        { preset: "25.00", amount: "1.00", days: 30 },
        { preset: "25", amount: "2.00", days: 30 },
      ],
      "limits.purchases.bonuses[1].preset: is there twice",
    ],
    [
      "an unknown payment method",
      ["limits", "purchases", "methods"],
      ["cash"],
      'limits.purchases.methods[0]: must be "card" or "us_bank_account" or "sepa_debit", not "cash"',
    ],
    [
      "a top-up above its own cap",
      ["limits", "autoTopup", "perDay"],
      "24.00",
      "limits.autoTopup.amount: must not be above the amount per day, 24.00; it is 25.00",
    ],
    ["a default plan with a price", ["defaultPlan"], "pro", "defaultPlan: must be a plan that is free"],
    [
      "a signup grant that is never issued",
      ["plans", "pro", "grants", "signup"],
      { amount: "5.00", days: 30 },
      "plans.pro.grants.signup: is given by the default plan alone: no organization begins on another",
    ],
    [
      "a title of NUL",
      ["plans", "pro", "title"],
      "Pro\u0000",
      "plans.pro.title: must not have control characters or broken characters",
    ],
    [
      "a title of half a character",
      ["plans", "pro", "title"],
      "Pro\ud800",
      "plans.pro.title: must not have control characters or broken characters",
    ],
    [
      "a title with a mark that reverses text",
      ["plans", "pro", "title"],
      "Pro\u202e",
      "plans.pro.title: must not have invisible characters",
    ],
  ])("refuses %s", (_name, path, value, problem) => {
    expect(problemsOf(tieredWith(path, value))).toContain(problem);
  });

  it("reports all errors at once", () => {
    const value = tieredWith(["plans", "pro", "entitlements", "deployments"], "many") as {
      resources: { export: { rate: string } };
      limits: { silenceMinutes: number };
    };
    value.resources.export.rate = "-0.05";
    value.limits.silenceMinutes = 0;
    expect(problemsOf(value).map((problem) => problem.split(":")[0])).toEqual([
      "plans.pro.entitlements.deployments",
      "resources.export.rate",
      "limits.silenceMinutes",
    ]);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "tiered"],
    ["a list", [tiered]],
    ["a function", () => tiered],
    ["an object without a prototype", Object.create(null)],
    ["a catalog that is only inherited", Object.create(tiered)],
    ["__proto__ in place of a catalog", JSON.parse(`{"__proto__":${catalogText(tiered)}}`)],
  ])("refuses %s", (_name, value) => {
    expect(parseCatalog(value).ok).toBe(false);
  });

  it("F6 takes no inherited properties from its input", () => {
    parseCatalog(JSON.parse('{"plans":{"__proto__":{"isOperator":true}},"__proto__":{"isOperator":true}}'));
    expect(({} as { isOperator?: boolean }).isOperator).toBeUndefined();
  });

  it("F4 answers huge input quickly and with a short list", () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index]));
    const deep: unknown = JSON.parse(`${'{"plans":'.repeat(2_000)}1${"}".repeat(2_000)}`);
    const floods = [
      { ...tiered, ...many },
      { ...tiered, plans: many, entitlements: many, resources: many },
      { ...tiered, planOrder: Object.keys(many) },
      { ...tiered, name: "x".repeat(1_000_000), [`${"y".repeat(1_000_000)}`]: 1 },
      deep,
    ];
    for (const flood of floods) {
      const problems = problemsOf(flood);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(1000);
      expect(problems.join("\n").length).toBeLessThan(200_000);
    }
  });

  it("never throws, and accepts again every catalog that it returned", () => {
    const places = fc.constantFrom(...leaves(tiered));
    fc.assert(
      fc.property(places, fc.nat({ max: 5 }), fc.anything({ withNullPrototype: true }), (place, depth, junk) => {
        const path = place.slice(0, Math.max(1, place.length - depth));
        const parsed = parseCatalog(tieredWith(path, junk as Json));
        if (!parsed.ok) return parsed.error.length > 0;
        return parseCatalog(JSON.parse(catalogText(parsed.value))).ok;
      }),
    );
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (junk) => !parseCatalog(junk).ok));
  });
});
