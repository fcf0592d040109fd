import type { PaymentAttemptRow } from "@scrip/db/billing";
import { type AttemptDeps, requireGateway } from "./attempt-deps.ts";
import { type Booked, bookOutcome } from "./book-outcome.ts";
import { keepClock } from "./keep-clock.ts";
import { answered } from "./send-attempt.ts";

/**
 * Asks the gateway what became of an attempt, and books the answer. Charges nothing.
 * @source docs/rules.md#payment-attempts
 */
export async function lookUpAttempt(deps: AttemptDeps, attempt: PaymentAttemptRow): Promise<Booked> {
  const { orgId, id, customer, pageId, paymentId, invoiceId } = attempt;
  const known = { attemptId: id, customer, page: pageId, payment: paymentId, invoice: invoiceId };
  const lookUp = async () => {
    await keepClock(deps, orgId);
    return requireGateway(deps).payments.lookUp(known);
  };
  return bookOutcome(deps, orgId, id, await answered(lookUp()));
}
