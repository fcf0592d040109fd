import { downloadStatementInput } from "@scrip/contract/billing/statements";
import { sourceWords } from "@scrip/domain/activity";
import {
  STATEMENT_PART_WORDS,
  type StatementAmounts,
  type StatementLine,
  worthOf,
} from "@scrip/domain/billing/statement";
import { statementOfMonth } from "@scrip/usecases/billing/statements/statement-of-month";
import { csvText } from "../csv/csv-text.ts";
import type { Cell, CsvFile } from "../csv/serve-csv.ts";

const HEADER = [
  "What",
  "Source of credit",
  "Project",
  "Resource",
  "Job",
  "Late",
  "Promotional (USD)",
  "Paid (USD)",
  "Owed (USD)",
  "Credit less debt (USD)",
  "On hold (USD)",
] as const;

/**
 * The statement of a month as a file, with every job. The first record is the opening balance and the last one the closing
 * balance; the records between them lead from one to the other.
 * @source docs/rules.md#statements
 */
export const statementCsv: CsvFile<typeof downloadStatementInput, null> = {
  path: "/download/statement.csv",
  permission: "ledger:read",
  subject: "statement",
  header: HEADER,
  input: downloadStatementInput,
  lists: [],
  page: async (deps, orgId, span) => {
    const { statement } = await statementOfMonth(deps, orgId, span);
    const { opening, lines, closing } = statement;
    return {
      records: [
        [...named("Opening balance"), ...amountsOf(opening), opening.reserved],
        ...lines.map((line) => [...labelsOf(line), ...amountsOf(line.amounts), null]),
        [...named("Closing balance"), ...amountsOf(closing), closing.reserved],
      ],
      next: null,
    };
  },
};

function named(what: string): Cell[] {
  return [what, null, null, null, null, null];
}

function labelsOf({ part, source, work }: StatementLine): Cell[] {
  return [
    STATEMENT_PART_WORDS[part],
    source === null ? null : sourceWords(source),
    csvText(work?.project ?? null),
    csvText(work?.resource ?? null),
    csvText(work?.job ?? null),
    work?.isLate === true ? "late" : null,
  ];
}

function amountsOf(amounts: StatementAmounts): Cell[] {
  return [amounts.promotional, amounts.paid, amounts.owed, worthOf(amounts)];
}
