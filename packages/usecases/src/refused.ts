import type { RequestCode } from "@scrip/contract/errors";
import type { OutcomeOf } from "@scrip/db/ledger";
import type { Command, Refusal } from "@scrip/domain/ledger";

/** The rules of the ledger said no. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A request that can not be carried out, before the ledger's rules come in. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly code: RequestCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: RequestCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/**
 * The answer of an outcome.
 * @throws Refused where the rules said no
 */
export function orRefuse<Kind extends Command["kind"]>(
  outcome: OutcomeOf<Kind>,
): Extract<typeof outcome, { ok: true }>["answer"] {
  if (!outcome.ok) throw new Refused(outcome.refusal);
  return outcome.answer;
}

/** The same answer for whatever concerns an organization that is not there, or is not the caller's. */
export function organizationNotFound(orgId: string): Refused {
  const message = "There is no such organization.";
  return new Refused({ code: "organization_not_found", message, data: { organization: orgId } });
}
