import { describe, expect, it } from "vitest";
import { sumParts } from "./sum-parts.ts";

const balance = (available: string, reserved: string, owed: string, total: string) => ({
  available,
  reserved,
  owed,
  total,
});
const sum = { count: 7, added: "30000000", used: "8000001", lost: "5000000", total: "16999999" };
const ends = {
  opening: balance("0", "0", "0", "0"),
  closing: balance("20000000", "1000000", "4000001", "16999999"),
};

/** Evaluates the line up to its total, and the parts of the total. */
function evaluate(parts: ReturnType<typeof sumParts>): readonly [bigint, bigint, bigint | null] {
  const at = parts.findIndex(({ mark }) => mark === "=");
  const value = (some: typeof parts) =>
    some.reduce((amount, { mark, micros }) => amount + (mark === "−" ? -BigInt(micros ?? 0) : BigInt(micros ?? 0)), 0n);
  const rest = parts.slice(at + 1);
  return [value(parts.slice(0, at)), BigInt(parts[at]?.micros ?? -1), rest.length === 0 ? null : value(rest)];
}

const write = (parts: ReturnType<typeof sumParts>) => parts.map(({ mark = "", name }) => `${mark}${name}`).join(" ");

describe("the line of sums", () => {
  it("adds up to the balance, and the balance is available + on hold - owed", () => {
    const parts = sumParts({ ...sum, ends }, { hasBalance: true, hasBeginning: true });
    expect(write(parts)).toBe("Credit added −Used −Expired and revoked =Total Of it available +On hold −Owed");
    expect(evaluate(parts)).toEqual([16_999_999n, 16_999_999n, 16_999_999n]);
  });

  it("of an interval begins with the balance before it", () => {
    const opening = balance("3000000", "0", "0", "3000000");
    const closing = balance("19999999", "0", "0", "19999999");
    const parts = sumParts({ ...sum, ends: { opening, closing } }, { hasBalance: true, hasBeginning: false });
    expect(write(parts)).toBe(
      "Balance before +Credit added −Used −Expired and revoked =Balance after Of it available +On hold −Owed",
    );
    expect(evaluate(parts)).toEqual([19_999_999n, 19_999_999n, 19_999_999n]);
  });

  it("of some entries adds up to their change, which is no balance", () => {
    const parts = sumParts({ ...sum, ends: null }, { hasBalance: false, hasBeginning: true });
    expect(write(parts)).toBe("Credit added −Used −Expired and revoked =Total");
    expect(evaluate(parts)).toEqual([16_999_999n, 16_999_999n, null]);
    expect(write(sumParts({ ...sum, ends: null }, { hasBalance: false, hasBeginning: false }))).toBe(write(parts));
  });

  it("has its places before the sums arrive", () => {
    const places = sumParts(undefined, { hasBalance: true, hasBeginning: true });
    expect(write(places)).toBe(write(sumParts({ ...sum, ends }, { hasBalance: true, hasBeginning: true })));
    expect(places.every(({ micros }) => micros === null)).toBe(true);
  });
});
