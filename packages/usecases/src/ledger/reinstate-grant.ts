import type { reinstateGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { ReinstateAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Takes a revocation back. Rules: `reinstateGrant` in domain/ledger.
 * @throws Refused `grant_not_found`, `beyond_revoked`
 * @source INVARIANTS L23
 */
export async function reinstateGrant(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof reinstateGrantInput>,
): Promise<ReinstateAnswer> {
  const command = {
    ...commandBase(caller),
    kind: "reinstateGrant",
    grantId: input.grant,
    amount: input.amount,
  } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
