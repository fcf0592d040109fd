import type { refundChargeInput } from "@scrip/contract/ledger/charges";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { RefundAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Gives a part of a charge back. Rules: `refundCharge` in domain/ledger.
 * @throws Refused `charge_not_found`, `beyond_charge`
 * @source DESIGN 3
 */
export async function refundCharge(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof refundChargeInput>,
): Promise<RefundAnswer> {
  const command = {
    ...commandBase(caller),
    kind: "refundCharge",
    chargeId: input.charge,
    amount: input.amount,
  } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
