import { AttemptDecisionEntity, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { isEnded } from "../attempts/book-outcome.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { attemptOfEvent } from "../events/book-attempt-event.ts";
import type { EventHandler } from "../events/event-in-hand.ts";
import { bookTakenBack } from "./book-taken-back.ts";

/**
 * Books the refunds and disputes of the payment that an event is about. The payment itself is booked first, if its own
 * event has not come.
 * @source docs/rules.md#money-taken-back; docs/rules.md#events-of-the-gateway
 */
export const bookMoneyTakenEvent: EventHandler = async (deps, event) => {
  const { payment } = event.subjects;
  const attempt = payment === null ? null : await attemptOfEvent(deps, event);
  if (payment === null || attempt === null) return "ignored";
  if (!isEnded(attempt)) await lookUpAttempt(deps, { ...attempt, paymentId: attempt.paymentId ?? payment });
  const booked = await bookMoneyTakenOf(deps, attempt, payment);
  return booked ? "booked" : "ignored";
};

/**
 * Reads a payment from the gateway and books what was taken back of it.
 * @returns false if the payment gave nothing that can be taken back
 * @throws GatewayError
 */
export async function bookMoneyTakenOf(
  deps: AttemptDeps,
  { orgId, id }: Pick<PaymentAttemptRow, "orgId" | "id">,
  payment: string,
): Promise<boolean> {
  const found = await requireGateway(deps).payments.read(payment);
  const { attempt } = await bookTakenBack(deps, orgId, await bookingOf(deps, orgId, id), found);
  return attempt.state === "succeeded";
}

/** The attempt that books the payment of an attempt: another one, if an operator accepted a payment that was parked. */
async function bookingOf({ homes }: AttemptDeps, orgId: string, attemptId: string): Promise<string> {
  const decision = await inOrganization(homes.organizations, orgId, (tx) =>
    tx.repository(AttemptDecisionEntity).findOneBy({ orgId, attemptId }),
  );
  return decision?.bookedBy ?? attemptId;
}
