import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CouldNotRun } from "../could-not-run.ts";

const FOLDER = join(import.meta.dirname, "examples");
const ENDING = ".jsonl";

/** The names of the examples that ship, in the order of the alphabet. */
export function exampleNames(): readonly string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(ENDING));
  return files.map((name) => name.slice(0, -ENDING.length)).toSorted();
}

/** The text of an example. @throws CouldNotRun that lists the examples if there is none of this name */
export function exampleText(name: string): string {
  const names = exampleNames();
  if (names.includes(name)) return readFileSync(join(FOLDER, `${name}${ENDING}`), "utf8");
  throw new CouldNotRun(`There is no example ${JSON.stringify(name)}. There are: ${names.join(", ")}.`);
}
