import type { settleHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { HoldAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Charges a part of a hold. Rules: `settleHold` in domain/ledger.
 * @throws Refused `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source DESIGN 3: "A bare settle above the open amount is refused"
 */
export async function settleHold(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof settleHoldInput>,
): Promise<HoldAnswer> {
  const { hold: holdId, amount, close, resource = null } = input;
  const command = { ...commandBase(caller), kind: "settleHold", holdId, amount, close, resource } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
