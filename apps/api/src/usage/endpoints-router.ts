import {
  endpointAnswer,
  endpointCharges,
  endpointChargesInput,
  endpointDetails,
  endpointsPage,
  endpointsSum,
  getEndpointInput,
  listEndpointsInput,
  scaleEndpointInput,
  startEndpointInput,
  stopEndpointInput,
  sumEndpointsInput,
} from "@scrip/contract/usage/endpoints";
import { endpointCharges as readCharges, readEndpoint } from "@scrip/db/read/usage/endpoint-story";
import { listEndpoints } from "@scrip/db/read/usage/list-endpoints";
import { sumEndpoints } from "@scrip/db/read/usage/sum-endpoints";
import { orEndpointNotFound } from "@scrip/usecases/missing";
import { scaleEndpoint } from "@scrip/usecases/usage/endpoints/scale-endpoint";
import { startEndpoint } from "@scrip/usecases/usage/endpoints/start-endpoint";
import { stopEndpoint } from "@scrip/usecases/usage/endpoints/stop-endpoint";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const endpointsRouter = router({
  /** Starts an endpoint, or one that was stopped again. */
  start: orgProcedure("usage:report")
    .input(startEndpointInput)
    .output(endpointAnswer)
    .mutation(({ ctx, input }) => startEndpoint(ctx.deps, ctx.caller, input)),

  /** Changes the units or the resource of a running endpoint. */
  scale: orgProcedure("usage:report")
    .input(scaleEndpointInput)
    .output(endpointAnswer)
    .mutation(({ ctx, input }) => scaleEndpoint(ctx.deps, ctx.caller, input)),

  /** Stops an endpoint and charges the rest of its time. */
  stop: orgProcedure("usage:report")
    .input(stopEndpointInput)
    .output(endpointAnswer)
    .mutation(({ ctx, input }) => stopEndpoint(ctx.deps, ctx.caller, input)),

  /** An endpoint, and whether it should go on. */
  get: orgProcedure("ledger:read", "look")
    .input(getEndpointInput)
    .output(endpointDetails)
    .query(async ({ ctx, input }) =>
      orEndpointNotFound(await readEndpoint(ctx.deps.pages, ctx.caller.orgId, input.endpoint), input.endpoint),
    ),

  /** A page of endpoints. */
  list: sharedRead("ledger:read", "page")
    .input(listEndpointsInput)
    .output(endpointsPage)
    .query(({ ctx, input: { org: _org, cursor = null, limit, ...filter } }) =>
      listEndpoints(ctx.deps.pages, ctx.caller.orgId, filter, { after: cursor, limit }),
    ),

  /** The sums of the filtered endpoints. */
  sum: sharedRead("ledger:read", "report")
    .input(sumEndpointsInput)
    .output(endpointsSum)
    .query(({ ctx, input: { org: _org, ...filter } }) => sumEndpoints(ctx.deps.pages, ctx.caller.orgId, filter)),

  /** The charges of an endpoint. */
  charges: orgProcedure("ledger:read", "page")
    .input(endpointChargesInput)
    .output(endpointCharges)
    .query(async ({ ctx, input: { endpoint, beforeLeg, limit } }) =>
      orEndpointNotFound(await readCharges(ctx.deps.pages, ctx.caller.orgId, endpoint, { beforeLeg, limit }), endpoint),
    ),
});
