import {
  doneAnswer,
  invitationAnswer,
  invitationInput,
  joinedAnswer,
  offerAnswer,
  tokenInput,
} from "@scrip/contract/access/members";
import { acceptInvitation } from "@scrip/usecases/access/accept-invitation";
import { declineInvitation, revokeInvitation } from "@scrip/usecases/access/end-invitation";
import { sendInvitationAgain } from "@scrip/usecases/access/invite-member";
import { lookAtInvitation } from "@scrip/usecases/access/look-at-invitation";
import { orgProcedure, personProcedure, sessionProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { invitationOut } from "./invitation-out.ts";

export const invitationsRouter = router({
  /** Sends an open invitation again, with another link and for 14 days from now. */
  sendAgain: orgProcedure("members:write")
    .input(invitationInput)
    .output(invitationAnswer)
    .mutation(async ({ ctx, input }) =>
      invitationOut(await sendInvitationAgain(ctx.deps, ctx.caller, input.invitation, requestOf(ctx).linkOrigin())),
    ),

  /** Withdraws an open invitation, which frees its seat. */
  revoke: orgProcedure("members:write")
    .input(invitationInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await revokeInvitation(ctx.deps, ctx.caller, input.invitation);
      return {};
    }),

  /** Shows what an invitation offers, to everybody who has its link. A mutation, so that no URL has the token. */
  look: sessionProcedure
    .input(tokenInput)
    .output(offerAnswer)
    .mutation(({ ctx, input }) => {
      const { deps, from } = requestOf(ctx);
      return lookAtInvitation(deps, input.token, from);
    }),

  /** Accepts an invitation, for the person who is signed in. */
  accept: personProcedure()
    .input(tokenInput)
    .output(joinedAnswer)
    .mutation(async ({ ctx, input }) => {
      const { orgId, role } = await acceptInvitation(ctx.deps, ctx.person.id, input.token, ctx.from);
      return { org: orgId, role };
    }),

  /** Declines an invitation, which frees its seat. */
  decline: personProcedure()
    .input(tokenInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await declineInvitation(ctx.deps, ctx.person.id, input.token, ctx.from);
      return {};
    }),
});
