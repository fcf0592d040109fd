import { endSessions, findSessions } from "@scrip/db/access";
import { SECOND_STEP_COOKIE } from "../better-auth.ts";
import type { Call, CallHandlers } from "../call.ts";
import { SECOND_STEP_SECONDS } from "../lifetimes.ts";
import { limitOf } from "../limits.ts";
import { newToken, SESSION_COOKIE, signedToken } from "../session-token.ts";

/** Where a person arrives whom the other site did not confirm. */
const REFUSED = "/sign-in?problem=social";

export const socialCalls: CallHandlers<"/sign-in/social"> = {
  "/sign-in/social": async (call, { provider, to = "/" }) => {
    await call.limit(limitOf("sign-in from address", call.network));
    const { url } = await call.ask<{ url: string }>("/sign-in/social", {
      provider,
      callbackURL: to,
      errorCallbackURL: REFUSED,
      disableRedirect: true,
    });
    return { url };
  },
};

/**
 * Takes a person back from another site. A person with a second factor shows it next.
 * @param query what the other site says; its state is bound to the browser by a cookie
 * @returns the path to open
 */
export async function arriveFrom(
  call: Call,
  provider: string,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  await call.limit(limitOf("sign-in from address", call.network));
  const before = await call.session();
  const to = await call.follow(`/callback/${provider}`, query);
  const opened = call.openedHash();
  const [session] = opened === undefined ? [] : await findSessions(call.platform, [opened], new Date(call.now()));
  if (to === null || session === undefined) return REFUSED;
  if (before !== null) await endSessions(call.platform, before.personId, { only: [before.id] });
  const { personId, id } = session;
  if (!session.hasTwoFactor) {
    await call.note({ action: "session.signed_in", outcome: "done", personId, sessionId: id });
    return to;
  }
  await endSessions(call.platform, personId, { only: [id] });
  call.dropCookies(SESSION_COOKIE);
  await beginSecondStep(call, personId);
  return `/sign-in?step=two_factor&next=${encodeURIComponent(to)}`;
}

/** As better-auth begins the second step after a right password. */
async function beginSecondStep(call: Call, personId: string): Promise<void> {
  const { createAuthCookie, internalAdapter } = await call.auth.$context;
  const identifier = `2fa-${newToken()}`;
  const expiresAt = new Date(Date.now() + SECOND_STEP_SECONDS * 1000);
  await internalAdapter.createVerificationValue({ value: personId, identifier, expiresAt });
  await internalAdapter.createVerificationValue({ value: "0", identifier: `2fa-attempts-${identifier}`, expiresAt });
  const { name } = createAuthCookie(SECOND_STEP_COOKIE);
  const value = signedToken(identifier, call.secret);
  call.setCookie(`${name}=${value}; Max-Age=${SECOND_STEP_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Lax`);
}
