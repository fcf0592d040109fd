import type { releaseHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Gives a part of a hold back. Rules: `releaseHold` in domain/ledger.
 * @throws RefusedError `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#void
 */
export const releaseHold = ledgerCommand("releaseHold", (input: Parsed<typeof releaseHoldInput>) => ({
  holdId: input.hold,
  amount: input.amount,
}));
