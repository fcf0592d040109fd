import type { SignInAnswer } from "@scrip/contract/access/account-calls";
import { endSessions, findPersonByEmail, forgetTries } from "@scrip/db/access";
import { RefusedError } from "@scrip/usecases/refused";
import { verifyJWT } from "better-auth/crypto";
import type { Call, CallHandlers } from "../call.ts";
import { limitOf, nameOf } from "../limits.ts";
import { badLink, wrongPassword } from "../refusal-of.ts";
import { hasPassword } from "./password-of.ts";

/** The answer of better-auth to a right password. */
interface PasswordAccepted {
  readonly twoFactorRedirect?: boolean;
  readonly user?: { readonly id: string };
}

export const signInCalls: CallHandlers<"/sign-in/email" | "/sign-out" | "/verify-email"> = {
  "/sign-in/email": async (call, { email, password }) => {
    await limitPassword(call, email);
    return signIn(call, email, password);
  },

  "/sign-out": async (call) => {
    const session = await call.session();
    await call.ask("/sign-out", {});
    if (session !== null)
      await call.note({
        action: "session.signed_out",
        outcome: "done",
        personId: session.personId,
        sessionId: session.id,
      });
    return {};
  },

  // Whoever signs up with the address of another person has a password, but not the mail. The other person has the
  // mail, but not this password. So the account needs both.
  "/verify-email": async (call, { token, password }) => {
    await call.limit(limitOf("link from address", call.network));
    const { email, userId } = await readLink(token, call.secret);
    await limitPassword(call, email);
    const person = await findPersonByEmail(call.platform, email);
    if (person === null || (userId !== undefined && userId !== person.id)) throw badLink();
    if (!(await hasPassword(call, person.id, password))) {
      await call.note({ action: "session.failed", outcome: "denied", personId: person.id });
      throw wrongPassword();
    }
    if (!person.isVerified) {
      await call.ask("/verify-email", undefined, { token });
      await call.note({ action: "account.verified", outcome: "done", personId: person.id });
    }
    return signIn(call, email, password);
  },
};

async function limitPassword(call: Call, email: string): Promise<void> {
  await call.limit(limitOf("password of account", email), limitOf("sign-in from address", call.network));
}

/** Shows the password to better-auth. Any session of the browser ends, so that a token from before is of no use. */
async function signIn(call: Call, email: string, password: string): Promise<SignInAnswer> {
  const before = await call.session();
  const { twoFactorRedirect = false, user } = await accepted(call, email, password);
  await forgetTries(call.platform, [nameOf("password of account", email)]);
  if (before !== null) await endSessions(call.platform, before.personId, { only: [before.id] });
  if (twoFactorRedirect) return { next: "two_factor" };
  await call.note({ action: "session.signed_in", outcome: "done", personId: user?.id ?? null });
  return { next: "signed_in" };
}

async function accepted(call: Call, email: string, password: string): Promise<PasswordAccepted> {
  try {
    return await call.ask<PasswordAccepted>("/sign-in/email", { email, password });
  } catch (error) {
    if (error instanceof RefusedError) {
      // The look-up and the event are the same work whether or not there is such an account.
      const person = await findPersonByEmail(call.platform, email);
      await call.note({ action: "session.failed", outcome: "denied", personId: person?.id ?? null });
    }
    throw error;
  }
}

interface Link {
  readonly email: string;
  readonly userId: string | undefined;
}

/** @throws RefusedError `bad_link`; a link to another address does not verify this one */
async function readLink(token: string, secret: string): Promise<Link> {
  const { email, userId, updateTo } = (await verifyJWT<Record<string, unknown>>(token, secret)) ?? {};
  if (typeof email !== "string" || updateTo !== undefined) throw badLink();
  return { email, userId: typeof userId === "string" ? userId : undefined };
}
