import { line } from "./line.ts";
import { instantText, type Template } from "./template.ts";

export const verifyEmail: Template<"verify_email"> = ({ url, expiresAt }) => ({
  subject: "Confirm your e-mail address",
  lines: [line`An account was made with this e-mail address. Confirm that the address is yours to use the account.`],
  action: { label: "Confirm the address", url },
  notes: [
    line`The link works once, until ${instantText(expiresAt)}.`,
    line`If you did not make the account, ignore this message: without your confirmation, nobody can use it.`,
  ],
});
