import { appendAudit } from "@scrip/db/access";
import { decisionAbout, type PaymentAttemptRow, undoDecision } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { GatewayPayment } from "@scrip/domain/billing/gateway";
import { FROM_WITHIN } from "../../deps.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { inAttempt } from "../attempts/in-attempt.ts";

/**
 * Opens the case of a parked payment again if its refund failed: the bank sent the money back to the platform, and an
 * operator must decide again. Safe to repeat, and late news of an earlier refund changes nothing.
 * @returns whether it was opened now
 * @source docs/rules.md#parked-payments
 */
export async function reopenCase(
  deps: Pick<AttemptDeps, "homes" | "ledger">,
  { orgId, id }: Pick<PaymentAttemptRow, "orgId" | "id">,
  { refunds, disputes }: Pick<GatewayPayment, "refunds" | "disputes">,
): Promise<boolean> {
  const hasFailed = refunds.some(({ state }) => state === "failed");
  const isPaidBack = refunds.some(({ state }) => state !== "failed") || disputes.some(({ state }) => state !== "won");
  if (!hasFailed || isPaidBack) return false;
  const decided = await inOrganization(deps.homes.organizations, orgId, (tx) => decisionAbout(tx, orgId, id));
  if (decided?.decision !== "refunded") return false;
  return inAttempt(deps, orgId, id, async ({ tx, attempt, organization, setDue }) => {
    const decision = await decisionAbout(tx, orgId, id);
    if (decision?.decision !== "refunded" || attempt.state !== "parked") return false;
    const { time, onTestClock } = organization;
    await undoDecision(tx, decision, time);
    // The worker alerts the operators. A test clock would stop at parked work for ever.
    if (!onTestClock) await setDue("resolve_attempt", id, time.getTime());
    await appendAudit(tx, orgId, {
      actor: { type: "system", id: null },
      action: "payment.refund_failed",
      target: { type: "payment", id },
      outcome: "done",
      from: FROM_WITHIN,
      details: { amount: String(attempt.gross) },
    });
    return true;
  });
}
