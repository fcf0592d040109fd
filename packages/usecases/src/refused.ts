import type { OutcomeOf } from "@scrip/db/ledger";
import type { Command } from "@scrip/domain/ledger";
import { type CodesOfKind, type Refusal, type RefusalCode, refusal } from "@scrip/domain/refusals";

/** A refused request, by a rule of the ledger or by an earlier check. A retry of the same request is refused again. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refusal: Refusal;

  constructor(reason: Refusal) {
    super(reason.message);
    this.refusal = reason;
  }
}

/** The codes of `RefusedError`. A transient code belongs to `TransientError`, which says when to retry. */
type RefusedCode = Exclude<RefusalCode, CodesOfKind<"transient" | "limited">>;

/** Makes the error of a refusal. The type of `data` follows from the code. */
export function refused<Code extends RefusedCode>(...reason: Parameters<typeof refusal<Code>>): RefusedError {
  return new RefusedError(refusal(...reason));
}

/**
 * Returns the answer of an outcome.
 * @throws RefusedError if the outcome is a refusal
 */
export function orRefuse<Kind extends Command["kind"]>(
  outcome: OutcomeOf<Kind>,
): Extract<typeof outcome, { ok: true }>["answer"] {
  if (!outcome.ok) throw new RefusedError(outcome.refusal);
  return outcome.answer;
}

/** The refusal for an organization that does not exist, and for one that the caller may not see. */
export function organizationNotFound(orgId: string): RefusedError {
  return refused("organization_not_found", "There is no such organization.", { organization: orgId });
}

/** The refusal for a creation whose key made an organization that is lost: its database was restored to an earlier point. */
export function organizationLost(orgId: string): RefusedError {
  const message =
    "This idempotency key created an organization that was lost when its database was restored. Its name and its key stay taken: create another organization with a new name and a new key.";
  return refused("organization_not_found", message, { organization: orgId });
}
