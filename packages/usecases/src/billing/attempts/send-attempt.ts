import { moveAttempt, type PaymentAttemptRow } from "@scrip/db/billing";
import { reach } from "@scrip/db/connection";
import { GatewayError, type GatewayOutcome } from "@scrip/domain/billing/gateway";
import { mayCharge } from "../charging/may-charge.ts";
import { type AttemptDeps, requireGateway } from "./attempt-deps.ts";
import { type Booked, bookOutcome, isEnded } from "./book-outcome.ts";
import { chargeOf } from "./charge-of.ts";
import { inAttempt } from "./in-attempt.ts";
import { keepClock } from "./keep-clock.ts";

/** How long an attempt waits for a pause of charging before the next look. */
const PAUSE_MS = 10 * 60_000;

/** Asks the gateway for the payment of an attempt, under the attempt's id as the key. */
export type Ask = (deps: AttemptDeps, attempt: PaymentAttemptRow) => Promise<GatewayOutcome>;

/** Charges the saved method of an attempt. */
export const askSaved: Ask = async (deps, attempt) => {
  await keepClock(deps, attempt.orgId);
  return requireGateway(deps).payments.charge(chargeOf(attempt), attempt.method ?? "");
};

/** What is known if the gateway gave no answer. */
export const NO_ANSWER: GatewayOutcome = {
  seen: { kind: "no_answer" },
  payment: null,
  invoice: null,
  subscription: null,
  method: null,
  paidAt: null,
  page: null,
};

/**
 * Asks the gateway for a payment, outside of any transaction, and books its answer: the second and the third phase of an
 * attempt. A lost answer makes the attempt `unknown`. Asks again under the same key if the attempt was sent before. While
 * charging is paused the attempt waits.
 * @source docs/rules.md#payment-attempts
 */
export async function sendAttempt(deps: AttemptDeps, orgId: string, attemptId: string, ask: Ask): Promise<Booked> {
  if (!(await mayCharge(deps.homes))) return postponed(deps, orgId, attemptId);
  const attempt = await submitAttempt(deps, orgId, attemptId);
  if (isEnded(attempt)) return { attempt, after: null };
  reach("topup.pre_rpc");
  const outcome = await answered(ask(deps, attempt));
  reach("topup.post_rpc");
  return bookOutcome(deps, orgId, attemptId, outcome);
}

/** Leaves an attempt for later. */
function postponed(deps: AttemptDeps, orgId: string, attemptId: string): Promise<Booked> {
  return inAttempt(deps, orgId, attemptId, async ({ attempt, organization, setDue }) => {
    if (!isEnded(attempt)) await setDue("resolve_attempt", attempt.id, organization.time.getTime() + PAUSE_MS);
    return { attempt, after: null };
  });
}

/** Marks that the gateway is asked from now on. Safe to repeat: the first time counts. */
export function submitAttempt(deps: AttemptDeps, orgId: string, attemptId: string): Promise<PaymentAttemptRow> {
  return inAttempt(deps, orgId, attemptId, async ({ tx, organization, attempt }) =>
    attempt.state === "created" ? moveAttempt(tx, attempt, ["submitted"], { submittedAt: organization.now }) : attempt,
  );
}

/** The outcome of a call; no answer if it failed, since it may have worked. */
export function answered(call: Promise<GatewayOutcome>): Promise<GatewayOutcome> {
  return call.catch((error: unknown) => {
    if (error instanceof GatewayError) return NO_ANSWER;
    throw error;
  });
}
