import type { RefusalPart } from "../../refusal/part.ts";

/** Refusals about members and their invitations. */
export const MEMBER_REFUSALS = {
  already_member: {
    kind: "conflict",
    meaning: "A member of the organization has this e-mail address, or the person is a member already.",
    data: {},
  },
  member_not_found: {
    kind: "missing",
    meaning: "The organization has no such member.",
    data: { person: "person_id" },
  },
  invitation_not_found: {
    kind: "missing",
    meaning: "The organization has no such open invitation.",
    data: { invitation: "invitation_id" },
  },
  invitation_not_valid: {
    kind: "missing",
    meaning: "The link is unknown, or its invitation has expired, was withdrawn, accepted, or sent again.",
    data: {},
  },
  invitation_for_another: {
    kind: "forbidden",
    meaning: "The invitation is for another e-mail address than that of the person who is signed in.",
    data: {},
  },
  last_owner: {
    kind: "conflict",
    meaning: "The owner cannot leave, be removed or take another role before a transfer of the ownership.",
    data: {},
  },
  owner_by_transfer: {
    kind: "conflict",
    meaning: "Only a transfer makes another member the owner, since an organization has one.",
    data: {},
  },
  role_above_own: {
    kind: "forbidden",
    meaning: "A member gives or changes a role above their own.",
    data: {},
  },
  owns_organization: {
    kind: "conflict",
    meaning: "The person owns an organization that is not closed, so their data cannot be erased yet.",
    data: { organization: "org_id", name: "text" },
  },
} as const satisfies RefusalPart;
