import type { Check } from "./checks.ts";

export interface Choice {
  checks: readonly Check[];
  /** vitest's arguments, or undefined when it is not asked for. */
  vitest: readonly string[] | undefined;
}

/**
 * What a command line asks for.
 * Nothing means everything; `checks`, or a check's name, means those; `unit`, `int` and `browser` a part of the tests;
 * anything else goes to vitest, as part of a path or as a flag.
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
