import type { releaseHoldInput, voidHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { HoldAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Gives a part of a hold back. Rules: `releaseHold` in domain/ledger.
 * @throws Refused `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source DESIGN 3
 */
export async function releaseHold(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof releaseHoldInput>,
): Promise<HoldAnswer> {
  const command = { ...commandBase(caller), kind: "releaseHold", holdId: input.hold, amount: input.amount } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}

/**
 * Closes a hold without a charge. Rules: `voidHold` in domain/ledger.
 * @throws Refused `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source DESIGN 3
 */
export async function voidHold(deps: Deps, caller: Caller, input: Parsed<typeof voidHoldInput>): Promise<HoldAnswer> {
  const command = { ...commandBase(caller), kind: "voidHold", holdId: input.hold } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
