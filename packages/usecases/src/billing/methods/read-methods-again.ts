import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { answerOf } from "./ask-gateway.ts";
import { refreshMethods } from "./refresh-methods.ts";

/**
 * Reads the payment methods of an organization from the gateway again, for a caller who waits for it: the member comes
 * back from a page of the gateway, and its event may still be on its way.
 * @throws TransientError if the gateway does not answer
 * @throws RefusedError `payment_unavailable`
 */
export function readMethodsAgain(deps: AttemptDeps, orgId: string): Promise<void> {
  return answerOf(refreshMethods(deps, orgId));
}
