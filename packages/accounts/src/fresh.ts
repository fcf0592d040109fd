import type { PersonSession } from "@scrip/db/access";
import { refused } from "@scrip/usecases/refused";
import { FRESH_MS } from "./lifetimes.ts";

/**
 * Requires that the person of a session showed the password or the second factor a short time ago.
 * @param now milliseconds since 1970
 * @throws RefusedError `sign_in_again`
 * @source docs/accounts.md#sensitive-actions
 */
export function requireFresh({ confirmedAt }: Pick<PersonSession, "confirmedAt">, now: number): void {
  if (now - confirmedAt.getTime() < FRESH_MS) return;
  throw refused("sign_in_again", "Show your password again: this action needs a sign-in of the last 15 minutes.");
}
