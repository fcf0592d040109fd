import { type Do, SUBJECTS } from "./fields.ts";
import { FieldProblem } from "./problem.ts";
import type { Step } from "./step.ts";
import { BadValue, instant, type Optional, type ReadValue, text } from "./values.ts";

type AnyField = ReadValue<unknown> | Optional<unknown>;

/** The fields of every kind of step; the names of the catalog are in them. */
export type FieldTable = Readonly<Record<Do, Readonly<Record<string, AnyField>>>>;

const readName = text();

/**
 * Reads one line that is not empty and no comment.
 * @throws FieldProblem for the first field that is wrong: `do`, `at`, `org`, an unknown one, then the step's own
 */
export function parseLine(line: number, source: string, table: FieldTable): Step {
  const given = objectIn(source);
  const kind = kindOf(given, table);
  const at = read("at", instant, given.at);
  const org = organizationOf(kind, given);
  const fields = table[kind];
  const common = ["at", "do", ...(SUBJECTS[kind] === "platform" ? [] : ["org"])];
  const unknown = Object.keys(given).find((name) => !common.includes(name) && !Object.hasOwn(fields, name));
  if (unknown !== undefined) throw new FieldProblem(unknown, `is no field of "${kind}"`);
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const isOptional = typeof field !== "function";
    if (isOptional && given[name] === undefined) continue;
    values[name] = read(name, isOptional ? field.read : field, given[name]);
  }
  checkTogether(kind, values);
  // The table gives each kind the readers of its own fields.
  return { do: kind, line, at, org, ...values } as Step;
}

function objectIn(source: string): Readonly<Record<string, unknown>> {
  const value = parsed(source);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new FieldProblem(null, "is not one JSON object");
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new FieldProblem(null, "is not JSON");
  }
}

function kindOf(given: Readonly<Record<string, unknown>>, table: FieldTable): Do {
  const { do: word } = given;
  if (word === undefined) throw new FieldProblem("do", "is missing");
  if (typeof word === "string" && Object.hasOwn(table, word)) return word as Do;
  throw new FieldProblem("do", `must be one of ${Object.keys(table).join(", ")}`);
}

function organizationOf(kind: Do, { org }: Readonly<Record<string, unknown>>): string | null {
  const subject = SUBJECTS[kind] ?? "organization";
  if (subject === "platform") return null;
  if (subject === "either" && org === undefined) return null;
  return read("org", readName, org);
}

function read<Value>(name: string, reader: ReadValue<Value>, value: unknown): Value {
  if (value === undefined) throw new FieldProblem(name, "is missing");
  try {
    return reader(value);
  } catch (error) {
    if (error instanceof BadValue) throw new FieldProblem(name, error.message);
    throw error;
  }
}

function checkTogether(kind: Do, values: Readonly<Record<string, unknown>>): void {
  if (kind === "grant" && values.days !== undefined && values.expiresAt !== undefined)
    throw new FieldProblem("expiresAt", "must not be given together with days");
  if (kind === "change" && values.plan === undefined && values.interval === undefined)
    throw new FieldProblem("plan", "or interval must be given");
}
