import { attemptById, PaymentAttemptEntity, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { getLink, openSubscription } from "@scrip/db/plans";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { followSubscription } from "../plans/follow-subscription.ts";
import type { EventDeps, EventHandler, EventInHand } from "./event-in-hand.ts";

/**
 * Books what an event about a subscription, or about one of its invoices, is about: a payment that its attempt does not
 * know of yet, and what a member did with the subscription at the gateway.
 * @source docs/rules.md#plans-at-the-gateway; docs/rules.md#events-of-the-gateway
 */
export const bookPlanEvent: EventHandler = async (deps, event) => {
  const { orgId, objectId, subjects } = event;
  const subscription = objectId.startsWith("sub_") ? objectId : subjects.subscription;
  if (subscription === null) return "ignored";
  const attempt = await awaitedAttempt(deps, event, subscription);
  if (attempt !== null && attempt.state !== "created")
    await lookUpAttempt(deps, { ...attempt, invoiceId: attempt.invoiceId ?? subjects.invoice });
  await followSubscription(deps, orgId, subscription);
  return "booked";
};

/**
 * The attempt that waits for a payment of a subscription: the newest of its running period, or the one that starts it.
 * @returns `null` if none waits
 */
function awaitedAttempt(
  { homes }: EventDeps,
  { orgId, subjects }: EventInHand,
  id: string,
): Promise<PaymentAttemptRow | null> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const link = await getLink(tx, orgId, id);
    const named = subjects.attempt?.orgId === orgId ? subjects.attempt.attemptId : null;
    if (link === null) return named === null ? null : attemptById(tx, orgId, named);
    const running = await openSubscription(tx, orgId);
    if (running === null || running.id !== link.subscriptionId || running.period.paidAt !== null) return null;
    const where = { orgId, subscriptionId: running.id, month: running.period.month };
    return tx.repository(PaymentAttemptEntity).findOne({ where, order: { try: "DESC" } });
  });
}
