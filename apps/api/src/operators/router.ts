import { auditPage, listPlatformAuditInput } from "@scrip/contract/access/audit";
import { doneAnswer } from "@scrip/contract/access/members";
import {
  contractAnswer,
  contractsAnswer,
  contractsOfInput,
  createContractAsOperatorInput,
  endContractAsOperatorInput,
} from "@scrip/contract/contracts";
import { actAnswer, actInput, actPreview, previewActInput } from "@scrip/contract/operators/acts";
import {
  closeAsOperatorInput,
  findOrganizationsInput,
  organizationSeen,
  organizationsFound,
  seeOrganizationInput,
  setPlanAsOperatorInput,
} from "@scrip/contract/operators/organizations";
import { revenueAnswer, revenueInput } from "@scrip/contract/operators/revenue";
import { planAnswer } from "@scrip/contract/organizations";
import { revenueLineWords } from "@scrip/domain/billing/revenue";
import { readPlatformAudit } from "@scrip/usecases/audit/read-audit";
import { revenueOfMonth } from "@scrip/usecases/billing/revenue/revenue-of-month";
import { askStaffAct } from "@scrip/usecases/operators/ask-staff-act";
import { createContractAsOperator, endContractAsOperator } from "@scrip/usecases/operators/change-contracts";
import { closeAsOperator, setPlanAsOperator } from "@scrip/usecases/operators/change-organization";
import { findOrganizations } from "@scrip/usecases/operators/find-organizations";
import { previewStaffAct } from "@scrip/usecases/operators/preview-staff-act";
import { getContracts } from "@scrip/usecases/plans/contracts";
import { operatorProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { casesRouter } from "./cases-router.ts";
import { cellsRouter } from "./cells-router.ts";
import { chargingRouter } from "./charging-router.ts";
import { organizationOnWire } from "./organization-wire.ts";
import { sellerRouter } from "./seller-router.ts";
import { answerOnWire } from "./staff-act-wire.ts";
import { taxIdRouter } from "./tax-id-router.ts";

export const operatorsRouter = router({
  cases: casesRouter,
  cells: cellsRouter,
  charging: chargingRouter,
  seller: sellerRouter,
  taxId: taxIdRouter,

  /** Finds organizations by name, id, e-mail address or job. The platform's audit log keeps the search. */
  find: operatorProcedure("operators:look", "report")
    .input(findOrganizationsInput)
    .output(organizationsFound)
    .query(async ({ ctx, input }) => {
      const { organizations, people, jobs, away } = await findOrganizations(ctx.deps, ctx.operator, input.text);
      const named = ({ orgId, name }: { readonly orgId: string; readonly name: string }) => ({ org: orgId, name });
      return {
        organizations: organizations.map(named),
        people: people.map(({ personId, organizations: theirs, ...person }) => ({
          ...person,
          person: personId,
          organizations: theirs.map(named),
        })),
        jobs: jobs.map(({ orgId, ...job }) => ({ ...job, org: orgId })),
        away,
      };
    }),

  /** The whole state of an organization. Both audit logs keep the look. */
  organization: operatorProcedure("operators:look", "report")
    .input(seeOrganizationInput)
    .output(organizationSeen)
    .query(({ ctx, input }) => organizationOnWire(ctx.deps, ctx.operator, input.org)),

  /** What an act would change. */
  preview: operatorProcedure("operators:act", "look")
    .input(previewActInput)
    .output(actPreview)
    .query(({ ctx, input }) => previewStaffAct(ctx.deps, ctx.operator, input)),

  /** Acts on the credit of an organization, or asks a second operator to approve it. */
  act: operatorProcedure("operators:act")
    .input(actInput)
    .output(actAnswer)
    .mutation(async ({ ctx, input }) => {
      const outcome = await askStaffAct(ctx.deps, ctx.operator, input);
      return answerOnWire(ctx.deps.homes.platform, ctx.operator, outcome);
    }),

  /** Sets the plan of an organization. A plan with fewer seats removes nobody. Both audit logs keep it. */
  setPlan: operatorProcedure("operators:organizations")
    .input(setPlanAsOperatorInput)
    .output(planAnswer)
    .mutation(({ ctx, input: { org: orgId, ...change } }) =>
      setPlanAsOperator(ctx.deps, ctx.operator, { orgId, ...change }),
    ),

  /** Enters a contract of an organization. Both audit logs keep it. */
  createContract: operatorProcedure("operators:organizations")
    .input(createContractAsOperatorInput)
    .output(contractAnswer)
    .mutation(({ ctx, input: { org: orgId, ...contract } }) =>
      createContractAsOperator(ctx.deps, ctx.operator, { orgId, ...contract }),
    ),

  /** Ends a contract now, or gives it another end. Both audit logs keep it. */
  endContract: operatorProcedure("operators:organizations")
    .input(endContractAsOperatorInput)
    .output(contractAnswer)
    .mutation(({ ctx, input: { org: orgId, ...end } }) =>
      endContractAsOperator(ctx.deps, ctx.operator, { orgId, ...end }),
    ),

  /** The revenue of a month over all organizations. */
  revenue: operatorProcedure("operators:billing", "report")
    .input(revenueInput)
    .output(revenueAnswer)
    .query(async ({ ctx, input: { month: span } }) => {
      const { accounts, ...report } = await revenueOfMonth(ctx.deps, span);
      const named = accounts.map(({ lines, ...account }) => ({
        ...account,
        lines: lines.map((line) => ({ label: revenueLineWords(line), amount: line.amount })),
      }));
      return { ...span, isClosed: requestOf(ctx).now() >= span.until, ...report, accounts: named };
    }),

  /** The contracts of an organization, the newest start first. */
  contracts: operatorProcedure("operators:look", "page")
    .input(contractsOfInput)
    .output(contractsAnswer)
    .query(({ ctx, input }) => getContracts(ctx.deps, input.org)),

  /** Closes an organization that owes nothing and runs nothing. Both audit logs keep it. */
  close: operatorProcedure("operators:organizations")
    .input(closeAsOperatorInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input: { org: orgId, reason } }) => {
      await closeAsOperator(ctx.deps, ctx.operator, { orgId, reason });
      return {};
    }),

  /** A page of the platform's audit log, newest first. */
  audit: operatorProcedure("operators:audit", "page")
    .input(listPlatformAuditInput)
    .output(auditPage)
    .query(({ ctx, input: { before, limit, ...filter } }) => readPlatformAudit(ctx.deps, filter, { before, limit })),
});
