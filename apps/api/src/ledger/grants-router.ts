import {
  cancelAnswer,
  cancelGrantInput,
  createGrantInput,
  grantAnswer,
  grantsPage,
  listGrantsInput,
  reinstateAnswer,
  reinstateGrantInput,
  revokeAnswer,
  revokeGrantInput,
} from "@scrip/contract/ledger/grants";
import { grantLineage, grantLineageInput } from "@scrip/contract/lineage";
import { listGrants } from "@scrip/db/read/grants/list-grants";
import { cancelScheduled } from "@scrip/usecases/ledger/cancel-scheduled";
import { createGrant } from "@scrip/usecases/ledger/create-grant";
import { reinstateGrant } from "@scrip/usecases/ledger/reinstate-grant";
import { revokeGrant } from "@scrip/usecases/ledger/revoke-grant";
import { traceGrant } from "@scrip/usecases/lineage/trace-grant";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const grantsRouter = router({
  /** Adds credit. */
  create: orgProcedure("grants:write")
    .input(createGrantInput)
    .output(grantAnswer)
    .mutation(({ ctx, input }) => createGrant(ctx.deps, ctx.caller, input)),

  /** A page of the grants of an organization, in the order in which they were made. */
  list: sharedRead("ledger:read", "page")
    .input(listGrantsInput)
    .output(grantsPage)
    .query(({ ctx, input: { after = null, limit, open } }) =>
      listGrants(ctx.deps.pages, ctx.caller.orgId, { after, limit, isOpen: open }),
    ),

  /** Cancels a scheduled grant before its time. */
  cancel: orgProcedure("grants:write")
    .input(cancelGrantInput)
    .output(cancelAnswer)
    .mutation(({ ctx, input }) => cancelScheduled(ctx.deps, ctx.caller, input)),

  /** Takes back credit whose payment was refunded or is disputed. */
  revoke: orgProcedure("grants:write")
    .input(revokeGrantInput)
    .output(revokeAnswer)
    .mutation(({ ctx, input }) => revokeGrant(ctx.deps, ctx.caller, input)),

  /** Takes a revocation back. */
  reinstate: orgProcedure("grants:write")
    .input(reinstateGrantInput)
    .output(reinstateAnswer)
    .mutation(({ ctx, input }) => reinstateGrant(ctx.deps, ctx.caller, input)),

  /** The charges that a grant paid, and where the rest of its credit is. */
  lineage: orgProcedure("ledger:read", "page")
    .input(grantLineageInput)
    .output(grantLineage)
    .query(({ ctx, input: { grant, cursor = null, limit } }) =>
      traceGrant(ctx.deps, ctx.caller.orgId, grant, { before: cursor, limit }),
    ),
});
