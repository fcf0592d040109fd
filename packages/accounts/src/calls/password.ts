import { findPeople, forgetTries } from "@scrip/db/access";
import type { Call, CallHandlers } from "../call.ts";
import { limitOf, nameOf } from "../limits.ts";
import { badLink } from "../refusal-of.ts";
import { requireStrong } from "./sign-up.ts";

export const passwordCalls: CallHandlers<"/request-password-reset" | "/reset-password" | "/change-password"> = {
  // The answer is the same if the address has no account.
  "/request-password-reset": async (call, { email }) => {
    await call.limit(limitOf("mail to", email), limitOf("mail from address", call.network));
    await call.ask("/request-password-reset", { email });
    return {};
  },

  "/reset-password": async (call, { token, newPassword }) => {
    await call.limit(limitOf("link from address", call.network));
    const { internalAdapter } = await call.auth.$context;
    const personId = (await internalAdapter.findVerificationValue(`reset-password:${token}`))?.value;
    const person = personId === undefined ? undefined : (await findPeople(call.platform, [personId])).get(personId);
    if (person === undefined) throw badLink();
    requireStrong(newPassword, person.email);
    await call.ask("/reset-password", { token, newPassword });
    // Whoever has the link has the mailbox.
    if (!person.isVerified) await internalAdapter.updateUser(person.id, { emailVerified: true });
    await forgetTries(call.platform, [nameOf("password of account", person.email)]);
    await call.note({ action: "password.reset", outcome: "done", personId: person.id });
    await tell(call, { personId: person.id, email: person.email }, true);
    return {};
  },

  // All other sessions end, and this one gets a new token.
  "/change-password": async (call, input) => {
    const { personId, email } = await call.signedIn();
    await call.limit(limitOf("password of account", email));
    requireStrong(input.newPassword, email);
    await call.ask("/change-password", { ...input, revokeOtherSessions: true });
    await forgetTries(call.platform, [nameOf("password of account", email)]);
    await call.note({ action: "password.changed", outcome: "done", personId });
    await tell(call, { personId, email }, false);
    return {};
  },
};

/** Tells a person that their password is another one now. */
function tell(
  call: Pick<Call, "mailer">,
  { personId, email }: { readonly personId: string; readonly email: string },
  isReset: boolean,
): Promise<void> {
  return call.mailer.queue({ kind: "password_changed", to: email, personId, data: { isReset } });
}
