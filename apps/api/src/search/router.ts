import { findInput, found } from "@scrip/contract/search";
import { findByText } from "@scrip/db/read/search/find-by-text";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const searchRouter = router({
  /** The jobs and entries that a text names, such as a part of a job's name or the id of a grant. */
  find: orgProcedure("ledger:read", "page")
    .input(findInput)
    .output(found)
    .query(({ ctx, input }) => findByText(ctx.deps.homes.organizations, ctx.caller.orgId, input.text)),
});
