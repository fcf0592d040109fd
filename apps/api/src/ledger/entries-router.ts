import { entriesPage, listEntriesInput } from "@scrip/contract/ledger/entries";
import { listEntries } from "@scrip/usecases/ledger/list-entries";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const list = orgProcedure("ledger:read")
  .input(listEntriesInput)
  .output(entriesPage)
  .query(async ({ ctx, input }) => {
    const page = await listEntries(ctx.deps, ctx.caller.orgId, input);
    const entries = page.entries.map((entry) => ({
      ...entry,
      actor: onWire(entry.actor),
      cause: `${entry.cause.type}_${entry.cause.id}`,
      postings: [...entry.postings],
    }));
    return { entries, next: page.next };
  });

/** A service key is named as `scrip keys list` names it. */
function onWire({ type, id }: { type: string; id: string | null }) {
  return { type, id: type === "service_key" && id !== null ? `key_${id}` : id };
}

export const entriesRouter = router({ list });
