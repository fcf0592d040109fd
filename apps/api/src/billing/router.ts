import { billingDetailsAnswer, setBillingDetailsInput } from "@scrip/contract/billing";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getBillingDetails, setBillingDetails } from "@scrip/usecases/billing/billing-details";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { documentsRouter } from "./documents-router.ts";
import { methodsRouter } from "./methods-router.ts";
import { paymentsRouter } from "./payments-router.ts";
import { purchasesRouter } from "./purchases-router.ts";
import { statementsRouter } from "./statements-router.ts";
import { topUpRouter } from "./top-up-router.ts";

export const billingRouter = router({
  methods: methodsRouter,
  topUp: topUpRouter,
  payments: paymentsRouter,
  purchases: purchasesRouter,
  documents: documentsRouter,
  statements: statementsRouter,

  /** What an organization wants on its invoices. */
  details: orgProcedure("billing:read", "look")
    .input(organizationInput)
    .output(billingDetailsAnswer)
    .query(async ({ ctx }) => ({ details: await getBillingDetails(ctx.deps, ctx.caller.orgId) })),

  /** Sets what an organization wants on its invoices. */
  setDetails: orgProcedure("billing:write")
    .input(setBillingDetailsInput)
    .output(billingDetailsAnswer)
    .mutation(async ({ ctx, input }) => {
      const { name, line1, line2 = null, postalCode = null, city, region = null, country } = input;
      const { email = null, taxId = null } = input;
      const fields = { name, line1, line2, postalCode, city, region, country, email, taxId };
      return { details: await setBillingDetails(ctx.deps, ctx.caller, fields) };
    }),
});
