import {
  getVolumeInput,
  listStorageInput,
  setStorageInput,
  storageAnswer,
  storageSum,
  sumStorageInput,
  volumeDetails,
  volumesPage,
} from "@scrip/contract/usage/storage";
import { listVolumes, volumeStory } from "@scrip/db/read/storage/list-volumes";
import { refused } from "@scrip/usecases/refused";
import { setStorage } from "@scrip/usecases/usage/storage/set-storage";
import { sumStorage } from "@scrip/usecases/usage/storage/sum-storage";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const storageRouter = router({
  /** Records the size of a volume. */
  set: orgProcedure("usage:report")
    .input(setStorageInput)
    .output(storageAnswer)
    .mutation(async ({ ctx, input }) => {
      const { ref, ...rest } = await setStorage(ctx.deps, ctx.caller, input);
      return { ...rest, volume: ref };
    }),

  /** A page of the volumes, the largest first. */
  list: sharedRead("ledger:read", "page")
    .input(listStorageInput)
    .output(volumesPage)
    .query(({ ctx, input: { deleted, cursor = null, limit } }) =>
      listVolumes(ctx.deps.pages, ctx.caller.orgId, { deleted, after: cursor, limit }),
    ),

  /** A volume, with its last sizes. */
  get: orgProcedure("ledger:read", "page")
    .input(getVolumeInput)
    .output(volumeDetails)
    .query(async ({ ctx, input: { volume } }) => {
      const found = await volumeStory(ctx.deps.pages, ctx.caller.orgId, volume);
      if (found === null) throw refused("volume_not_found", `There is no volume "${volume}".`, { volume });
      return found;
    }),

  /** What was stored in a month, and what it costs. */
  sum: sharedRead("ledger:read", "report")
    .input(sumStorageInput)
    .output(storageSum)
    .query(({ ctx, input: { month } }) => sumStorage(ctx.deps, ctx.caller.orgId, month)),
});
