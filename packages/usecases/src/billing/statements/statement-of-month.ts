import { InvariantError } from "@scrip/db/connection";
import { readStatement, type StatementRead } from "@scrip/db/read/billing/read-statement";
import { type MonthSpan, makeStatement, type Statement, type StatementEntries } from "@scrip/domain/billing/statement";
import type { Deps } from "../../deps.ts";

/** The statement of a month, with the entries that it is made of. */
export interface StatementOfMonth {
  readonly statement: Statement;
  readonly entries: StatementEntries | null;
  /** Whether the month has ended at the organization's time. */
  readonly isClosed: boolean;
  /** The document of the month, once it is issued. */
  readonly document: StatementRead["document"];
}

/**
 * Makes the statement of a month from its entries. The month may still go on: the statement is then a look so far.
 * @throws OrganizationMissing
 * @throws InvariantError if the lines do not lead to the balance of the grants
 * @source docs/rules.md#statements
 */
export async function statementOfMonth(
  { pages }: Pick<Deps, "pages">,
  orgId: string,
  span: MonthSpan,
): Promise<StatementOfMonth> {
  return reconciled(await readStatement(pages, orgId, span), orgId, span);
}

/** Makes a statement of what was read, and compares its closing balance with that of the grants. */
export function reconciled(read: StatementRead, orgId: string, { until }: MonthSpan): StatementOfMonth {
  const { opening, booked, closing, entries, now, document } = read;
  const statement = makeStatement(opening, booked);
  const isEqual = (["promotional", "paid", "owed", "reserved"] as const).every(
    (name) => statement.closing[name] === closing[name],
  );
  if (!isEqual) throw new InvariantError(`the statement of ${orgId} until ${until} does not reconcile`);
  return { statement, entries, isClosed: now >= until, document };
}
