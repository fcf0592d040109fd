import type { PlatformTx } from "@scrip/db/connection";
import { isOperator } from "@scrip/db/operators";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { CallOrigin } from "../deps.ts";
import { type RefusedError, refused } from "../refused.ts";

/** An operator who is signed in, and the request of the call. */
export interface OperatorCaller {
  readonly personId: string;
  readonly from: CallOrigin;
  /** The origin of this server in browsers, for links in mails. */
  readonly origin: string;
}

/** The actor of an operator in the audit log. */
export function auditActor({ personId }: Pick<OperatorCaller, "personId">): AuditRecord["actor"] {
  return { type: "operator", id: personId };
}

/** The refusal for everybody who is no operator. */
export function operatorsOnly(): RefusedError {
  return refused("operators_only", "Only an operator of the platform may do this.");
}

/**
 * Requires, in the transaction of a claim, that the caller is still an operator.
 * @throws RefusedError `operators_only`
 */
export async function requireOperator(tx: PlatformTx, { personId }: Pick<OperatorCaller, "personId">): Promise<void> {
  if (!(await isOperator(tx, personId))) throw operatorsOnly();
}
