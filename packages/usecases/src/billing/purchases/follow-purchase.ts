import { attemptById, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { Caller } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { refused } from "../../refused.ts";
import { type AttemptDeps, askGateway, requireGateway } from "../attempts/attempt-deps.ts";
import { isEnded } from "../attempts/book-outcome.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { type PurchaseView, purchaseView } from "./purchase-view.ts";

/**
 * Looks up what became of a payment and books it, for the member who comes back from the page of the gateway. Neither an
 * event nor due work is needed for the credit to be there. Safe to repeat.
 * @throws RefusedError `purchase_not_found`
 * @source docs/rules.md#purchases
 */
export async function followPurchase(deps: AttemptDeps, orgId: string, attemptId: string): Promise<PurchaseView> {
  const attempt = await purchaseOf(deps, orgId, attemptId);
  const isAsked = !isEnded(attempt) && attempt.state !== "created" && deps.gateway !== undefined;
  return purchaseView(isAsked ? (await lookUpAttempt(deps, attempt)).attempt : attempt);
}

/**
 * Cancels a purchase that waits to be paid: its page takes no payment any more. A purchase that was paid meanwhile stays.
 * Safe to repeat.
 * @returns the purchase: failed, or paid
 * @throws RefusedError `permission_missing`, `purchase_not_found`, `payment_unavailable`
 * @source docs/rules.md#purchases
 */
export async function cancelPurchase(deps: AttemptDeps, caller: Caller, attemptId: string): Promise<PurchaseView> {
  const { orgId } = caller;
  const gateway = requireGateway(deps);
  await inOrganization(deps.homes.organizations, orgId, (tx) => lockAs(tx, caller, "billing:write"));
  const { pageId } = await purchaseOf(deps, orgId, attemptId);
  if (pageId !== null) await askGateway(gateway.pages.expire(pageId));
  return followPurchase(deps, orgId, attemptId);
}

async function purchaseOf({ homes }: AttemptDeps, orgId: string, id: string): Promise<PaymentAttemptRow> {
  const attempt = await inOrganization(homes.organizations, orgId, (tx) => attemptById(tx, orgId, id));
  if (attempt === null) throw refused("purchase_not_found", "There is no such purchase.", { attempt: id });
  return attempt;
}
