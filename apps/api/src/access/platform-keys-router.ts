import {
  changedKeyAnswer,
  createdKeyAnswer,
  createPlatformKeyInput,
  platformKeyInput,
  platformKeysAnswer,
  platformKeysInput,
} from "@scrip/contract/access/keys";
import type { Acting } from "@scrip/usecases/access/audited-by";
import { listPlatformKeys, makePlatformKey, revokePlatformKey } from "@scrip/usecases/access/platform-keys";
import type { CallOrigin } from "@scrip/usecases/deps";
import { operatorProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { shownKey } from "./shown-key.ts";

/** The service keys of the platform, for operators. */
export const platformKeysRouter = router({
  /** The keys, the newest first. */
  list: operatorProcedure("operators:keys", "page")
    .input(platformKeysInput)
    .output(platformKeysAnswer)
    .query(async ({ ctx }) => {
      const keys = await listPlatformKeys(ctx.deps);
      return { keys: keys.map((key) => ({ ...shownKey(key), orgs: key.orgIds })) };
    }),

  /** Makes a key, and returns its text this once. */
  create: operatorProcedure("operators:keys")
    .input(createPlatformKeyInput)
    .output(createdKeyAnswer)
    .mutation(({ ctx: { deps, operator }, input }) => makePlatformKey(deps, actingAs(operator), input)),

  /** Revokes a key, with effect from the next request to this process, and within a second in others. */
  revoke: operatorProcedure("operators:keys")
    .input(platformKeyInput)
    .output(changedKeyAnswer)
    .mutation(async ({ ctx, input }) => {
      await revokePlatformKey(ctx.deps, actingAs(ctx.operator), input);
      requestOf(ctx).forgetKey(input.key);
      return {};
    }),
});

function actingAs({ personId, from }: { readonly personId: string; readonly from: CallOrigin }): Acting {
  return { actor: { type: "operator", id: personId }, from };
}
