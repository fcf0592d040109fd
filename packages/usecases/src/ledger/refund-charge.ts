import type { refundChargeInput } from "@scrip/contract/ledger/charges";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Gives a part of a charge back. Rules: `refundCharge` in domain/ledger.
 * @throws RefusedError `charge_not_found`, `beyond_charge`, `balance_above_limit`
 * @source docs/rules.md#refunds
 */
export const refundCharge = ledgerCommand("refundCharge", (input: Parsed<typeof refundChargeInput>) => ({
  chargeId: input.charge,
  amount: input.amount,
}));
