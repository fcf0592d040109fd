import { formatUsd, type Micros } from "../../money/index.ts";
import { type RuleRefusal, refuse } from "./rule.ts";

/** Refuses because credit is missing, with the missing amount. Micro-USD. */
export function insufficientCredit(required: Micros, spendable: Micros): RuleRefusal {
  const missing = required - spendable;
  const message =
    `Not enough credit: ${formatUsd(required)} is needed and ${formatUsd(spendable)} is available. ` +
    `Add at least ${formatUsd(missing)} and try again with a new idempotency key.`;
  return refuse("insufficient_credit", message, {
    required: String(required),
    spendable: String(spendable),
    missing: String(missing),
  });
}
