import type { createChargeInput } from "@scrip/contract/ledger/charges";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { ChargeAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Takes an amount from free credit without a hold. Rules: `chargeNow` in domain/ledger.
 * @throws Refused `insufficient_credit`, `unknown_resource`
 * @source DESIGN 1
 */
export async function createCharge(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof createChargeInput>,
): Promise<ChargeAnswer> {
  const { amount, onShortfall, resource = null, project = null, member = null } = input;
  const command = { ...commandBase(caller), kind: "charge", amount, onShortfall, resource, project, member } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
