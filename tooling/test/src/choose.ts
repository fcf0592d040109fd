import type { Check } from "./checks.ts";
import { LONG_RUNS, type VitestRun } from "./long-runs.ts";

export interface Choice {
  readonly checks: readonly Check[];
  /** One run of vitest each, in this order. */
  readonly runs: readonly VitestRun[];
}

/**
 * What a command line asks for.
 * - No argument means everything.
 * - `checks` means the checks of the sources and the tests of the linters; the name of a check means that check alone.
 * - `unit`, `int`, `homes`, `cells` and `browser` mean a part of the tests, `long` many rounds of those with random input.
 * - Every other argument goes to vitest, as a part of a path or as a flag.
 */
export function choose(args: readonly string[], checks: readonly Check[]): Choice {
  if (args.length === 0) return { checks, runs: [{ vitest: [], env: {} }] };
  const chosen = checks.filter((check) => args.includes("checks") || args.includes(check.id));
  const others = args.filter((arg) => arg !== "long" && !checks.some((check) => check.id === arg));
  const vitest = others.flatMap((arg) => (isProject(arg) ? ["--project", arg] : [arg]));
  const asked = others.length > 0 ? [{ vitest, env: {} }] : [];
  return { checks: chosen, runs: args.includes("long") ? [...asked, ...LONG_RUNS] : asked };
}

const PROJECTS = ["unit", "checks", "int", "homes", "cells", "browser"];

const isProject = (arg: string): boolean => PROJECTS.includes(arg);
