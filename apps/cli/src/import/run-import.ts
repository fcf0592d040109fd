import { OrganizationMissing } from "@scrip/db/connection";
import { RefusedError } from "@scrip/usecases/refused";
import type { Progress } from "../progress.ts";
import type { ImportDeps, Importer } from "./importer.ts";
import { LineProblem, type LineReport } from "./line-report.ts";
import { organizationOf } from "./organization-of.ts";
import type { CsvRow } from "./read-csv.ts";

/** A row, and what it says; a problem instead if it cannot be imported. */
type Read<Item> =
  | { readonly row: CsvRow; readonly orgId: string; readonly item: Item }
  | { readonly row: CsvRow; readonly problem: LineProblem };

/**
 * Imports the rows of a file, one after another. It writes nothing unless every line can be imported.
 * @param isDryRun whether to say only what would happen
 * @returns a report for each line, in the order of the file
 */
export async function runImport<Item>(
  deps: ImportDeps,
  importer: Importer<Item>,
  rows: readonly CsvRow[],
  { isDryRun, progress }: { readonly isDryRun: boolean; readonly progress: Progress },
): Promise<{ readonly reports: readonly LineReport[]; readonly isApplied: boolean }> {
  const read = await readAll(deps, importer, rows);
  const tried = await runAll(deps, importer, read, { isDryRun: true, progress });
  const hasErrors = tried.some(({ outcome }) => outcome === "error");
  if (isDryRun || hasErrors) return { reports: tried, isApplied: false };
  progress.setTotal(2 * rows.length);
  return { reports: await runAll(deps, importer, read, { isDryRun: false, progress }), isApplied: true };
}

async function readAll<Item>(
  deps: ImportDeps,
  importer: Importer<Item>,
  rows: readonly CsvRow[],
): Promise<readonly Read<Item>[]> {
  const lineOf = new Map<string, number>();
  const read: Read<Item>[] = [];
  for (const row of rows) {
    const orgId = await organizationOf(deps.homes, row.cells.organization ?? "").catch(asProblem);
    const each = orgId instanceof LineProblem ? { row, problem: orgId } : readOne(importer, row, orgId, lineOf);
    read.push(each);
  }
  return read;
}

function readOne<Item>(importer: Importer<Item>, row: CsvRow, orgId: string, lineOf: Map<string, number>): Read<Item> {
  try {
    const item = importer.parse(row.cells);
    const { column, value } = importer.once(item);
    const name = `${orgId} ${value}`;
    const earlier = lineOf.get(name);
    if (earlier !== undefined) throw new LineProblem(column, `is that of line ${earlier}`);
    lineOf.set(name, row.line);
    return { row, orgId, item };
  } catch (error) {
    return { row, problem: asProblem(error) };
  }
}

async function runAll<Item>(
  deps: ImportDeps,
  importer: Importer<Item>,
  read: readonly Read<Item>[],
  { isDryRun, progress }: { readonly isDryRun: boolean; readonly progress: Progress },
): Promise<readonly LineReport[]> {
  const reports: LineReport[] = [];
  for (const each of read) {
    const { line, cells } = each.row;
    const about = { line, organization: cells.organization ?? "" };
    const result = "problem" in each ? each.problem : await importOne(deps, importer, each, isDryRun);
    if (result instanceof LineProblem)
      reports.push({ ...about, outcome: "error", field: result.field, message: result.message });
    else reports.push({ ...about, ...result });
    progress.advance(1);
  }
  return reports;
}

async function importOne<Item>(
  deps: ImportDeps,
  importer: Importer<Item>,
  { orgId, item }: { readonly orgId: string; readonly item: Item },
  isDryRun: boolean,
) {
  try {
    return await importer.run(deps, orgId, item, isDryRun);
  } catch (error) {
    if (!(error instanceof RefusedError)) return asProblem(error);
    return new LineProblem(importer.columnOf[error.refusal.code] ?? null, error.message);
  }
}

/** @throws the error, if it does not concern one line alone */
function asProblem(error: unknown): LineProblem {
  if (error instanceof LineProblem) return error;
  if (error instanceof OrganizationMissing) return new LineProblem("organization", "is no organization");
  throw error;
}
