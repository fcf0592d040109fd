import { tiered } from "@scrip/domain/catalog";
import { namesOf } from "./fields.ts";
import { type ParsedScenario, parseScenario } from "./parse-scenario.ts";

/** Steps without their usual fields: `at` is the first of January 2027, and `org` is "a". */
export type Some = Readonly<Record<string, unknown>>;

/** One line of a scenario. A field that is `undefined` is left out. */
export function aLine(some: Some): string {
  return JSON.stringify({ at: "2027-01-01T00:00:00Z", org: "a", ...some });
}

/** Parses a text, or the lines of steps, with the names of the catalog `tiered`. */
export function parsed(source: string | readonly Some[]): ParsedScenario {
  const text = typeof source === "string" ? source : source.map(aLine).join("\n");
  return parseScenario(text, namesOf(tiered));
}
