import { doneAnswer } from "@scrip/contract/access/members";
import { eraseAccount } from "@scrip/usecases/access/erase-account";
import { z } from "zod";
import { freshSignIn } from "../trpc/fresh.ts";
import { personProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const nothing = z.strictObject({}).optional().meta({ description: "Nothing." });

export const accountsRouter = router({
  /** Erases the data of the person who is signed in: their name, address, sessions and memberships. */
  erase: personProcedure()
    .use(freshSignIn)
    .input(nothing)
    .output(doneAnswer)
    .mutation(async ({ ctx }) => {
      const { id } = ctx.person;
      await eraseAccount(ctx.deps, id, { actor: { type: "member", id }, from: ctx.from });
      return {};
    }),
});
