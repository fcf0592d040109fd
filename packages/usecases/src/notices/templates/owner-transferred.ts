import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const ownerTransferred: Template<"owner_transferred"> = ({ organization, newOwner, isToNewOwner }) => ({
  subject: isToNewOwner ? `You own ${organization} now` : `${organization} has a new owner`,
  lines: [
    isToNewOwner
      ? line`The ownership of the organization ${organization} was transferred to you.`
      : line`The ownership of the organization ${organization} was transferred to ${newOwner}. You remain a member, as an admin.`,
  ],
  notes: [line`If you did not expect this, talk to the other members of the organization.`],
});
