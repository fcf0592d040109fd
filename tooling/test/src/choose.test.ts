import { expect, it } from "vitest";
import { choose } from "./choose.ts";

const checks = [
  { name: "types", id: "types", run: ["tsc"] },
  { name: "unused code", id: "knip", run: ["knip"] },
] as const;

it("runs everything without arguments", () => {
  expect(choose([], checks)).toEqual({ checks, vitest: [] });
});

it("runs only the named checks", () => {
  expect(choose(["checks"], checks)).toEqual({ checks, vitest: undefined });
  expect(choose(["knip"], checks)).toEqual({ checks: [checks[1]], vitest: undefined });
});

it("runs one kind of tests, or the tests whose path contains a text", () => {
  expect(choose(["unit"], checks)).toEqual({ checks: [], vitest: ["--project", "unit"] });
  expect(choose(["browser"], checks)).toEqual({ checks: [], vitest: ["--project", "browser"] });
  expect(choose(["int", "ledger"], checks)).toEqual({ checks: [], vitest: ["--project", "int", "ledger"] });
});
