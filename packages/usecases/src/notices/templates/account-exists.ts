import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const accountExists: Template<"account_exists"> = ({ url }) => ({
  subject: "You already have an account",
  lines: [
    line`Somebody tried to make an account with this e-mail address. The address has an account already, so nothing was changed.`,
    line`If it was you, sign in. The page to sign in also helps if you forgot your password.`,
  ],
  action: { label: "Sign in", url },
  notes: [line`If it was not you, ignore this message.`],
});
