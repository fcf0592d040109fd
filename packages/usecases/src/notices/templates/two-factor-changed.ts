import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const twoFactorChanged: Template<"two_factor_changed"> = ({ isOn }) => ({
  subject: isOn ? "Two-factor sign-in is on" : "Two-factor sign-in is off",
  lines: [
    isOn
      ? line`Your account now asks for a code from your authenticator app when you sign in. Keep the recovery codes in a safe place.`
      : line`Your account no longer asks for a code when you sign in.`,
  ],
  notes: [line`If you did not do this, set a new password at once and look at the list of your sessions.`],
});
