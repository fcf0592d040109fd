import type { Command } from "commander";
import type { Console } from "../console.ts";
import type { Importer } from "../import/importer.ts";
import { counted } from "../import/line-report.ts";
import { readCsvFile } from "../import/read-csv.ts";
import { showReport, summary } from "../import/show-report.ts";
import { withAppRole } from "./with-app-role.ts";

interface ImportOptions {
  readonly apply?: true;
  readonly json?: true;
}

const HELP =
  "Without --apply it says what each line would do, and writes nothing. With --apply it does so, if no line has an\n" +
  "error. Lines that an earlier import has done change nothing. docs/import.md describes the columns.\n" +
  "It connects to the database: DATABASE_URL, else that of a running `npm start`.\n" +
  "Exit code: 0 if no line has an error, 1 if one has, 2 if the file cannot be used.";

export function addImport(program: Command, console: Console): void {
  const group = program
    .command("import")
    .summary("take over balances and subscriptions from another system")
    .description("Takes over what organizations have in another system, from CSV files.");
  addOne(group, console, {
    name: "balances",
    what: "opening balances",
    // Imported lazily: most commands need none of it.
    load: async () => (await import("../import/balances.ts")).balances,
  });
  addOne(group, console, {
    name: "subscriptions",
    what: "subscriptions",
    load: async () => (await import("../import/subscriptions.ts")).subscriptions,
  });
}

function addOne<Item>(
  group: Command,
  console: Console,
  { name, what, load }: { name: string; what: string; load: () => Promise<Importer<Item>> },
): void {
  group
    .command(name)
    .summary(`import ${what}`)
    .description(`Imports ${what}.\n${HELP}`)
    .argument("<file>", "a CSV file with a header")
    .option("--apply", "write, after a dry run without errors")
    .option("--json", "print one JSON object")
    .action(async (file: string, options: ImportOptions) => importFile(console, await load(), file, options));
}

async function importFile<Item>(
  console: Console,
  importer: Importer<Item>,
  file: string,
  { apply, json }: ImportOptions,
): Promise<void> {
  const { runImport } = await import("../import/run-import.ts");
  const rows = readCsvFile(file, importer.columns);
  const progress = console.showProgress("import", rows.length);
  const { reports, isApplied } = await withAppRole(console, (deps) =>
    runImport(deps, importer, rows, { isDryRun: apply !== true, progress }),
  ).finally(progress.stop);
  if (json) console.out(JSON.stringify({ applied: isApplied, ...counted(reports), lines: reports }));
  else {
    console.out(showReport(reports, isApplied));
    console.note(summary(reports, isApplied));
  }
  if (counted(reports).error > 0) console.exitWith(1);
}
