import { formatUsd, greatest, MAX_BALANCE, type Micros } from "../../money/index.ts";
import type { Draft } from "./draft.ts";
import { type RuleRefusal, refuse } from "./rule.ts";
import { totalOf } from "./state.ts";

/**
 * Checks an organization's sums after a command, so that no amount leaves 64 bits. A command that makes a balance above
 * the limit smaller is always allowed.
 * @returns `null`, or the refusal `balance_above_limit`
 * @source docs/rules.md#limits
 */
export function checkBalance(draft: Draft): RuleRefusal | null {
  return draft.total > totalOf(draft.ledger.balance) ? checkTotal(draft.total) : null;
}

/**
 * Checks that available, reserved and owed together stay within the limit.
 * @refuses `balance_above_limit`
 */
export function checkTotal(total: Micros): RuleRefusal | null {
  if (total <= MAX_BALANCE) return null;
  const message =
    `Available, reserved and owed would together be ${formatUsd(total)}, ` +
    `more than the limit of ${formatUsd(MAX_BALANCE)}.`;
  return refuse("balance_above_limit", message, { total: String(total), limit: String(MAX_BALANCE) });
}

/**
 * The largest charge that leaves the sums within the limit, in micro-USD: credit that covers it goes, and the rest
 * becomes debt.
 * @param covered the credit that the charge can take
 */
export function mostChargeable(draft: Draft, covered: Micros): Micros {
  return greatest(MAX_BALANCE - draft.total + 2n * covered, covered);
}
