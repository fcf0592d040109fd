import { endSessions, forgetTries, renewSession } from "@scrip/db/access";
import type { CallHandlers } from "../call.ts";
import { ABSOLUTE_MS } from "../lifetimes.ts";
import { limitOf, nameOf } from "../limits.ts";
import { wrongCode, wrongPassword } from "../refusal-of.ts";
import { newToken, sessionCookie, tokenHash } from "../session-token.ts";
import { hasPassword } from "./password-of.ts";
import { useCode } from "./use-code.ts";

export const sessionCalls: CallHandlers<"/revoke-session" | "/revoke-other-sessions" | "/confirm"> = {
  "/revoke-session": async (call, { id }) => {
    const { personId } = await call.signedIn();
    for (const sessionId of await endSessions(call.platform, personId, { only: [id] }))
      await call.note({ action: "session.revoked", outcome: "done", personId, sessionId });
    return {};
  },

  "/revoke-other-sessions": async (call) => {
    const { personId, id } = await call.signedIn();
    for (const sessionId of await endSessions(call.platform, personId, { except: id }))
      await call.note({ action: "session.revoked", outcome: "done", personId, sessionId });
    return {};
  },

  // The person signs in again in the session that is open. It gets a new token, as at each sign-in.
  "/confirm": async (call, { password, code }) => {
    const session = await call.signedIn();
    const { id, personId, email, hasTwoFactor, createdAt } = session;
    await call.limit(limitOf("password of account", email));
    if (!(await hasPassword(call, personId, password))) throw wrongPassword();
    if (hasTwoFactor) {
      if (code === undefined) throw wrongCode();
      await useCode(call, personId, code);
      await call.ask("/two-factor/verify-totp", { code });
    }
    await forgetTries(call.platform, [nameOf("password of account", email)]);
    const token = newToken();
    const now = call.now();
    await renewSession(call.platform, id, tokenHash(token), new Date(now));
    call.setCookie(sessionCookie(token, call.secret, createdAt.getTime() + ABSOLUTE_MS - now));
    return {};
  },
};
