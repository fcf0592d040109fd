import type { Check } from "./checks.ts";

export interface Choice {
  checks: readonly Check[];
  /** The arguments of vitest; `undefined` if no tests run. */
  vitest: readonly string[] | undefined;
}

/**
 * Chooses the checks and tests of a command line.
 * No arguments mean everything. `checks` means all checks, and the id of a check means that one. `unit`, `int` and
 * `browser` each mean one kind of tests. Any other argument goes to vitest, as part of a path or as a flag.
 */
export function choose(args: readonly string[], checks: readonly Check[]): Choice {
  if (args.length === 0) return { checks, vitest: [] };
  const chosen = checks.filter((check) => args.includes("checks") || args.includes(check.id));
  const others = args.filter((arg) => arg !== "checks" && !checks.some((check) => check.id === arg));
  if (others.length === 0) return { checks: chosen, vitest: undefined };
  return { checks: chosen, vitest: others.flatMap((arg) => (isProject(arg) ? ["--project", arg] : [arg])) };
}

const PROJECTS = ["unit", "int", "browser"];

const isProject = (arg: string): boolean => PROJECTS.includes(arg);
