import type { Homes } from "@scrip/db/connection";
import type { Deps } from "@scrip/usecases/deps";
import type { Columns, CsvRow } from "./read-csv.ts";

/** What an import needs, in the role of the application. */
export interface ImportDeps extends Pick<Deps, "ledger" | "books"> {
  readonly homes: Homes;
}

/** What happened, or would happen. */
export interface Imported {
  readonly outcome: "done" | "existing";
  readonly what: string;
}

/** Imports one kind of rows. */
export interface Importer<Item> {
  readonly columns: Columns;
  /** Reads the cells of a row. @throws LineProblem */
  readonly parse: (cells: CsvRow["cells"]) => Item;
  /** What may occur once for an organization in a file; `column` is where it stands. */
  readonly once: (item: Item) => { readonly column: string; readonly value: string };
  /**
   * Does it, or in a dry run says what it would do.
   * @throws RefusedError if the rules refuse it
   */
  readonly run: (deps: ImportDeps, orgId: string, item: Item, isDryRun: boolean) => Promise<Imported>;
  /** The column that a code of refusal is about. */
  readonly columnOf: Readonly<Record<string, string | undefined>>;
}
