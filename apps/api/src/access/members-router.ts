import {
  doneAnswer,
  invitationAnswer,
  inviteInput,
  membersAnswer,
  removeMemberInput,
  setRoleInput,
} from "@scrip/contract/access/members";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { leaveOrganization, removeMember, setRole } from "@scrip/usecases/access/change-member";
import { inviteMember } from "@scrip/usecases/access/invite-member";
import { listMembers } from "@scrip/usecases/access/list-members";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { invitationOut } from "./invitation-out.ts";

export const membersRouter = router({
  /** The members of an organization with their names and addresses, its invitations, and the seats of its plan. */
  list: orgProcedure("members:read", "page")
    .input(organizationInput)
    .output(membersAnswer)
    .query(({ ctx }) => listMembers(ctx.deps, ctx.caller)),

  /** Invites a person by e-mail, for 14 days. An open invitation of the address is sent again with another link. */
  invite: orgProcedure("members:write")
    .input(inviteInput)
    .output(invitationAnswer)
    .mutation(async ({ ctx, input }) =>
      invitationOut(await inviteMember(ctx.deps, ctx.caller, input, requestOf(ctx).linkOrigin())),
    ),

  /** Gives a member another role. Only a transfer makes another member the owner. */
  setRole: orgProcedure("members:write")
    .input(setRoleInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await setRole(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Removes a member, whose access ends at once. */
  remove: orgProcedure("members:write")
    .input(removeMemberInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await removeMember(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Ends the caller's own membership. */
  leave: orgProcedure("members:read")
    .input(organizationInput)
    .output(doneAnswer)
    .mutation(async ({ ctx }) => {
      await leaveOrganization(ctx.deps, ctx.caller);
      return {};
    }),
});
