import type { ChargeAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import { bareCharge, owe } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import { checkCredit } from "../state/insufficient.ts";
import { bookOf } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { ChargeNow } from "./command.ts";

/**
 * Takes an amount from free credit without a hold, in burn order. If credit is missing, the rule refuses,
 * or turns the missing part into a debt if `onShortfall` is `owe`.
 * @refuses `insufficient_credit`, `budget_exceeded`, `unknown_resource`, `balance_above_limit`
 * @source docs/rules.md#charges
 */
export function chargeNow(draft: Draft, command: ChargeNow, context: RuleContext): ChargeAnswer | RuleRefusal {
  const { amount, resource, project, member } = command;
  if (resource !== null && bookOf(draft.ledger, context.books).costOf(resource) === undefined)
    return unknownResource(resource);
  const problem =
    (command.onShortfall === "refuse" ? checkCredit(draft, amount) : null) ??
    checkBudgets(draft, amount, draft.counted(command));
  if (problem !== null) return problem;
  const charge = bareCharge(draft, command, { resource, project, member });
  const uncovered = draft.spend(amount);
  owe(draft, uncovered);
  draft.enter("charged", { type: "charge", charge });
  return {
    charge: charge.id,
    charged: String(amount),
    becameOwed: String(uncovered),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/** Refuses a resource that the organization's catalog does not have. */
export function unknownResource(resource: string): RuleRefusal {
  return refuse("unknown_resource", `The catalog has no resource "${resource}".`, { resource });
}
