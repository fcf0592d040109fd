import { TransientError } from "@scrip/db/connection";
import { refused } from "@scrip/usecases/refused";
import { SSO_REQUIRED, ssoRequired } from "./sso/must-use-sso.ts";

const MINUTE_MS = 60_000;

/**
 * Our refusal for an error of better-auth, so that pages see errors of one form.
 * @param code of better-auth, such as `INVALID_EMAIL_OR_PASSWORD`
 */
export function refusalOf(status: number, code: string): Error {
  const make = Object.hasOwn(REFUSALS, code) ? REFUSALS[code as keyof typeof REFUSALS] : undefined;
  if (make !== undefined) return make();
  if (status === 401) return unauthenticated();
  // No page sends what better-auth refuses otherwise: the schemas of the contract are stricter.
  if (status < 500) return refused("bad_input", "The request is not valid here.", { fields: [] });
  return new Error(`better-auth answers ${status} ${code}`);
}

export const unauthenticated = () => refused("unauthenticated", "Sign in first.");
export const wrongCredentials = () => refused("wrong_credentials", "The e-mail address or the password is wrong.");
export const wrongPassword = () => refused("wrong_credentials", "The password is wrong.");
export const wrongCode = () => refused("wrong_code", "The code is wrong, used or too old.");
export const badLink = () => refused("bad_link", "This link is used, too old or not complete. Ask for a new one.");

const REFUSALS = {
  [SSO_REQUIRED]: ssoRequired,
  INVALID_EMAIL_OR_PASSWORD: wrongCredentials,
  INVALID_PASSWORD: wrongPassword,
  CREDENTIAL_ACCOUNT_NOT_FOUND: wrongPassword,
  EMAIL_NOT_VERIFIED: () =>
    refused("email_not_verified", "Open the link in the mail that we sent to this address, then sign in."),
  INVALID_TOKEN: badLink,
  TOKEN_EXPIRED: badLink,
  USER_NOT_FOUND: badLink,
  INVALID_USER: badLink,
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TWO_FACTOR_COOKIE: wrongCode,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: wrongCode,
  TOTP_NOT_ENABLED: wrongCode,
  BACKUP_CODES_NOT_ENABLED: wrongCode,
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new TransientError("too_many_requests", "There were too many wrong codes. Try again later.", 15 * MINUTE_MS),
} as const satisfies Readonly<Record<string, () => Error>>;
