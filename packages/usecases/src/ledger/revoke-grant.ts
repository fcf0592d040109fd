import type { revokeGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { RevokeAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Takes back credit whose payment was refunded or is disputed. Rules: `revokeGrant` in domain/ledger.
 * @throws Refused `grant_not_found`, `beyond_grant`
 * @source INVARIANTS L23
 */
export async function revokeGrant(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof revokeGrantInput>,
): Promise<RevokeAnswer> {
  const command = { ...commandBase(caller), kind: "revokeGrant", grantId: input.grant, amount: input.amount } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
