import type { forgiveDebtInput } from "@scrip/contract/ledger/debts";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Writes a part of a debt off. Rules: `forgiveDebt` in domain/ledger.
 * @throws RefusedError `debt_not_open`, `beyond_debt`
 * @source docs/rules.md#forgiving
 */
export const forgiveDebt = ledgerCommand("forgiveDebt", (input: Parsed<typeof forgiveDebtInput>) => ({
  debtId: input.debt,
  amount: input.amount,
}));
