import type { createChargeInput } from "@scrip/contract/ledger/charges";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Takes an amount from available credit without a hold. Rules: `chargeNow` in domain/ledger.
 * @throws RefusedError `insufficient_credit`, `budget_exceeded`, `unknown_resource`, `balance_above_limit`
 * @source docs/rules.md#charges
 */
export const createCharge = ledgerCommand("charge", (input: Parsed<typeof createChargeInput>) => ({
  amount: input.amount,
  onShortfall: input.onShortfall,
  resource: input.resource ?? null,
  project: input.project ?? null,
  member: input.member ?? null,
}));
