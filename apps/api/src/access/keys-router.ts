import {
  changedKeyAnswer,
  createdKeyAnswer,
  createKeyInput,
  keyInput,
  keysAnswer,
  renameKeyInput,
  setCeilingInput,
} from "@scrip/contract/access/keys";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { limitKey } from "@scrip/usecases/access/limit-key";
import { listKeys } from "@scrip/usecases/access/list-keys";
import { makeKey } from "@scrip/usecases/access/make-key";
import { renameKey } from "@scrip/usecases/access/rename-key";
import { revokeKey } from "@scrip/usecases/access/revoke-key";
import { freshSignIn } from "../trpc/fresh.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { shownKey } from "./shown-key.ts";

/** The service keys of an organization, for its members. */
export const keysRouter = router({
  /** The keys, the newest first, with what they used today. */
  list: orgProcedure("keys:read", "page")
    .input(organizationInput)
    .output(keysAnswer)
    .query(async ({ ctx }) => {
      const keys = await listKeys(ctx.deps, ctx.caller.orgId);
      return { keys: keys.map((key) => ({ ...shownKey(key), usedToday: key.usedToday })) };
    }),

  /** Makes a key, and returns its text this once. */
  create: orgProcedure("keys:write")
    .use(freshSignIn)
    .input(createKeyInput)
    .output(createdKeyAnswer)
    .mutation(({ ctx, input }) => makeKey(ctx.deps, ctx.caller, input)),

  /** Sets the most that a key may use in a day, or takes the ceiling away. */
  setCeiling: orgProcedure("keys:write")
    .input(setCeilingInput)
    .output(changedKeyAnswer)
    .mutation(async ({ ctx, input }) => {
      await limitKey(ctx.deps, ctx.caller, input);
      requestOf(ctx).forgetKey(input.key);
      return {};
    }),

  /** Gives a key another name. */
  rename: orgProcedure("keys:write")
    .input(renameKeyInput)
    .output(changedKeyAnswer)
    .mutation(async ({ ctx, input }) => {
      await renameKey(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Revokes a key, with effect from the next request to this process, and within a second in others. */
  revoke: orgProcedure("keys:write")
    .input(keyInput)
    .output(changedKeyAnswer)
    .mutation(async ({ ctx, input }) => {
      await revokeKey(ctx.deps, ctx.caller, input);
      requestOf(ctx).forgetKey(input.key);
      return {};
    }),
});
