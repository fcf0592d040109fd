import { passwordProblem } from "@scrip/domain/access";
import { refused } from "@scrip/usecases/refused";
import type { CallHandlers } from "../call.ts";
import { limitOf } from "../limits.ts";
import { mustUseSso, ssoRequired } from "../sso/must-use-sso.ts";

export const signUpCalls: CallHandlers<"/sign-up/email" | "/send-verification-email"> = {
  // The answer is the same if the address has an account. Its person gets a mail that says so.
  "/sign-up/email": async (call, { name, email, password }) => {
    if (call.sso !== null && (await mustUseSso(call.sso, { email, personId: null }))) throw ssoRequired();
    requireStrong(password, email);
    await call.limit(limitOf("sign-up from address", call.network), limitOf("mail to", email));
    await call.ask("/sign-up/email", { name, email, password });
    return {};
  },

  "/send-verification-email": async (call, { email }) => {
    await call.limit(limitOf("mail to", email), limitOf("mail from address", call.network));
    await call.ask("/send-verification-email", { email });
    return {};
  },
};

/** @throws RefusedError `weak_password` */
export function requireStrong(password: string, email: string): void {
  const problem = passwordProblem(password, email);
  if (problem !== null) throw refused("weak_password", problem);
}
