import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { choose } from "./choose.ts";
import { LONG_RUNS } from "./long-runs.ts";
import { root } from "./paths.ts";

const checks = [
  { name: "types", id: "types", run: ["tsc"] },
  { name: "unused code", id: "knip", run: ["knip"] },
] as const;
const vitest = (...args: string[]) => ({ vitest: args, env: {} });

it("runs everything when nothing is asked for", () => {
  expect(choose([], checks)).toEqual({ checks, runs: [vitest()] });
});

it("runs the checks with the tests of the linters, or one check alone", () => {
  expect(choose(["checks"], checks)).toEqual({ checks, runs: [vitest("--project", "checks")] });
  expect(choose(["knip"], checks)).toEqual({ checks: [checks[1]], runs: [] });
});

it("runs one part of the tests, or those whose path has a text in it", () => {
  expect(choose(["unit"], checks)).toEqual({ checks: [], runs: [vitest("--project", "unit")] });
  expect(choose(["browser"], checks)).toEqual({ checks: [], runs: [vitest("--project", "browser")] });
  expect(choose(["int", "ledger"], checks)).toEqual({ checks: [], runs: [vitest("--project", "int", "ledger")] });
});

it("runs the tests with random input for longer, of files that exist", () => {
  expect(choose(["long"], checks)).toEqual({ checks: [], runs: LONG_RUNS });
  const paths = LONG_RUNS.flatMap((run) => run.vitest).filter((arg) => !arg.startsWith("--"));
  const isThere = (path: string): boolean =>
    existsSync(join(root, path)) || globSync(`packages/*/src/${path}`, { cwd: root }).length > 0;
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});
