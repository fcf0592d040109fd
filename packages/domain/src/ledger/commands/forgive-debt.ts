import { formatUsd, type Micros } from "../../money/index.ts";
import type { ForgiveAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { ForgiveDebt } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The terms of the debt. */
export const forgiveDebtNeeds = ({ debtId }: ForgiveDebt): Needs => ({ paymentsOf: debtId });

/**
 * Forgives a part of an open debt. The paid part of a debt stays paid.
 * @refuses `debt_not_open`, `beyond_debt`
 * @source docs/rules.md#forgiving
 */
export function forgiveDebt(draft: Draft, command: ForgiveDebt): ForgiveAnswer | RuleRefusal {
  const { debtId, amount } = command;
  const open = draft.ledger.debts.get(debtId)?.open ?? 0n;
  if (open === 0n)
    return refuse("debt_not_open", "There is no open debt of this id: it is paid or forgiven, or never was.", {
      debt: debtId,
    });
  if (amount > open) {
    const message = `Only ${formatUsd(open)} of the debt is open; ${formatUsd(amount)} was to be forgiven.`;
    return refuse("beyond_debt", message, { debt: debtId, open: String(open), asked: String(amount) });
  }
  writeOff(draft, debtId, amount);
  return {
    debt: debtId,
    forgiven: String(amount),
    open: String(open - amount),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/** Books an entry that forgives a part of a debt, in micro-USD; books none for zero. */
export function writeOff(draft: Draft, debtId: Id, amount: Micros): void {
  if (amount === 0n) return;
  const debt = draft.corrections.debts.get(debtId);
  if (debt === undefined) throw new Error(`the ledger was loaded without the terms of debt ${debtId}`);
  draft.post("owed", "forgiven", amount, { debtId });
  draft.enter("debt_forgiven", { type: "debt", debt });
}
