import {
  caseDecided,
  caseSeen,
  casesPage,
  decideCaseInput,
  getCaseInput,
  listCasesInput,
  retried,
  retryEventInput,
  retryWorkInput,
} from "@scrip/contract/operators/cases";
import { sellerOf } from "@scrip/db/billing";
import { countWaitingDocuments } from "@scrip/db/read/billing/count-waiting-documents";
import { parkedCases } from "@scrip/db/read/operators/parked-cases";
import { PARKED_WHY, type ParkedWhy } from "@scrip/domain/billing/attempts";
import { decideCase } from "@scrip/usecases/billing/cases/decide-case";
import { retryClaim, retryWork } from "@scrip/usecases/billing/cases/retry-parked";
import { seeCase } from "@scrip/usecases/billing/cases/see-case";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { caseOnWire } from "./case-wire.ts";

/** Payments, events and work of payments that wait for an operator. */
export const casesRouter = router({
  /** Everything about payments that waits, of all organizations. */
  list: operatorProcedure("operators:look", "report")
    .input(listCasesInput)
    .output(casesPage)
    .query(async ({ ctx, input }) => {
      const { verify, homes } = ctx.deps;
      const { attempts, work, claims, away } = await parkedCases(verify, homes.platform, input.limit);
      const hasSeller = (await sellerOf(homes.platform)) !== null;
      return {
        attempts: attempts.map(({ orgId, why, ...attempt }) => ({
          ...attempt,
          org: orgId,
          why: PARKED_WHY[why as ParkedWhy] ?? why,
        })),
        work: work.map(({ orgId, ...each }) => ({ ...each, org: orgId })),
        claims,
        waitingForSeller: hasSeller ? 0 : (await countWaitingDocuments(verify)).waiting,
        away,
      };
    }),

  /** A payment that waits, with what the payment service says of it now. */
  get: operatorProcedure("operators:look", "report")
    .input(getCaseInput)
    .output(caseSeen)
    .query(async ({ ctx, input: { org: orgId, attempt: attemptId } }) =>
      caseOnWire(await seeCase(ctx.deps, { orgId, attemptId })),
    ),

  /** Decides about a payment. Both audit logs keep the reason. */
  decide: operatorProcedure("operators:billing")
    .input(decideCaseInput)
    .output(caseDecided)
    .mutation(async ({ ctx, input: { org: orgId, attempt: attemptId, step, reason } }) => {
      const booked = await decideCase(ctx.deps, ctx.operator, { orgId, attemptId, step, reason });
      return { bookedBy: booked?.id ?? null };
    }),

  /** Has work of an organization's payments tried again. Both audit logs keep the reason. */
  retryWork: operatorProcedure("operators:billing")
    .input(retryWorkInput)
    .output(retried)
    .mutation(async ({ ctx, input: { org: orgId, about: refId, ...rest } }) => {
      return { wasParked: await retryWork(ctx.deps, ctx.operator, { orgId, refId, ...rest }) };
    }),

  /** Has an event of the payment service tried again. The platform's audit log keeps the reason. */
  retryEvent: operatorProcedure("operators:billing")
    .input(retryEventInput)
    .output(retried)
    .mutation(async ({ ctx, input: { event: ref, ...rest } }) => {
      return { wasParked: await retryClaim(ctx.deps, ctx.operator, { ref, ...rest }) };
    }),
});
