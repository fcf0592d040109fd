import { attemptOfPayment } from "@scrip/db/billing";
import { isEnded } from "../attempts/book-outcome.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { bookMoneyTaken } from "../taken-back/book-money-taken.ts";
import { attemptOfEvent } from "./book-attempt-event.ts";
import type { EventHandler } from "./event-in-hand.ts";

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
  // A payment that only names the attempt gave nothing that can be taken back.
  if ((await attemptOfPayment(deps.homes.platform, payment)) === null) return "ignored";
  const booked = await bookMoneyTaken(deps, attempt, payment);
  return booked ? "booked" : "ignored";
};
