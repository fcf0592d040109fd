import { getStatementInput, statementAnswer, statementsAnswer } from "@scrip/contract/billing/statements";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { listStatements } from "@scrip/db/read/billing/list-statements";
import { foldJobs } from "@scrip/domain/billing/statement";
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
    .query(async ({ ctx }) => ({ months: await listStatements(ctx.deps.pages, ctx.caller.orgId) })),

  /** The statement of one month, with the jobs that cost most. */
  get: orgProcedure("ledger:read", "report")
    .input(getStatementInput)
    .output(statementAnswer)
    .query(async ({ ctx, input: { month: span } }) => {
      const { statement, entries, isClosed } = await statementOfMonth(ctx.deps, ctx.caller.orgId, span);
      return { ...span, entries, isClosed, ...statementOnWire(foldJobs(statement, MOST_JOBS)) };
    }),
});
