import { expect, it } from "vitest";
import { growingIds, newId } from "./new-id.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Whether each id is greater than the one before. */
const grow = (ids: readonly string[]): boolean => ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ""));

it("ids are UUIDv7 of this time, and each is greater than the one before", () => {
  const before = Date.now();
  const ids = Array.from({ length: 50_000 }, newId);
  expect(ids.filter((id) => !UUID_V7.test(id))).toEqual([]);
  expect(grow(ids)).toBe(true);
  expect(timeOf(ids[0] ?? "")).toBeGreaterThanOrEqual(before);
});

it("ids grow within one millisecond, beyond what a millisecond has room for, and after the clock went back", () => {
  let random = "01985c2e-0000-7fff-bfff-ffffffffffff";
  const next = growingIds(() => random);
  const ids = Array.from({ length: 50_000 }, next);
  random = "00000000-0000-7000-8000-000000000000";
  ids.push(next());
  expect(grow(ids)).toBe(true);
  expect(ids.filter((id) => !UUID_V7.test(id))).toEqual([]);
});
