import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inCell, type VerifyCells } from "./cells.ts";
import type { Invariant, Report } from "./finding.ts";
import { onCitus } from "./on-citus.ts";
import { PLATFORM_NAMES, readDatabase } from "./read-database.ts";

/**
 * The facts of a database that the migrations and sql files of this version made. A test compares the file with a
 * database that it has just prepared; `npm test -- database-facts -u` writes it again.
 */
export const BASELINE_FILE = join(import.meta.dirname, "database-facts.txt");

/** The invariant that each kind of fact keeps. */
const KEEPS: Readonly<Record<string, Invariant>> = {
  table: "L28",
  column: "L28",
  constraint: "L28",
  index: "L13",
  trigger: "L11",
  rule: "L11",
  policy: "L28",
  right: "L11",
  view: "L3",
  function: "L11",
  role: "L11",
};

/**
 * L11, L28: the triggers, constraints, policies, functions, views and rights in the database, and the attributes of the
 * roles, are those that this version made. Tables, functions and indexes that an operator added do not count.
 */
export async function checkDatabase({ cells, platform }: VerifyCells, report: Report): Promise<void> {
  const expected = readFileSync(BASELINE_FILE, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const ofPlatform = await readDatabase(platform, "organization_registry");
  for (const { name, pool } of cells) {
    const isBoth = pool === platform && ofPlatform !== null;
    const ofCell = isBoth ? expected : expected.filter((fact) => !isPlatform(fact));
    const found = await readDatabase(pool, "organizations");
    compare(found?.isOnCitus ? ofCell.map(onCitus) : ofCell, found?.facts ?? [], (invariant, rows, message) =>
      report(invariant, [...rows, ...inCell(name)], message),
    );
  }
  if (ofPlatform !== null && cells.every(({ pool }) => pool !== platform))
    compare(expected.filter(isPlatform), ofPlatform.facts.filter(isPlatform), report);
}

function isPlatform(fact: string): boolean {
  return PLATFORM_NAMES.has(tableOf(fact));
}

/** The table that a fact is about, or the name of a function or role. */
function tableOf(fact: string): string {
  return fact.slice(fact.indexOf(" ") + 1).split(/[.:( ]/)[0] ?? "";
}

function compare(expected: readonly string[], found: readonly string[], report: Report): void {
  const known = new Set(expected);
  const names = new Set(expected.map(tableOf));
  const there = new Set(found);
  for (const fact of expected)
    if (!there.has(fact)) report(invariantOf(fact), rowsOf(fact), `it should be: ${contentOf(fact)}`);
  for (const fact of found) {
    const isAdded = !names.has(tableOf(fact)) && !/^(right (schema|database)|role) /.test(fact);
    if (!known.has(fact) && !isAdded)
      report(invariantOf(fact), rowsOf(fact), `this version did not make: ${contentOf(fact)}`);
  }
}

const invariantOf = (fact: string): Invariant => KEEPS[fact.slice(0, fact.indexOf(" "))] ?? "L11";
const rowsOf = (fact: string): string[] => [fact.slice(0, fact.indexOf(":"))];
const contentOf = (fact: string): string => fact.slice(fact.indexOf(":") + 2) || "there";
