import type { placeHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Reserves credit without a job. Rules: `placeHold` in domain/ledger.
 * @throws RefusedError `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#holds
 */
export const placeHold = ledgerCommand("placeHold", (input: Parsed<typeof placeHoldInput>) => ({
  amount: input.amount,
  ttlMs: input.ttlSeconds === undefined ? null : input.ttlSeconds * 1000,
}));
