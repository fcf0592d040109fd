import { ROLES } from "@scrip/domain/access";
import { z } from "zod";
import { emailAddress } from "../wire/email.ts";
import { invitationIdIn, invitationIdOut, orgIdOut, personIdIn, personIdOut } from "../wire/ids.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

/** A role of a member. */
export const role = z.enum(ROLES).meta({ description: "The role of a member." });

/** The answer of a change that has nothing to tell. */
export const doneAnswer = z.object({}).meta({ description: "Done." });

const memberAnswer = z
  .object({
    person: personIdOut,
    name: z.string(),
    email: z.string(),
    role,
    joinedAt: instantOut,
    isYou: z.boolean().meta({ description: "The member who asks." }),
  })
  .meta({ description: "A member." });

const invitationFields = {
  invitation: invitationIdOut,
  email: z.string(),
  role,
  sentAt: instantOut.meta({ description: "When its link was sent last." }),
  expiresAt: instantOut,
};

/** The output of `members.invite` and `invitations.sendAgain`. */
export const invitationAnswer = z.object(invitationFields).meta({ description: "An invitation." });

/** The output of `members.list`. */
export const membersAnswer = z
  .object({
    members: z.array(memberAnswer).readonly(),
    invitations: z
      .array(
        z.object({
          ...invitationFields,
          inviter: z
            .string()
            .nullable()
            .meta({ description: "Null if a platform key invited, or the person is gone." }),
          isExpired: z.boolean(),
        }),
      )
      .readonly()
      .meta({ description: "The invitations that were neither accepted nor withdrawn, the newest first." }),
    seats: z
      .object({
        used: z.int().meta({ description: "Members, and invitations that have not expired." }),
        limit: z.int().nullable().meta({ description: "What the plan allows; null for any number." }),
      })
      .meta({ description: "The seats of the plan." }),
  })
  .meta({ description: "The members of an organization, and its invitations." });

/** The input of `members.invite`. */
export const inviteInput = organizationInput
  .extend({ email: emailAddress, role })
  .meta({ description: "A person to invite, and their role." });

/** The input of `members.setRole`. */
export const setRoleInput = organizationInput
  .extend({ person: personIdIn, role })
  .meta({ description: "A member and their new role." });

/** The input of `members.remove`. */
export const removeMemberInput = organizationInput
  .extend({ person: personIdIn })
  .meta({ description: "A member to remove." });

/** The input of `invitations.revoke` and `invitations.sendAgain`. */
export const invitationInput = organizationInput
  .extend({ invitation: invitationIdIn })
  .meta({ description: "An invitation of the organization." });

/** The input of `invitations.look` and `invitations.accept`: the secret in the link of the mail. */
export const tokenInput = z
  .strictObject({ token: z.string().min(1).max(200).meta({ description: "The token in the link of the mail." }) })
  .meta({ description: "The link of an invitation." });

/** The output of `invitations.look`. */
export const offerAnswer = z
  .object({
    organization: z.object({ name: z.string() }),
    role,
    inviter: z.string().nullable(),
    email: z.string().meta({ description: "The address that was invited." }),
    expiresAt: instantOut,
  })
  .meta({ description: "What an invitation offers." });

/** The output of `invitations.accept`. */
export const joinedAnswer = z
  .object({ org: orgIdOut, role })
  .meta({ description: "The organization that was joined." });
