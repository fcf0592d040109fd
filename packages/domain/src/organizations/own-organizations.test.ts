import { expect, it } from "vitest";
import { personalName } from "./own-organizations.ts";

it.each([
  ["Ana Silva", 1, "Ana Silva"],
  ["Ana Silva", 3, "Ana Silva 3"],
  ["  ", 1, "Personal"],
])("the personal organization of %j is, at try %i, %j", (name, nth, expected) => {
  expect(personalName(name, nth)).toBe(expected);
});

it("keeps the name of an organization within its length, and cuts no character in two", () => {
  const name = personalName("🙂".repeat(300), 12);
  expect(Array.from(name)).toHaveLength(200);
  expect(name.endsWith("🙂 12")).toBe(true);
});
