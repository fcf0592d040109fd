import {
  holdAnswer,
  placeHoldInput,
  releaseHoldInput,
  settleHoldInput,
  voidHoldInput,
} from "@scrip/contract/ledger/holds";
import { placeHold } from "@scrip/usecases/ledger/place-hold";
import { releaseHold } from "@scrip/usecases/ledger/release-hold";
import { settleHold } from "@scrip/usecases/ledger/settle-hold";
import { voidHold } from "@scrip/usecases/ledger/void-hold";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const holdsRouter = router({
  /** Reserves credit. */
  place: orgProcedure("holds:write")
    .input(placeHoldInput)
    .output(holdAnswer)
    .mutation(({ ctx, input }) => placeHold(ctx.deps, ctx.caller, input)),

  /** Charges a part of a hold. */
  settle: orgProcedure("holds:write")
    .input(settleHoldInput)
    .output(holdAnswer)
    .mutation(({ ctx, input }) => settleHold(ctx.deps, ctx.caller, input)),

  /** Gives a part of a hold back. */
  release: orgProcedure("holds:write")
    .input(releaseHoldInput)
    .output(holdAnswer)
    .mutation(({ ctx, input }) => releaseHold(ctx.deps, ctx.caller, input)),

  /** Closes a hold without a charge. */
  void: orgProcedure("holds:write")
    .input(voidHoldInput)
    .output(holdAnswer)
    .mutation(({ ctx, input }) => voidHold(ctx.deps, ctx.caller, input)),
});
