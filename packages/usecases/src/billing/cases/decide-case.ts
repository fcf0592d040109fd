import { appendAudit } from "@scrip/db/access";
import { decisionAbout, insertAttempt, insertDecision, moveAttempt, type PaymentAttemptRow } from "@scrip/db/billing";
import { newId, reach } from "@scrip/db/connection";
import { saleToJson, saleTotal } from "@scrip/domain/billing/documents";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type { Deps } from "../../deps.ts";
import { audited } from "../../operators/change-organization.ts";
import type { OperatorCaller } from "../../operators/operator-caller.ts";
import { gatewayUnavailable, requireGateway } from "../attempts/attempt-deps.ts";
import { endUnwanted } from "../attempts/end-unwanted.ts";
import { inAttempt } from "../attempts/in-attempt.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { NO_ANSWER } from "../attempts/send-attempt.ts";
import { EFFECTS } from "../outcomes/effects.ts";
import { tryOfAccepted } from "../outcomes/plan-period.ts";
import { type CaseSeen, type CaseStep, caseNotOpen, seeCase } from "./see-case.ts";

/** What an operator decides about a parked attempt. */
export interface CaseDecision {
  readonly orgId: string;
  readonly attemptId: string;
  readonly step: CaseStep;
  /** 5 to 500 characters, for both audit logs. */
  readonly reason: string;
}

type CaseDeps = Pick<Deps, "homes" | "ledger" | "books" | "gateway">;

const DECISIONS = { accept: "accepted", refund: "refunded", close: "closed" } as const;

/**
 * Decides about an attempt that is parked, from what the gateway says at this moment. The attempt stays as it is; the
 * decision is a row of its own. A payment that is accepted is booked by a new attempt, which asks the gateway for no
 * money and only looks the payment up.
 * @returns the attempt that booked the payment; `null` if none did
 * @throws RefusedError `operators_only`, `payment_not_found`, `case_not_open`, `payment_unavailable`
 * @throws TransientError if the gateway does not answer
 * @source docs/rules.md#parked-payments
 */
export function decideCase(
  deps: CaseDeps,
  operator: OperatorCaller,
  decision: CaseDecision,
): Promise<PaymentAttemptRow | null> {
  const { orgId, attemptId, step, reason } = decision;
  const details = { attempt: `attempt_${attemptId}`, decision: DECISIONS[step] };
  return audited(deps, operator, { orgId, reason, action: "payment.decided", details }, async () => {
    const seen = await seeCase(deps, { orgId, attemptId });
    if (seen.outcome === null) throw gatewayUnavailable(new Error("the gateway did not say what it has"));
    const isPaidBack = step === "refund" && wasRefundedHere(seen);
    if (!isPaidBack && !seen.steps.includes(step)) throw caseNotOpen(attemptId, whyNot(step, seen));
    // An accepted payment may be months old, so the plan renews by another subscription of the gateway.
    await endUnwanted(deps, seen.attempt);
    if (step === "refund" && !isPaidBack) await refundAll(deps, seen, reason);
    reach("case.refunded");
    const bookedBy = await write(deps, operator, decision, seen);
    reach("case.decided");
    if (bookedBy === null) return null;
    const { attempt } = await lookUpAttempt(deps, bookedBy);
    return attempt;
  });
}

/** Whether an earlier call paid everything back and ended before it wrote the decision. */
function wasRefundedHere({ attempt, payment, steps }: CaseSeen): boolean {
  const isOurs = (key: string | null): boolean => key?.split(":")[0] === attempt.id;
  return (
    steps.includes("close") && payment?.refunds.some(({ key, state }) => state !== "failed" && isOurs(key)) === true
  );
}

function whyNot(step: CaseStep, { outcome, why }: CaseSeen): string {
  if (outcome?.seen.kind === "processing") return "The money is still on its way.";
  if (step === "close") return "It was paid: accept the payment, or refund it.";
  return outcome?.seen.kind === "paid" ? `${why}, so it cannot be accepted.` : "Nothing was paid that is left.";
}

/**
 * Pays back everything that was taken. Under the attempt's id, so a repetition pays nothing a second time. After a refund
 * that failed, the next one has a key of its own.
 */
async function refundAll(deps: CaseDeps, { attempt, payment }: CaseSeen, reason: string): Promise<void> {
  if (payment === null) return;
  const known = payment.refunds.filter(({ state }) => state !== "failed").reduce((sum, each) => sum + each.gross, 0n);
  try {
    const failures = payment.refunds.filter(({ state }) => state === "failed").length;
    const key = failures === 0 ? attempt.id : `${attempt.id}:${failures}`;
    await requireGateway(deps).refunds.refund(key, payment.id, payment.gross - known, reason);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.kind === "unavailable") throw gatewayUnavailable(error);
    throw caseNotOpen(attempt.id, error.message);
  }
}

/** Writes the decision, and the attempt that books an accepted payment, with the due work that finishes it. */
function write(
  deps: CaseDeps,
  { personId, from }: OperatorCaller,
  { orgId, attemptId, step, reason }: CaseDecision,
  { payment, sale }: CaseSeen,
): Promise<PaymentAttemptRow | null> {
  return inAttempt(deps, orgId, attemptId, async (within) => {
    const { tx, organization, attempt, setDue } = within;
    if ((await decisionAbout(tx, orgId, attemptId)) !== null) throw caseNotOpen(attemptId, "It was decided just now.");
    const bookedBy =
      step === "accept" && payment !== null && sale !== null ? await insertAccepted(within, payment.id, sale) : null;
    await insertDecision(tx, {
      orgId,
      attemptId,
      decision: DECISIONS[step],
      bookedBy: bookedBy?.id ?? null,
      operatorId: personId,
      reason,
      at: organization.time,
    });
    await setDue("resolve_attempt", attemptId, null);
    // What waited for the payment goes on without it: the start of a plan, its period, automatic top-up.
    if (bookedBy === null)
      await EFFECTS[attempt.purpose].noted?.(
        { ...within, deps, seen: NO_ANSWER },
        { kind: "failed", why: "abandoned" },
      );
    await appendAudit(tx, orgId, {
      actor: { type: "operator", id: personId },
      action: "payment.decided",
      target: { type: "payment", id: attempt.id },
      outcome: "done",
      from,
      reason,
      details: { decision: DECISIONS[step], amount: String(payment?.gross ?? attempt.gross) },
    });
    return bookedBy;
  });
}

/**
 * Writes the attempt that books an accepted payment. It is `unknown` from the start, so that it is only looked up: it never
 * asks the gateway for money. An automatic payment becomes a purchase, since the caps do not bind an operator.
 */
async function insertAccepted(
  { tx, organization, attempt, setDue }: Parameters<Parameters<typeof inAttempt>[3]>[0],
  paymentId: string,
  sale: NonNullable<CaseSeen["sale"]>,
): Promise<PaymentAttemptRow> {
  const { net, tax, gross } = saleTotal(sale).total;
  const purpose = attempt.purpose === "auto_topup" ? "purchase" : attempt.purpose;
  const { way, bonus, bonusDays, customer, livemode, method, fingerprint, paidWith, invoiceId } = attempt;
  const made = await insertAttempt(tx, organization, {
    id: newId(),
    purpose,
    way,
    net,
    tax,
    gross,
    sale: saleToJson(sale),
    bonus,
    bonusDays,
    customer,
    livemode,
    subscriptionId: attempt.subscriptionId,
    month: attempt.month,
    try: tryOfAccepted(attempt),
    actorType: attempt.actorType,
    actorId: attempt.actorId,
    idempotencyKey: null,
    payloadHash: null,
    method,
    fingerprint,
    paidWith,
    paymentId,
    invoiceId,
  });
  await setDue("resolve_attempt", made.id, organization.time.getTime());
  const submitted = await moveAttempt(tx, made, ["submitted"], { submittedAt: organization.now });
  return moveAttempt(tx, submitted, ["unknown"], {});
}
