import Table from "cli-table3";
import { counted, type LineReport } from "./line-report.ts";

/** The report of an import for a person. */
export function showReport(reports: readonly LineReport[], isApplied: boolean): string {
  const table = new Table({
    head: ["Line", "Organization", isApplied ? "Result" : "Would be", "What"],
    colAligns: ["right"],
    style: { head: [], border: [], compact: true },
  });
  for (const report of reports) table.push([`${report.line}`, report.organization, ...cells(report)]);
  return table.toString();
}

function cells(report: LineReport): [string, string] {
  if (report.outcome !== "error") return [report.outcome, report.what];
  return ["error", report.field === null ? report.message : `${report.field}: ${report.message}`];
}

/** One sentence about all lines. */
export function summary(reports: readonly LineReport[], isApplied: boolean): string {
  const { done, existing, error } = counted(reports);
  const counts = `${done} ${isApplied ? "done" : "to do"}, ${existing} existing, ${error} with errors`;
  if (isApplied) return `${counts}.`;
  return error > 0
    ? `${counts}. Nothing was written: correct the errors first.`
    : `${counts}. Nothing was written: --apply does it.`;
}
