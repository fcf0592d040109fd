import type { forgiveDebtInput } from "@scrip/contract/ledger/debts";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { ForgiveAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Writes a part of a debt off. Rules: `forgiveDebt` in domain/ledger.
 * @throws Refused `debt_not_open`, `beyond_debt`
 * @source DESIGN 3
 */
export async function forgiveDebt(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof forgiveDebtInput>,
): Promise<ForgiveAnswer> {
  const command = { ...commandBase(caller), kind: "forgiveDebt", debtId: input.debt, amount: input.amount } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
