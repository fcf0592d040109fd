import { listPaymentsInput, paymentsPage } from "@scrip/contract/billing/payments";
import { listPayments } from "@scrip/usecases/billing/history/list-payments";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const paymentsRouter = router({
  /** A page of the payments of an organization, the newest first. */
  list: orgProcedure("billing:read", "page")
    .input(listPaymentsInput)
    .output(paymentsPage)
    .query(async ({ ctx, input: { cursor = null, limit } }) => {
      const { payments, next } = await listPayments(ctx.deps, ctx.caller.orgId, { after: cursor, limit });
      const onWire = payments.map(({ id, grantId, documents, ...payment }) => ({
        ...payment,
        payment: id,
        grant: grantId,
        documents: documents.map(({ id: document, ...each }) => ({ document, ...each })),
      }));
      return { payments: onWire, next };
    }),
});
