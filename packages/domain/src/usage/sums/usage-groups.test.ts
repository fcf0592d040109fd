import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type UsagePart, usageGroups } from "./usage-groups.ts";

const part = (name: string | null, day: number, used: bigint, returned = 0n): UsagePart => ({
  name,
  day,
  count: 1,
  used,
  returned,
});

describe("usage by group", () => {
  it("adds up each group by day, the largest first, usage without the label last among equals", () => {
    const parts = [part(null, 0, 5n), part("b", 1, 5n), part("a", 0, 2n), part("a", 1, 9n, 4n)];
    expect(usageGroups(parts, 2, 10)).toEqual({
      total: { count: 4, used: 21n, returned: 4n, days: [7n, 14n] },
      groups: [
        { name: "a", count: 2, used: 11n, returned: 4n, days: [2n, 9n] },
        { name: "b", count: 1, used: 5n, returned: 0n, days: [0n, 5n] },
        { name: null, count: 1, used: 5n, returned: 0n, days: [5n, 0n] },
      ],
      others: null,
    });
  });

  it("adds up the groups after the largest ones", () => {
    const parts = [part("a", 0, 9n), part("b", 0, 5n, 1n), part("c", 1, 2n)];
    const { groups, others } = usageGroups(parts, 2, 1);
    expect(groups.map(({ name }) => name)).toEqual(["a"]);
    expect(others).toEqual({ groups: 2, count: 2, used: 7n, returned: 1n, days: [5n, 2n] });
  });

  it("loses nothing: groups and others add up to the total, on each day", () => {
    const anyPart = fc.record({
      name: fc.constantFrom("a", "b", "c", "d", null),
      day: fc.nat(4),
      count: fc.nat(9),
      used: fc.bigInt(0n, 10n ** 15n),
      returned: fc.bigInt(0n, 10n ** 15n),
    });
    const property = (parts: UsagePart[], most: number) => {
      const { total, groups, others } = usageGroups(parts, 5, most);
      const all = others === null ? groups : [...groups, others];
      for (const field of ["used", "returned"] as const)
        expect(all.reduce((sum, group) => sum + group[field], 0n)).toBe(total[field]);
      for (const day of total.days.keys())
        expect(all.reduce((sum, { days }) => sum + (days[day] ?? 0n), 0n)).toBe(total.days[day]);
      expect(total.used).toBe(parts.reduce((sum, { used }) => sum + used, 0n));
    };
    fc.assert(fc.property(fc.array(anyPart, { maxLength: 30 }), fc.nat(6), property));
  });
});
