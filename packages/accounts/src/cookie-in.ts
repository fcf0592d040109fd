import { parseCookies } from "better-auth/cookies";

/** The value of a cookie in a header `cookie`; `undefined` if it is not there, or not encoded as we encode it. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const text = parseCookies(header ?? "").get(name);
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
