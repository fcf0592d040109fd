import { formatUsd, least } from "../../money/index.ts";
import type { RefundAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { RefundCharge } from "./command.ts";
import { writeOff } from "./forgive-debt.ts";
import type { Needs } from "./needs.ts";
import { refundableOf, refundPayments } from "./refund-payments.ts";

/** The payers of the charge, and earlier refunds of it. */
export const refundChargeNeeds = ({ chargeId }: RefundCharge): Needs => ({ paymentsOf: chargeId });

/**
 * Refunds a part of a charge. It first forgives the open debt of the charge, then returns credit as refund
 * grants, which pay other debts at once. The charge itself does not change.
 * @refuses `charge_not_found`, `beyond_charge`
 * @source docs/rules.md#refunds; docs/invariants.md#l19; docs/invariants.md#l31
 */
export function refundCharge(draft: Draft, command: RefundCharge): RefundAnswer | RuleRefusal {
  const { chargeId, amount } = command;
  if (!draft.corrections.charges.has(chargeId))
    return refuse("charge_not_found", "There is no such charge.", { charge: chargeId });
  const open = draft.ledger.debts.get(chargeId)?.open ?? 0n;
  const refundable = open + refundableOf(draft.corrections, chargeId);
  if (amount > refundable) {
    const message = `Only ${formatUsd(refundable)} of the charge can be given back; ${formatUsd(amount)} was asked for.`;
    return refuse("beyond_charge", message, {
      charge: chargeId,
      refundable: String(refundable),
      asked: String(amount),
    });
  }
  const forgiven = least(open, amount);
  const grants: Id[] = [];
  writeOff(draft, chargeId, forgiven);
  refundPayments(draft, command.id, { type: "charge", id: chargeId }, amount - forgiven, grants);
  return {
    charge: chargeId,
    forgiven: String(forgiven),
    refunded: String(amount - forgiven),
    grants,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}
