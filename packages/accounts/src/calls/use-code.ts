import { claimCode, forgetTries } from "@scrip/db/access";
import type { Call, CallParts } from "../call.ts";
import { limitOf, nameOf } from "../limits.ts";
import { wrongCode } from "../refusal-of.ts";

/**
 * Uses up a code of a person's authenticator, right or wrong, before it is checked: of two requests with one code, one
 * at most succeeds.
 * @throws RefusedError `wrong_code` if it was used before; TransientError `too_many_requests`
 */
export async function useCode(call: Call, personId: string, code: string): Promise<void> {
  await call.limit(limitOf("code of person", personId));
  if (!(await claimCode(call.platform, personId, code, new Date(call.now())))) throw wrongCode();
}

/** Forgets the wrong codes of a person, after a right one. */
export async function forgetCodes({ platform }: CallParts, personId: string): Promise<void> {
  await forgetTries(platform, [nameOf("code of person", personId)]);
}
