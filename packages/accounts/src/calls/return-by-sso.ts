import type { AsyncLocalStorage } from "node:async_hooks";
import { organizationOfProvider } from "@scrip/db/access";
import type { Call } from "../call.ts";
import { landingOf, requestOfReturn, type SsoReturn } from "../sso/sso-returns.ts";

/** The person of a sign-in, once better-auth knows it. */
export interface Arrived {
  personId: string | null;
}

/** Where the browser goes next, with the cookies that it gets. */
export interface Landed {
  /** A path of ours. */
  readonly location: string;
  /** Texts of `set-cookie` headers. */
  readonly cookies: readonly string[];
}

/**
 * Hands the way back from an identity provider to better-auth, and does what follows a sign-in that succeeded. The
 * beginning of the sign-in was counted, and without its cookie the way back ends before anything is computed.
 */
export async function returnBySso(call: Call, back: SsoReturn, arrivals: AsyncLocalStorage<Arrived>): Promise<Landed> {
  const orgId = organizationOfProvider(back.providerId);
  if (orgId === null || call.sso === null) return failed("invalid_provider");
  const arrived: Arrived = { personId: null };
  const { path, form } = requestOfReturn(back);
  const { location, code, cookies } = await arrivals.run(arrived, () => call.pass(path, form));
  const landing = landingOf(location, code, call.origin);
  const { personId } = arrived;
  if (landing.problem !== null || personId === null) {
    await call.note({ action: "session.signed_in", outcome: "denied", personId });
    return landing.problem === null ? failed("failed") : { location: landing.location, cookies };
  }
  await call.note({ action: "session.signed_in", outcome: "done", personId });
  await call.sso.rules.arrived({ orgId, personId, from: call.from });
  return { location: landing.location, cookies };
}

function failed(code: string): Landed {
  return { location: `/sign-in?problem=sso&code=${code}`, cookies: [] };
}
