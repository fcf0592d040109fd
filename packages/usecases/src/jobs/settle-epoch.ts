import type { settleEpochInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../ledger/ledger-command.ts";

/**
 * Charges an epoch and reserves the next one. Rules: `settleEpoch` in domain/ledger.
 * @returns what the work should do now: `continue` or `pause`
 * @throws RefusedError `job_not_found`, `job_closed`, `job_not_in_epochs`, `quantity_goes_back`,
 *   `quantity_ahead_of_time`, `next_not_ahead`
 * @source docs/rules.md#settle-an-epoch
 */
export const settleEpoch = ledgerCommand("settleEpoch", (input: Parsed<typeof settleEpochInput>) => ({
  ref: input.job,
  quantityMs: input.quantityMs,
  next: input.next,
}));
