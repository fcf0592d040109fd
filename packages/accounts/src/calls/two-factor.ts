import type { SignInAnswer } from "@scrip/contract/access/account-calls";
import { endSessions, markSecondFactor, type PersonSession } from "@scrip/db/access";
import { SECOND_STEP_COOKIE } from "../better-auth.ts";
import type { Call, CallHandlers } from "../call.ts";
import { cookieIn } from "../cookie-in.ts";
import { requireFresh } from "../fresh.ts";
import { limitOf } from "../limits.ts";
import { wrongCode } from "../refusal-of.ts";
import { tokenOf } from "../session-token.ts";
import { forgetCodes, useCode } from "./use-code.ts";

type TwoFactorPath =
  | "/two-factor/enable"
  | "/two-factor/disable"
  | "/two-factor/generate-backup-codes"
  | "/two-factor/verify-totp"
  | "/two-factor/verify-backup-code";

export const twoFactorCalls: CallHandlers<TwoFactorPath> = {
  // The second factor counts from the first right code on.
  "/two-factor/enable": async (call, { password }) => {
    const { email } = await call.signedIn();
    await call.limit(limitOf("password of account", email));
    const { totpURI, backupCodes } = await call.ask<{ totpURI: string; backupCodes: string[] }>("/two-factor/enable", {
      password,
    });
    return { totpUri: totpURI, backupCodes };
  },

  "/two-factor/disable": async (call, { password }) => {
    const session = await call.signedIn();
    requireFresh(session, call.now());
    await call.limit(limitOf("password of account", session.email));
    await call.ask("/two-factor/disable", { password });
    await noteChange(call, session, "two_factor.off");
    return {};
  },

  "/two-factor/generate-backup-codes": async (call, { password }) => {
    const session = await call.signedIn();
    requireFresh(session, call.now());
    await call.limit(limitOf("password of account", session.email));
    const { backupCodes } = await call.ask<{ backupCodes: string[] }>("/two-factor/generate-backup-codes", {
      password,
    });
    await call.note({ action: "two_factor.codes_renewed", outcome: "done", personId: session.personId });
    return { backupCodes };
  },

  "/two-factor/verify-totp": async (call, { code }) => {
    const session = await call.session();
    const personId = session?.personId ?? (await secondStepOf(call));
    await useCode(call, personId, code);
    if (session === null) return secondStep(call, personId, "/two-factor/verify-totp", code);
    await call.ask("/two-factor/verify-totp", { code });
    await forgetCodes(call, personId);
    if (!session.hasTwoFactor) await turnedOn(call, session);
    return { next: "signed_in" };
  },

  "/two-factor/verify-backup-code": async (call, { code }) => {
    const personId = await secondStepOf(call);
    await call.limit(limitOf("code of person", personId));
    return secondStep(call, personId, "/two-factor/verify-backup-code", code);
  },
};

/** Finishes a sign-in. */
async function secondStep(call: Call, personId: string, path: string, code: string): Promise<SignInAnswer> {
  try {
    await call.ask(path, { code });
  } catch (error) {
    await call.note({ action: "session.failed", outcome: "denied", personId });
    throw error;
  }
  await forgetCodes(call, personId);
  await call.note({ action: "session.signed_in", outcome: "done", personId, sessionId: await markOpened(call) });
  return { next: "signed_in" };
}

/** The sessions that were opened without the second factor end. */
async function turnedOn(call: Call, session: PersonSession): Promise<void> {
  const id = await markOpened(call);
  await endSessions(call.platform, session.personId, id === null ? {} : { except: id });
  await noteChange(call, session, "two_factor.on");
}

/** Notes that the session which the answer opens has a second factor. @returns its id */
async function markOpened(call: Call): Promise<string | null> {
  const hash = call.openedHash();
  return hash === undefined ? null : ((await markSecondFactor(call.platform, hash)) ?? null);
}

/**
 * The person who has shown the password and must show the second factor.
 * @throws RefusedError `wrong_code` if the browser has not begun to sign in, or began too long ago
 */
async function secondStepOf({ auth, cookie, secret }: Call): Promise<string> {
  const context = await auth.$context;
  const { name } = context.createAuthCookie(SECOND_STEP_COOKIE);
  const identifier = tokenOf(cookieIn(cookie, name), secret);
  const found = identifier === null ? null : await context.internalAdapter.findVerificationValue(identifier);
  if (found === null || found.expiresAt <= new Date()) throw wrongCode();
  return found.value;
}

async function noteChange(
  call: Call,
  { personId, email }: { readonly personId: string; readonly email: string },
  action: "two_factor.on" | "two_factor.off",
): Promise<void> {
  await call.note({ action, outcome: "done", personId });
  await call.mailer.queue({
    kind: "two_factor_changed",
    to: email,
    personId,
    data: { isOn: action === "two_factor.on" },
  });
}
