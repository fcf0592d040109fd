import { expect, it } from "vitest";
import { isNew } from "./is-new.ts";

const fresh = { seq: 0, activities: [], runningCount: 0, pausedCount: 0, endpointCount: 0 };
const signup = { kind: "grant_issued" };

it.each([
  ["without entries", fresh, true],
  ["with its signup credit", { ...fresh, seq: 1, activities: [signup] }, true],
  ["whose signup credit expired", { ...fresh, seq: 2, activities: [{ kind: "grant_expired" }, signup] }, true],
  ["that used credit", { ...fresh, seq: 2, activities: [{ kind: "charged" }, signup] }, false],
  ["with holds, which the list of activities leaves out", { ...fresh, seq: 3, activities: [signup] }, false],
  ["with a running job", { ...fresh, seq: 1, activities: [signup], runningCount: 1 }, false],
  ["with a running endpoint", { ...fresh, seq: 1, activities: [signup], endpointCount: 1 }, false],
])("an organization %s is new: %s", (_, facts, expected) => {
  expect(isNew(facts)).toBe(expected);
});
