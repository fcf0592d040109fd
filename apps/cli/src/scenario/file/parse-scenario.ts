import { idProblems } from "./check-ids.ts";
import { type Names, stepFields } from "./fields.ts";
import { type FieldTable, parseLine } from "./parse-line.ts";
import { FieldProblem, type ScenarioProblem } from "./problem.ts";
import type { Step } from "./step.ts";

export type ParsedScenario =
  | { readonly ok: true; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly problem: ScenarioProblem };

/**
 * Reads a scenario: JSON Lines, without empty lines and lines that begin with `#`.
 * @param names what the catalog has; every other plan, resource and entitlement is unknown
 * @returns the steps in the order in which they run: by `at`, equal instants in file order; or the problem with the
 *   lowest line
 * @source docs/scenarios.md#the-file
 */
export function parseScenario(source: string, names: Names): ParsedScenario {
  const table = stepFields(names);
  const steps: Step[] = [];
  const problems: ScenarioProblem[] = [];
  for (const [index, text] of source
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    if (text.trim() === "" || text.startsWith("#")) continue;
    const parsed = parsedLine(index + 1, text, table);
    if ("message" in parsed) problems.push(parsed);
    else steps.push(parsed);
  }
  const ordered = steps.toSorted((a, b) => a.at - b.at);
  const first = [
    ...problems,
    ...idProblems(ordered).map((each) => ({ ...each, message: sentence(each.field, each.message) })),
  ].toSorted((a, b) => a.line - b.line)[0];
  return first === undefined ? { ok: true, steps: ordered } : { ok: false, problem: first };
}

function parsedLine(line: number, text: string, table: FieldTable): Step | ScenarioProblem {
  try {
    return parseLine(line, text, table);
  } catch (error) {
    if (error instanceof FieldProblem)
      return { line, field: error.field, message: sentence(error.field, error.message) };
    throw error;
  }
}

function sentence(field: string | null, message: string): string {
  return `${field ?? "The line"} ${message}`;
}
