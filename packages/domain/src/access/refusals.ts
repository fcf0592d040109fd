import type { RefusalPart } from "../refusal/part.ts";

/** Why a caller is not let in. */
export const ACCESS_REFUSALS = {
  unauthenticated: {
    kind: "unauthenticated",
    meaning: "The request has neither a session nor a valid service key.",
    data: {},
  },
  scope_missing: {
    kind: "forbidden",
    meaning: "The service key does not include the scope.",
    data: { scope: "text" },
  },
  members_only: {
    kind: "forbidden",
    meaning: "A service key asked for something that only a person who is signed in may do.",
    data: {},
  },
  key_not_found: {
    kind: "missing",
    meaning: "The organization has no such service key, or it was revoked.",
    data: { key: "key_id" },
  },
  permission_missing: {
    kind: "forbidden",
    meaning: "The member's role in the organization does not include the permission.",
    data: { permission: "text", role: "text" },
  },
  forbidden: {
    kind: "forbidden",
    meaning: "The service key is limited to some organizations, and the request concerns more than these.",
    data: {},
  },
  foreign_page: {
    kind: "forbidden",
    meaning: "A browser sent the request from a page of another server.",
    data: {},
  },
  wrong_credentials: {
    kind: "unauthenticated",
    meaning: "The e-mail address and the password do not belong together, or the password is wrong.",
    data: {},
  },
  wrong_code: {
    kind: "unauthenticated",
    meaning: "The code of the second factor is wrong, used or too old, or the sign-in that it belongs to has ended.",
    data: {},
  },
  email_not_verified: {
    kind: "forbidden",
    meaning: "The password is right, and the person has not yet opened the link in the mail to the address.",
    data: {},
  },
  sign_in_again: {
    kind: "forbidden",
    meaning: "The action needs the password or the second factor, shown in the last 15 minutes.",
    data: {},
  },
  bad_link: {
    kind: "invalid",
    meaning: "The link of a mail is used, too old or not complete.",
    data: {},
  },
  weak_password: {
    kind: "unprocessable",
    meaning: "The password is one that attackers try first, or contains the person's own address.",
    data: {},
  },
} as const satisfies RefusalPart;
