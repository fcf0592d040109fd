import type { cancelGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Cancels a scheduled grant before its time. Rules: `cancelScheduled` in domain/ledger.
 * @throws RefusedError `grant_not_found`, `grant_not_scheduled`
 * @source docs/rules.md#scheduled-grants
 */
export const cancelScheduled = ledgerCommand("cancelScheduled", (input: Parsed<typeof cancelGrantInput>) => ({
  grantId: input.grant,
}));
