import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalog, catalogText, parseCatalog, tiered } from "./index.ts";

/** The same value with the keys of every object in an order that depends on `salt`. */
function reordered(value: unknown, salt: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, salt));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reordered(item, salt)] as const);
  const turn = entries.length === 0 ? 0 : salt % entries.length;
  const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
  return Object.fromEntries(salt % 2 === 0 ? turned : turned.reverse());
}

describe("catalogText", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.nat(), (salt) => {
        const parsed = parseCatalog(reordered(tiered, salt));
        expect(parsed.ok && catalogText(parsed.value)).toBe(catalogText(tiered));
      }),
    );
  });

  it("keeps the order of lists, because it has a meaning", () => {
    expect(catalogText(tiered)).toContain('"planOrder":["free","pro","enterprise"]');
  });

  it("has sorted keys, no spaces, and no absent fields", () => {
    const text = catalogText({ ...tiered, plans: { free: { ...tiered.plans.free, grants: {} } } } as Catalog);
    expect(
      text.startsWith('{"defaultPlan":"free","entitlements":{"audit_log":{"kind":"feature","title":"Audit log"}'),
    ).toBe(true);
    expect(text).toContain('"grants":{},"price":{"kind":"free"},"title":"Free"}');
  });

  it("changes if any number changes", () => {
    const dearer = { ...tiered, limits: { ...tiered.limits, silenceMinutes: 31 } };
    expect(catalogText(dearer)).not.toBe(catalogText(tiered));
  });
});
