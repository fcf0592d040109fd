import type { reinstateGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Takes a revocation back. Rules: `reinstateGrant` in domain/ledger.
 * @throws RefusedError `grant_not_found`, `beyond_revoked`, `balance_above_limit`
 * @source docs/rules.md#reinstatement; docs/invariants.md#l23
 */
export const reinstateGrant = ledgerCommand("reinstateGrant", (input: Parsed<typeof reinstateGrantInput>) => ({
  grantId: input.grant,
  amount: input.amount,
}));
