import { gatewayPageAnswer, methodInput, methodsAnswer } from "@scrip/contract/billing/methods";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { addMethod, openPortal, removeMethod, setDefaultMethod } from "@scrip/usecases/billing/methods/change-methods";
import { readMethodsAgain } from "@scrip/usecases/billing/methods/read-methods-again";
import { type MethodView, viewMethods } from "@scrip/usecases/billing/methods/view-methods";
import type { Deps } from "@scrip/usecases/deps";
import type { Context } from "../trpc/context.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

export const methodsRouter = router({
  /** The payment methods of an organization. */
  list: orgProcedure("billing:read", "look")
    .input(organizationInput)
    .output(methodsAnswer)
    .query(({ ctx }) => answerFor(ctx.deps, ctx.caller.orgId)),

  /** Opens the page that adds a payment method. */
  add: orgProcedure("billing:write")
    .input(organizationInput)
    .output(gatewayPageAnswer)
    .mutation(async ({ ctx }) => {
      const page = pageOf(ctx, ctx.caller.orgId);
      return { url: await addMethod(ctx.deps, ctx.caller, { done: `${page}?added=true`, back: page }) };
    }),

  /** Opens the payment service's own pages: cards, invoices, cancellation. */
  portal: orgProcedure("billing:write")
    .input(organizationInput)
    .output(gatewayPageAnswer)
    .mutation(async ({ ctx }) => ({
      url: await openPortal(ctx.deps, ctx.caller, pageOf(ctx, ctx.caller.orgId)),
    })),

  /** Reads the payment methods from the payment service again, as after its page has added one. */
  refresh: orgProcedure("billing:write")
    .input(organizationInput)
    .output(methodsAnswer)
    .mutation(async ({ ctx }) => {
      await readMethodsAgain(ctx.deps, ctx.caller.orgId);
      return answerFor(ctx.deps, ctx.caller.orgId);
    }),

  /** Makes a payment method the default one. */
  setDefault: orgProcedure("billing:write")
    .input(methodInput)
    .output(methodsAnswer)
    .mutation(async ({ ctx, input }) => {
      await setDefaultMethod(ctx.deps, ctx.caller, input.method);
      return answerFor(ctx.deps, ctx.caller.orgId);
    }),

  /** Removes a payment method. */
  remove: orgProcedure("billing:write")
    .input(methodInput)
    .output(methodsAnswer)
    .mutation(async ({ ctx, input }) => {
      await removeMethod(ctx.deps, ctx.caller, input.method);
      return answerFor(ctx.deps, ctx.caller.orgId);
    }),
});

async function answerFor(deps: Deps, orgId: string): Promise<{ isPossible: boolean; methods: readonly MethodView[] }> {
  return { isPossible: deps.gateway !== undefined, methods: await viewMethods(deps, orgId) };
}

/** The page of payment methods, to which the payment service leads back. */
function pageOf(ctx: Context, orgId: string): string {
  return `${requestOf(ctx).linkOrigin()}/o/org_${orgId}/settings/payment-methods`;
}
