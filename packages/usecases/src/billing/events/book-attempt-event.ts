import { attemptById, attemptByPage, attemptOfPayment, type PaymentAttemptRow } from "@scrip/db/billing";
import { InvariantError, inOrganization } from "@scrip/db/connection";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import type { EventDeps, EventHandler, EventInHand } from "./event-in-hand.ts";
import { isPaidBack } from "./is-paid-back.ts";

/**
 * Books the attempt that an event is about: a page that was filled or ended, a payment that succeeded, failed or is on its
 * way, an invoice that was paid.
 * @throws InvariantError for a payment that names an attempt and is not its payment, until it is paid back
 * @source docs/rules.md#events-of-the-gateway
 */
export const bookAttemptEvent: EventHandler = async (deps, event) => {
  const attempt = await attemptOfEvent(deps, event);
  if (attempt === null) return "ignored";
  const { page, payment, invoice } = event.subjects;
  // An attempt whose answer was lost does not know its names yet.
  const { attempt: after } = await lookUpAttempt(deps, {
    ...attempt,
    pageId: attempt.pageId ?? page,
    paymentId: attempt.paymentId ?? payment,
    invoiceId: attempt.invoiceId ?? invoice,
  });
  const isPaid = event.type === "payment_intent.succeeded" && after.state !== "failed";
  return isPaid && payment !== null ? bookedPayment(deps, attempt, payment) : "booked";
};

/**
 * Whether a payment that succeeded was booked. One that only names the attempt gives nothing, and must not be lost from
 * sight: its event fails until the payment is paid back.
 */
async function bookedPayment(
  deps: EventDeps,
  { orgId, id }: PaymentAttemptRow,
  payment: string,
): Promise<"booked" | "ignored"> {
  if ((await attemptOfPayment(deps.homes.platform, payment)) !== null) return "booked";
  if (await isPaidBack(deps, payment)) return "ignored";
  throw new InvariantError(`payment ${payment} names attempt ${id} of ${orgId} and is not its payment: pay it back`);
}

/**
 * The attempt that an event is about: the one that its object names, or that its payment or its page belongs to.
 * @returns `null` for what Scrip did not ask for
 * @throws InvariantError if it names an attempt that this organization does not have, as after a restore, and was not
 * paid back
 */
export async function attemptOfEvent(
  deps: EventDeps,
  { id, orgId, subjects }: EventInHand,
): Promise<PaymentAttemptRow | null> {
  const { organizations, platform } = deps.homes;
  const { attempt: named, payment, page } = subjects;
  const claimed = payment === null ? null : await attemptOfPayment(platform, payment);
  const attemptId = claimed?.orgId === orgId ? claimed.attemptId : named?.orgId === orgId ? named.attemptId : null;
  if (attemptId === null)
    return page === null ? null : inOrganization(organizations, orgId, (tx) => attemptByPage(tx, orgId, page));
  const attempt = await inOrganization(organizations, orgId, (tx) => attemptById(tx, orgId, attemptId));
  if (attempt === null && (payment === null || !(await isPaidBack(deps, payment))))
    throw new InvariantError(`event ${id} is about attempt ${attemptId}, which ${orgId} does not have`);
  return attempt;
}
