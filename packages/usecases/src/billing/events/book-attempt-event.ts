import { attemptById, attemptByPage, attemptOfPayment, type PaymentAttemptRow } from "@scrip/db/billing";
import { InvariantError, inOrganization } from "@scrip/db/connection";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import type { EventDeps, EventHandler, EventInHand } from "./event-in-hand.ts";

/**
 * Books the attempt that an event is about: a page that was filled or ended, a payment that succeeded, failed or is on its
 * way, an invoice that was paid.
 * @source docs/rules.md#events-of-the-gateway
 */
export const bookAttemptEvent: EventHandler = async (deps, event) => {
  const attempt = await attemptOfEvent(deps, event);
  if (attempt === null) return "ignored";
  const { page, payment, invoice } = event.subjects;
  // An attempt whose answer was lost does not know its names yet.
  await lookUpAttempt(deps, {
    ...attempt,
    pageId: attempt.pageId ?? page,
    paymentId: attempt.paymentId ?? payment,
    invoiceId: attempt.invoiceId ?? invoice,
  });
  return "booked";
};

/**
 * The attempt that an event is about: the one that its object names, or that its payment or its page belongs to.
 * @returns `null` for what Scrip did not ask for
 * @throws InvariantError if it names an attempt that this organization does not have, as after a restore
 */
export async function attemptOfEvent(
  { homes }: Pick<EventDeps, "homes">,
  { id, orgId, subjects }: EventInHand,
): Promise<PaymentAttemptRow | null> {
  const { attempt: named, payment, page } = subjects;
  const claimed = payment === null ? null : await attemptOfPayment(homes.platform, payment);
  const attemptId = claimed?.orgId === orgId ? claimed.attemptId : named?.orgId === orgId ? named.attemptId : null;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    if (attemptId === null) return page === null ? null : attemptByPage(tx, orgId, page);
    const attempt = await attemptById(tx, orgId, attemptId);
    if (attempt === null)
      throw new InvariantError(`event ${id} is about attempt ${attemptId}, which ${orgId} does not have`);
    return attempt;
  });
}
