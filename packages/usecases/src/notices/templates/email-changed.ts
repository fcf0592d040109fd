import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const emailChanged: Template<"email_changed"> = ({ newEmail }) => ({
  subject: "The e-mail address of your account was changed",
  lines: [line`Your account now has the e-mail address ${newEmail}. This address no longer belongs to it.`],
  notes: [line`If you did not change it, tell the operators of the platform at once.`],
});
