import { sessionAnswer } from "@scrip/contract/access/session";
import { z } from "zod";
import type { Member } from "../trpc/member.ts";
import { sessionProcedure } from "../trpc/procedure.ts";
import type { SessionOfRequest } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

const nothing = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The person who is signed in. */
const get = sessionProcedure
  .input(nothing)
  .output(sessionAnswer)
  .query(async ({ ctx }) => answerFor(ctx.session, await ctx.member()));

/** Signs in, on a development server. */
const signIn = sessionProcedure
  .input(nothing)
  .output(sessionAnswer)
  .mutation(({ ctx }) => answerFor(ctx.session, ctx.session.signIn()));

/** Signs out, on a development server. */
const signOut = sessionProcedure
  .input(nothing)
  .output(sessionAnswer)
  .mutation(({ ctx }) => {
    ctx.session.signOut();
    return answerFor(ctx.session, null);
  });

export const sessionRouter = router({ get, signIn, signOut });

async function answerFor({ isDevelopment }: SessionOfRequest, member: Member | null) {
  if (member === null) return { person: null, isDevelopment, organizations: [] };
  const organizations = await member.organizations();
  return {
    person: { name: member.name },
    isDevelopment,
    organizations: organizations.map(({ orgId, name }) => ({ id: orgId, name })),
  };
}
