import { toAttempt } from "@scrip/db/billing";
import { type DueWork, FinalError } from "@scrip/db/due";
import { nextStep, PARKED_WHY, type ParkedWhy, type PaymentWay } from "@scrip/domain/billing/attempts";
import { type AttemptDeps, gatewayUnavailable } from "./attempt-deps.ts";
import { bookOutcome } from "./book-outcome.ts";
import { endUnwanted } from "./end-unwanted.ts";
import { inAttempt } from "./in-attempt.ts";
import { lookUpAttempt } from "./look-up-attempt.ts";
import { type Ask, NO_ANSWER, sendAttempt, submitAttempt } from "./send-attempt.ts";

/** How the gateway is asked for the payments that need no page. */
export type Asks = Readonly<Record<Exclude<PaymentWay, "page">, Ask>>;

/**
 * Finishes an attempt without an outcome, as due work: the gateway is asked again under the same key, or only what became
 * of it. Safe to repeat and to run twice at once.
 * @throws FinalError for a parked attempt, which parks the work and alerts the operators
 * @source docs/rules.md#payment-attempts
 */
export async function resolveAttempt(deps: AttemptDeps, { orgId, refId: id }: DueWork, asks: Asks): Promise<void> {
  const { attempt, now } = await inAttempt(deps, orgId, id, ({ attempt: found, organization }) =>
    Promise.resolve({ attempt: found, now: organization.now.getTime() }),
  );
  if (deps.gateway === undefined) throw gatewayUnavailable(new Error("this process has no gateway"));
  if (attempt.state === "parked") {
    await endUnwanted(deps, attempt);
    throw new FinalError(sentenceOf(id, attempt.paymentId, attempt.why));
  }
  switch (nextStep(toAttempt(attempt), now)) {
    case "none":
      await inAttempt(deps, orgId, id, ({ setDue }) => setDue("resolve_attempt", id, null));
      return;
    case "abandon":
      await submitAttempt(deps, orgId, id);
      await bookOutcome(deps, orgId, id, { ...NO_ANSWER, seen: { kind: "failed", why: "abandoned" } });
      return;
    case "look_up": {
      const { after } = await lookUpAttempt(deps, attempt);
      if (after?.kind !== "send_again" || attempt.way === "page") return;
      await sendAttempt(deps, orgId, id, asks[attempt.way]);
      return;
    }
    case "send":
      if (attempt.way !== "page") await sendAttempt(deps, orgId, id, asks[attempt.way]);
  }
}

function sentenceOf(id: string, payment: string | null, why: string | null): string {
  const reason = PARKED_WHY[(why ?? "no_outcome") as ParkedWhy];
  return `payment attempt ${id}${payment === null ? "" : ` (${payment})`} needs a decision: ${reason}`;
}
