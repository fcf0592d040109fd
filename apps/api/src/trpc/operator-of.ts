import { requireFresh } from "@scrip/accounts/fresh";
import { isOperator } from "@scrip/db/operators";
import { type OperatorCaller, operatorsOnly } from "@scrip/usecases/operators/operator-caller";
import { refused } from "@scrip/usecases/refused";
import { personOf } from "./caller.ts";
import type { Request } from "./request.ts";

/**
 * Identifies the operator of a request: a person who is signed in and is an operator now. A service key is none, whatever
 * its scopes. In production the session must have been signed in with a second factor.
 * @param changes whether the procedure makes changes: only a page of ours may send them, after a fresh sign-in
 * @throws RefusedError `unauthenticated`, `members_only`, `operators_only`, `two_factor_required`, `foreign_page`, `sign_in_again`
 * @source docs/rules.md#operators
 */
export async function operatorOf(request: Request, changes: boolean): Promise<OperatorCaller> {
  const person = await personOf(request, changes);
  if (!(await isOperator(request.deps.homes.platform, person.id))) throw operatorsOnly();
  if (!request.session.isDevelopment && !person.session.withSecondFactor)
    throw refused(
      "two_factor_required",
      "Operators sign in with a second factor. Turn on two-factor authentication in your account, and sign in again.",
    );
  if (changes) requireFresh(person.session, request.now());
  return { personId: person.id, from: request.from, origin: request.origin() };
}
