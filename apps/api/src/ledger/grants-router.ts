import {
  createGrantInput,
  grantAnswer,
  reinstateAnswer,
  reinstateGrantInput,
  revokeAnswer,
  revokeGrantInput,
} from "@scrip/contract/ledger/grants";
import { createGrant } from "@scrip/usecases/ledger/create-grant";
import { reinstateGrant } from "@scrip/usecases/ledger/reinstate-grant";
import { revokeGrant } from "@scrip/usecases/ledger/revoke-grant";
import { lineage } from "../lineage/grant-lineage.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const create = orgProcedure("grants:write")
  .input(createGrantInput)
  .output(grantAnswer)
  .mutation(({ ctx, input }) => createGrant(ctx.deps, ctx.caller, input));

const revoke = orgProcedure("grants:write")
  .input(revokeGrantInput)
  .output(revokeAnswer)
  .mutation(({ ctx, input }) => revokeGrant(ctx.deps, ctx.caller, input));

const reinstate = orgProcedure("grants:write")
  .input(reinstateGrantInput)
  .output(reinstateAnswer)
  .mutation(async ({ ctx, input }) => {
    const answer = await reinstateGrant(ctx.deps, ctx.caller, input);
    return { ...answer, grants: [...answer.grants] };
  });

export const grantsRouter = router({ create, revoke, reinstate, lineage });
