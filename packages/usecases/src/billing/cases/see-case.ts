import { attemptById, decisionAbout, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { PARKED_WHY, type ParkedWhy } from "@scrip/domain/billing/attempts";
import { type Sale, type SaleJson, saleFromJson, saleOfTotal } from "@scrip/domain/billing/documents";
import { GatewayError, type GatewayOutcome, type GatewayPayment } from "@scrip/domain/billing/gateway";
import type { Catalog } from "@scrip/domain/catalog";
import { inPlan } from "../../plans/in-plan.ts";
import { refused } from "../../refused.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { planWaits } from "../outcomes/plan-effect.ts";
import { periodOf } from "../outcomes/plan-period.ts";

/** What can be done about an attempt that is parked. */
export type CaseStep = "accept" | "refund" | "close";

/** An attempt that is parked, with what the gateway says of it now. */
export interface CaseSeen {
  readonly attempt: PaymentAttemptRow;
  /** Why it is parked, in words. */
  readonly why: string;
  /** What the gateway says; `null` if it did not answer. */
  readonly outcome: GatewayOutcome | null;
  /** The payment with its refunds and disputes, if there is one. */
  readonly payment: GatewayPayment | null;
  /** What the payment buys, if it can be accepted. */
  readonly sale: Sale<Catalog> | null;
  readonly steps: readonly CaseStep[];
}

/**
 * Looks at an attempt that is parked, and asks the gateway about it. Changes nothing.
 * @throws RefusedError `payment_not_found`, `case_not_open`, `payment_unavailable`
 * @source docs/rules.md#parked-payments
 */
export async function seeCase(
  deps: AttemptDeps,
  { orgId, attemptId }: { readonly orgId: string; readonly attemptId: string },
): Promise<CaseSeen> {
  const gateway = requireGateway(deps);
  const attempt = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const found = await attemptById(tx, orgId, attemptId);
    if (found === null) throw refused("payment_not_found", "There is no such payment.", { attempt: attemptId });
    const decision = await decisionAbout(tx, orgId, attemptId);
    if (found.state !== "parked" || decision !== null)
      throw caseNotOpen(attemptId, decision === null ? `It is ${found.state}.` : `It was ${decision.decision} before.`);
    return found;
  });
  const why = PARKED_WHY[(attempt.why ?? "no_outcome") as ParkedWhy];
  try {
    const { customer, pageId, paymentId, invoiceId } = attempt;
    const known = { attemptId, customer, page: pageId, payment: paymentId, invoice: invoiceId };
    const outcome = await gateway.payments.lookUp(known);
    const name = outcome.seen.kind === "paid" ? outcome.seen.payment.id : outcome.payment;
    const payment = name === null ? null : await gateway.payments.read(name);
    const sale = payment === null ? null : await acceptableSale(deps, attempt, payment);
    return { attempt, why, outcome, payment, sale, steps: stepsOf(outcome, payment, sale !== null) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { attempt, why, outcome: null, payment: null, sale: null, steps: [] };
  }
}

/** The refusal for an attempt that waits for no decision, or not for this one. */
export function caseNotOpen(attempt: string, reason: string) {
  return refused("case_not_open", `This cannot be decided: ${reason}`, { attempt, reason });
}

/** What can be done. Money that was taken can be paid back; without money the case is closed. */
function stepsOf({ seen }: GatewayOutcome, payment: GatewayPayment | null, isAcceptable: boolean): readonly CaseStep[] {
  if (seen.kind === "processing") return [];
  if (seen.kind !== "paid" || payment === null) return seen.kind === "no_answer" ? [] : ["close"];
  const steps: CaseStep[] = [];
  if (isAcceptable) steps.push("accept");
  if (leftOf(payment) > 0n) steps.push("refund");
  return leftOf(payment) > 0n ? steps : [...steps, "close"];
}

/**
 * What the payment of an attempt buys, if it can be accepted; `null` if it cannot. It must be one of the organization's
 * customer, in dollars, in the mode of the platform, and neither refunded nor disputed. Any amount buys credit. A plan has
 * one price, and must still wait for its payment.
 */
async function acceptableSale(
  deps: AttemptDeps,
  attempt: PaymentAttemptRow,
  payment: GatewayPayment,
): Promise<Sale<Catalog> | null> {
  const isOurs = payment.customer === attempt.customer && payment.livemode === attempt.livemode;
  if (!isOurs || payment.currency !== "usd") return null;
  if (attempt.why === "payment_taken" || leftOf(payment) < payment.gross) return null;
  const sale = saleFromJson(attempt.sale as SaleJson);
  if (attempt.purpose !== "subscription") return saleOfTotal(sale, payment.gross);
  if (payment.gross !== attempt.gross) return null;
  const waits = await inPlan(deps, { orgId: attempt.orgId, caller: null }, (plan) =>
    planWaits(plan, periodOf(attempt)),
  );
  return waits ? sale : null;
}

/** What was not paid back and is not disputed, in micro-USD. */
function leftOf({ gross, refunds, disputes }: GatewayPayment): bigint {
  let left = gross;
  for (const refund of refunds) if (refund.state !== "failed") left -= refund.gross;
  for (const dispute of disputes) if (dispute.state !== "won") left -= dispute.gross;
  return left;
}
