import type { Answers } from "../../../data/trpc.ts";
import { trpc } from "../../../data/trpc.ts";

/** The statement of a month. */
export type Statement = Answers["billing"]["statements"]["get"];

/** A line of a statement. */
export type StatementLine = Statement["lines"][number];

/** What a line changes of each kind of credit and of the debt. */
export type StatementAmounts = StatementLine["amounts"];

/** The query for the statement of a month. */
export function statementQuery(org: string, month: string) {
  return trpc.billing.statements.get.queryOptions({ org, month });
}
