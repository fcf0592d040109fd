import { getStatementInput, issuedAnswer, statementAnswer, statementsAnswer } from "@scrip/contract/billing/statements";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { listStatements } from "@scrip/db/read/billing/list-statements";
import { foldJobs } from "@scrip/domain/billing/statement";
import { issueStatement } from "@scrip/usecases/billing/documents/issue-statements";
import { statementOfMonth } from "@scrip/usecases/billing/statements/statement-of-month";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { statementOnWire } from "./statement-wire.ts";

/** Lines of jobs that an answer has; the file of the month has all of them. */
const MOST_JOBS = 500;

export const statementsRouter = router({
  /** The months that have a statement, the newest first. */
  list: orgProcedure("ledger:read", "page")
    .input(organizationInput)
    .output(statementsAnswer)
    .query(async ({ ctx }) => {
      const months = await listStatements(ctx.deps.pages, ctx.caller.orgId);
      return { months: months.map(({ document, ...month }) => ({ ...month, document: issued(document) })) };
    }),

  /** The statement of one month, with the jobs that cost most. */
  get: orgProcedure("ledger:read", "report")
    .input(getStatementInput)
    .output(statementAnswer)
    .query(async ({ ctx, input: { month: span } }) => {
      const { statement, entries, isClosed, document } = await statementOfMonth(ctx.deps, ctx.caller.orgId, span);
      const about = { ...span, entries, isClosed, document: issued(document) };
      return { ...about, ...statementOnWire(foldJobs(statement, MOST_JOBS)) };
    }),

  /** Issues the document of a month that has ended. The same month gives the same document. */
  issue: orgProcedure("billing:write")
    .input(getStatementInput)
    .output(issuedAnswer)
    .mutation(async ({ ctx, input: { month: span } }) => {
      const { id, number } = await issueStatement(ctx.deps, ctx.caller.orgId, span.month);
      return { document: id, number };
    }),
});

function issued(found: { readonly id: string; readonly number: string } | null) {
  return found === null ? null : { document: found.id, number: found.number };
}
