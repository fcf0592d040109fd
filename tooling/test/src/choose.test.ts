import { expect, it } from "vitest";
import { choose } from "./choose.ts";

const checks = [
  { name: "types", id: "types", run: ["tsc"] },
  { name: "unused code", id: "knip", run: ["knip"] },
] as const;

it("runs everything when nothing is asked for", () => {
  expect(choose([], checks)).toEqual({ checks, vitest: [] });
});

it("runs only the checks asked for", () => {
  expect(choose(["checks"], checks)).toEqual({ checks, vitest: undefined });
  expect(choose(["knip"], checks)).toEqual({ checks: [checks[1]], vitest: undefined });
});

it("runs one part of the tests, or those whose path has a text in it", () => {
  expect(choose(["unit"], checks)).toEqual({ checks: [], vitest: ["--project", "unit"] });
  expect(choose(["browser"], checks)).toEqual({ checks: [], vitest: ["--project", "browser"] });
  expect(choose(["int", "ledger"], checks)).toEqual({ checks: [], vitest: ["--project", "int", "ledger"] });
});
