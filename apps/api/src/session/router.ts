import { sessionAnswer } from "@scrip/contract/access/session";
import type { Deps } from "@scrip/usecases/deps";
import { welcomePerson } from "@scrip/usecases/organizations/welcome-person";
import { z } from "zod";
import type { Member } from "../trpc/member.ts";
import { sessionProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const nothing = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The person who is signed in, and how to sign in. */
const get = sessionProcedure
  .input(nothing)
  .output(sessionAnswer)
  .query(async ({ ctx }) => {
    const member = await ctx.member();
    if (member === null) return { ...ctx.session, person: null, organizations: [], awayOrganizations: [] };
    const { id, name, session } = member;
    const { email, isVerified, hasTwoFactor } = session;
    const { members, away } = await organizationsOf(ctx.deps, member);
    return {
      ...ctx.session,
      person: { id, name, email, isVerified, hasTwoFactor, isOperator: await ctx.isOperator(id) },
      organizations: members.map(({ orgId, ...one }) => ({ id: orgId, ...one })),
      awayOrganizations: away.map(({ orgId, ...one }) => ({ id: orgId, ...one })),
    };
  });

/**
 * The organizations of a person. A new person gets the personal one here if the worker has not made it yet, so that
 * nobody waits for the worker.
 */
async function organizationsOf(deps: Deps, member: Member) {
  const organizations = await member.organizations();
  if (organizations.members.length > 0 || organizations.away.length > 0) return organizations;
  await welcomePerson(deps, member.id);
  return member.organizations();
}

export const sessionRouter = router({ get });
