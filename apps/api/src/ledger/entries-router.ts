import { entriesPage, listEntriesInput } from "@scrip/contract/ledger/entries";
import { listEntries } from "@scrip/db/read/entries/list-entries";
import { sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const entriesRouter = router({
  /** A page of the ledger, oldest first. */
  list: sharedRead("ledger:read", "page")
    .input(listEntriesInput)
    .output(entriesPage)
    .query(({ ctx, input }) => listEntries(ctx.deps.pages, ctx.caller.orgId, input)),
});
