import type { settleHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Charges a part of a hold. Rules: `settleHold` in domain/ledger.
 * @throws RefusedError `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#settle
 */
export const settleHold = ledgerCommand("settleHold", (input: Parsed<typeof settleHoldInput>) => ({
  holdId: input.hold,
  amount: input.amount,
  close: input.close,
  resource: input.resource ?? null,
}));
