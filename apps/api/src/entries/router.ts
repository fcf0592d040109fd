import { entriesPage, listEntriesInput } from "@scrip/contract";
import { listEntries } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const list = orgProcedure("ledger:read")
  .input(listEntriesInput)
  .output(entriesPage)
  .query(async ({ ctx, input }) => {
    const page = await listEntries(ctx.deps, ctx.caller.orgId, input);
    const entries = page.entries.map((entry) => ({
      ...entry,
      cause: `${entry.cause.type}_${entry.cause.id}`,
      postings: [...entry.postings],
    }));
    return { entries, next: page.next };
  });

export const entriesRouter = router({ list });
