import {
  listSalesInput,
  salesAnswer,
  salesRequestedAnswer,
  salesRequestInput,
  salesStateAnswer,
  setSalesStateInput,
} from "@scrip/contract/sales";
import { listSalesRequests, type SalesRequest } from "@scrip/db/plans/sales";
import { requestSales, setStateOfRequest } from "@scrip/usecases/plans/sales/sales-requests";
import { operatorProcedure, sessionProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

export const salesRouter = router({
  /** Asks to talk to sales: for members, and for visitors without a sign-in. */
  request: sessionProcedure
    .input(salesRequestInput)
    .output(salesRequestedAnswer)
    .mutation(async ({ ctx, input }) => {
      const { deps, from } = requestOf(ctx);
      const member = await ctx.member();
      const orgIds = member === null ? [] : (await member.organizations()).members.map(({ orgId }) => orgId);
      await requestSales(deps, { member: member && { id: member.id, orgIds }, from }, input);
      return {};
    }),

  /** The requests, the newest first. */
  list: operatorProcedure("operators:sales", "page")
    .input(listSalesInput)
    .output(salesAnswer)
    .query(async ({ ctx, input }) => {
      const requests = await listSalesRequests(ctx.deps.homes.platform, input);
      return { requests: requests.map(onWire) };
    }),

  /** Sets the state of a request. */
  setState: operatorProcedure("operators:sales")
    .input(setSalesStateInput)
    .output(salesStateAnswer)
    .mutation(async ({ ctx, input }) => onWire(await setStateOfRequest(ctx.deps, ctx.operator, input))),
});

function onWire({ id, orgId, personId, ...request }: SalesRequest) {
  return { ...request, request: id, org: orgId, person: personId };
}
