import type { InvitationRow } from "@scrip/db/access";

/** An invitation as procedures answer it. */
export function invitationOut({ id, email, role, sentAt, expiresAt }: InvitationRow) {
  const times = { sentAt: sentAt.getTime(), expiresAt: expiresAt.getTime() };
  return { invitation: id, email: email ?? "", role, ...times };
}
