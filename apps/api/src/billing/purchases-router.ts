import {
  openPurchasesAnswer,
  purchaseAnswer,
  purchaseInput,
  purchaseQuote,
  quotePurchaseInput,
  startPurchaseInput,
} from "@scrip/contract/billing/purchases";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import type { ReturnUrls } from "@scrip/domain/billing/gateway";
import { cancelPurchase, followPurchase } from "@scrip/usecases/billing/purchases/follow-purchase";
import { quotePurchase } from "@scrip/usecases/billing/purchases/purchase-terms";
import { listOpenPurchases } from "@scrip/usecases/billing/purchases/purchase-view";
import { startPurchase } from "@scrip/usecases/billing/purchases/start-purchase";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

export const purchasesRouter = router({
  /** What an amount of credit costs, with tax and bonus. */
  quote: orgProcedure("billing:write", "look")
    .input(quotePurchaseInput)
    .output(purchaseQuote)
    .query(({ ctx, input }) => quotePurchase(ctx.deps, ctx.caller.orgId, input.amount)),

  /** Starts a purchase of credit, and opens the page where it is paid. */
  start: orgProcedure("billing:write")
    .input(startPurchaseInput)
    .output(purchaseAnswer)
    .mutation(({ ctx, input }) => {
      const origin = requestOf(ctx).linkOrigin();
      const urls = (attemptId: string) => returnUrls(origin, ctx.caller.orgId, attemptId);
      return startPurchase(ctx.deps, ctx.caller, input, urls);
    }),

  /** Looks up what became of a payment, and books it. */
  follow: orgProcedure("billing:write")
    .input(purchaseInput)
    .output(purchaseAnswer)
    .mutation(({ ctx, input }) => followPurchase(ctx.deps, ctx.caller.orgId, input.attempt)),

  /** Cancels a purchase that waits to be paid. */
  cancel: orgProcedure("billing:write")
    .input(purchaseInput)
    .output(purchaseAnswer)
    .mutation(({ ctx, input }) => cancelPurchase(ctx.deps, ctx.caller, input.attempt)),

  /** The payments that have no outcome yet. */
  open: orgProcedure("billing:read", "look")
    .input(organizationInput)
    .output(openPurchasesAnswer)
    .query(async ({ ctx }) => ({
      isPossible: ctx.deps.gateway !== undefined,
      purchases: await listOpenPurchases(ctx.deps, ctx.caller.orgId),
    })),
});

/** Where the page of a purchase leads: to the page that shows what became of it, or back to the credits. */
function returnUrls(origin: string, orgId: string, attemptId: string): ReturnUrls {
  const organization = `${origin}/o/org_${orgId}`;
  return { done: `${organization}/billing/return?attempt=attempt_${attemptId}`, back: `${organization}/credits` };
}
