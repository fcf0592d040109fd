import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const passwordChanged: Template<"password_changed"> = ({ isReset }) => ({
  subject: "Your password was changed",
  lines: [
    isReset
      ? line`The password of your account was set again by a link from a mail. All sessions have ended.`
      : line`The password of your account was changed. All other sessions have ended.`,
  ],
  notes: [line`If you did not do this, set a new password at once: the page to sign in has a link for that.`],
});
