import { line } from "./line.ts";
import { instantText, type Template } from "./template.ts";

export const resetPassword: Template<"reset_password"> = ({ url, expiresAt }) => ({
  subject: "Set a new password",
  lines: [line`Somebody asked for a new password for the account with this e-mail address.`],
  action: { label: "Set a new password", url },
  notes: [
    line`The link works once, until ${instantText(expiresAt)}. A new password signs all devices out.`,
    line`If you did not ask for it, ignore this message: your password stays as it is.`,
  ],
});
