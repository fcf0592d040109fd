import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";

/** The cookie of a session. Browsers accept the prefix only over HTTPS or from this machine, for the whole server. */
export const SESSION_COOKIE = "__Host-scrip_session";

const TOKEN_BYTES = 32;

/** Makes the token of a new session: 256 bits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What the database has in place of a token. The mark keeps a hash from being hashed again. */
export function tokenHash(token: string): string {
  return `h_${hash("sha256", token, "base64url")}`;
}

/** Whether a text is the hash of a token. No token has this form: its length is another one. */
export function isTokenHash(text: string): boolean {
  return /^h_[A-Za-z0-9_-]{43}$/.test(text);
}

/** The value of a cookie with a token: with a signature, so that a leaked token alone is no cookie. */
export function signedToken(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${signatureOf(token, secret)}`);
}

/**
 * The token of a cookie's value, as the cookie parser decoded it; `null` if our signature is missing. Whether the
 * session is open is for the database to say.
 */
export function tokenOf(value: string | undefined, secret: string): string | null {
  const dot = value?.lastIndexOf(".") ?? -1;
  if (value === undefined || dot < 1) return null;
  const token = value.slice(0, dot);
  const shown = Buffer.from(value.slice(dot + 1));
  const right = Buffer.from(signatureOf(token, secret));
  return shown.length === right.length && timingSafeEqual(shown, right) ? token : null;
}

/** As better-auth signs its cookies. */
function signatureOf(token: string, secret: string): string {
  return createHmac("sha256", secret).update(token).digest("base64");
}

/** The text that sets the cookie of a session. */
export function sessionCookie(token: string, secret: string, maxAgeMs: number): string {
  const maxAge = Math.floor(maxAgeMs / 1000);
  return `${SESSION_COOKIE}=${signedToken(token, secret)}; Max-Age=${maxAge}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}
