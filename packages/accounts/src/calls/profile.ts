import { findPeople, findPersonByEmail } from "@scrip/db/access";
import { createEmailVerificationToken } from "better-auth/api";
import type { CallHandlers } from "../call.ts";
import { requireFresh } from "../fresh.ts";
import { LINK_SECONDS } from "../lifetimes.ts";
import { limitOf } from "../limits.ts";

export const profileCalls: CallHandlers<"/update-user" | "/change-email" | "/change-email/verify"> = {
  "/update-user": async (call, { name }) => {
    const { personId } = await call.signedIn();
    await call.ask("/update-user", { name });
    await call.note({ action: "account.renamed", outcome: "done", personId });
    return {};
  },

  // The link goes to the new address. The answer is the same if the address has an account.
  "/change-email": async (call, { newEmail }) => {
    const session = await call.signedIn();
    requireFresh(session, call.now());
    await call.limit(limitOf("mail to", newEmail), limitOf("mail from address", call.network));
    const other = await findPersonByEmail(call.platform, newEmail);
    if (other !== null) {
      await call.mailer.queue({
        kind: "account_exists",
        to: newEmail,
        personId: other.id,
        data: { url: `${call.origin}/sign-in` },
      });
      return {};
    }
    const { personId, email } = session;
    const token = await createEmailVerificationToken(call.secret, email, newEmail, LINK_SECONDS, {
      requestType: "change-email-verification",
      userId: personId,
    });
    const url = `${call.origin}/verify-email?change=1#token=${encodeURIComponent(token)}`;
    const expiresAt = new Date(call.now() + LINK_SECONDS * 1000).toISOString();
    await call.mailer.queue({ kind: "verify_email", to: newEmail, personId, data: { url, expiresAt } });
    return {};
  },

  "/change-email/verify": async (call, { token }) => {
    const { personId, email } = await call.signedIn();
    await call.limit(limitOf("link from address", call.network));
    await call.ask("/verify-email", undefined, { token });
    const newEmail = (await findPeople(call.platform, [personId])).get(personId)?.email ?? "";
    await call.mailer.queue({ kind: "email_changed", to: email, personId, data: { newEmail } });
    await call.note({ action: "account.email_changed", outcome: "done", personId });
    return {};
  },
};
