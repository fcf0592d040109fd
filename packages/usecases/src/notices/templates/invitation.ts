import { line } from "./line.ts";
import { instantText, type Template } from "./template.ts";

export const invitation: Template<"invitation"> = ({ url, organization, inviter, role, expiresAt }) => ({
  subject: `Invitation to ${organization}`,
  lines: [line`${inviter} invites you to the organization ${organization}, with the role ${role}.`],
  action: { label: "Look at the invitation", url },
  notes: [
    line`The invitation is for this e-mail address only. It ends on ${instantText(expiresAt)}.`,
    line`If you do not know this organization, ignore this message: you join only if you accept.`,
  ],
});
