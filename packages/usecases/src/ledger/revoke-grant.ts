import type { revokeGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Takes back credit whose payment was refunded or is disputed. Rules: `revokeGrant` in domain/ledger.
 * @throws RefusedError `grant_not_found`, `beyond_grant`, `balance_above_limit`
 * @source docs/rules.md#revocation; docs/invariants.md#l23
 */
export const revokeGrant = ledgerCommand("revokeGrant", (input: Parsed<typeof revokeGrantInput>) => ({
  grantId: input.grant,
  amount: input.amount,
}));
