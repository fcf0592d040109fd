import type { Report } from "../finding.ts";
import type { AttemptRow, PaymentRows } from "../payment-rows.ts";
import type { PeriodRow } from "../plan-rows.ts";
import type { GrantRow } from "../rows.ts";

const STATES = new Set(["created", "submitted", "succeeded", "failed", "unknown", "parked"]);
const ENDED = new Set(["succeeded", "failed"]);
const DECISIONS = new Set(["accepted", "refunded", "closed"]);

/** Grants of payments have business keys of this form, which no caller can give. */
const OF_PAYMENTS = /^stripe:([^:]+)(:bonus)?$/;

/**
 * Checks the attempts to take payments. L21: an attempt was submitted unless it is only created, has ended if it succeeded
 * or failed, and only one that is parked has a decision. L22: a payment that succeeded belongs to one attempt of the
 * organization's customer, and gave one grant of its net amount, and the bonus, or paid one period; and each grant of a
 * payment, and each period that a payment paid, has its attempt.
 */
export function checkAttempts(
  rows: PaymentRows,
  { grants, periods }: { readonly grants: readonly GrantRow[]; readonly periods: readonly PeriodRow[] },
  report: Report,
): void {
  const seen = new Set<string>();
  for (const attempt of rows.attempts) {
    if (seen.has(attempt.id)) report("L21", rowOf(attempt), "it has two rows");
    seen.add(attempt.id);
    checkState(attempt, report);
    checkAmounts(attempt, rows, report);
  }
  checkDecisions(rows, report);
  checkGrants(rows.attempts, grants, report);
  checkPeriods(rows.attempts, periods, report);
}

function checkState(attempt: AttemptRow, report: Report): void {
  const { state, isSubmitted, isEnded, why } = attempt;
  const wrong = (message: string): void => report("L21", rowOf(attempt), message);
  if (!STATES.has(state)) wrong(`"${state}" is no state`);
  if (isSubmitted === (state === "created")) wrong(`it is ${state}, and ${isSubmitted ? "was" : "was not"} submitted`);
  if (isEnded !== ENDED.has(state)) wrong(`it is ${state}, and ${isEnded ? "has" : "has not"} ended`);
  if (why === null && (state === "parked" || state === "failed")) wrong(`it is ${state} without a reason`);
}

function checkAmounts(attempt: AttemptRow, { accounts }: PaymentRows, report: Report): void {
  const { net, tax, gross, customer, livemode } = attempt;
  if (net <= 0n || tax < 0n || gross !== net + tax || gross % 10_000n !== 0n)
    report("L22", rowOf(attempt), `${net} and a tax of ${tax} are no payment of ${gross}`);
  const [account] = accounts;
  if (account === undefined || account.customer !== customer || account.livemode !== livemode)
    report("L22", rowOf(attempt), `its customer ${customer} is not that of the organization`);
}

function checkDecisions({ attempts, decisions }: PaymentRows, report: Report): void {
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const decided = new Set<string>();
  for (const { attemptId, decision, bookedBy } of decisions) {
    const rows = [`decision about attempt ${attemptId}`];
    const attempt = byId.get(attemptId);
    if (decided.has(attemptId)) report("L21", rows, "there are two of them");
    decided.add(attemptId);
    if (attempt === undefined) report("L28", rows, "the attempt does not exist");
    else if (attempt.state !== "parked") report("L21", rows, `the attempt is ${attempt.state}, and not parked`);
    if (!DECISIONS.has(decision)) report("L21", rows, `"${decision}" is no decision`);
    if ((decision === "accepted") !== (bookedBy !== null)) report("L22", rows, "only what is accepted is booked");
    const booked = bookedBy === null ? undefined : byId.get(bookedBy);
    if (bookedBy !== null && (booked === undefined || booked.state === "failed"))
      report(
        "L22",
        rows,
        `the attempt ${bookedBy}, which books it, ${booked === undefined ? "does not exist" : "failed"}`,
      );
  }
}

function checkGrants(attempts: readonly AttemptRow[], grants: readonly GrantRow[], report: Report): void {
  const byKey = new Map(
    grants.flatMap((grant) => (OF_PAYMENTS.test(grant.businessKey) ? [[grant.businessKey, grant] as const] : [])),
  );
  const payments = new Set<string>();
  for (const attempt of attempts) {
    const { state, payment, purpose, net, bonus, grantId } = attempt;
    if (state !== "succeeded") {
      if (grantId !== null) report("L22", rowOf(attempt), `it is ${state}, and has the grant ${grantId}`);
      continue;
    }
    if (payment === null) report("L22", rowOf(attempt), "it succeeded without a payment");
    else if (payments.has(payment)) report("L22", rowOf(attempt), `another attempt has the payment ${payment}`);
    payments.add(payment ?? "");
    if (purpose === "subscription") continue;
    const credit = byKey.get(`stripe:${payment}`);
    if (credit === undefined || credit.id !== grantId || credit.amount !== net || credit.kind !== "paid")
      report("L22", rowOf(attempt), `its payment ${payment} gave no grant of ${net}`);
    const extra = byKey.get(`stripe:${payment}:bonus`);
    if ((extra?.amount ?? null) !== bonus || (extra !== undefined && extra.kind !== "promotional"))
      report("L22", rowOf(attempt), `its bonus is ${bonus ?? 0n}, and ${extra?.amount ?? 0n} was given`);
    byKey.delete(`stripe:${payment}`);
    byKey.delete(`stripe:${payment}:bonus`);
  }
  for (const { id, businessKey } of byKey.values())
    report("L22", [`grant ${id}`], `no attempt that succeeded has the payment of "${businessKey}"`);
}

/** A period has the name of its payment if Scrip collected it; the platform's own payments have names of another form. */
function checkPeriods(attempts: readonly AttemptRow[], periods: readonly PeriodRow[], report: Report): void {
  const ofPlans = new Map(
    attempts.flatMap((attempt) =>
      attempt.purpose === "subscription" && attempt.state === "succeeded" ? [[attempt.payment, attempt] as const] : [],
    ),
  );
  const paid = new Set<string>();
  for (const { subscriptionId, month, payment, price } of periods) {
    if (payment === null || !payment.startsWith("pi_")) continue;
    const rows = [`period ${month} of subscription ${subscriptionId}`];
    const attempt = ofPlans.get(payment);
    if (paid.has(payment)) report("L22", rows, `the payment ${payment} paid another period too`);
    paid.add(payment);
    if (attempt === undefined) report("L22", rows, `no attempt that succeeded has its payment ${payment}`);
    else if (attempt.net !== price) report("L22", rows, `it costs ${price}, and ${attempt.net} was paid`);
  }
}

/** The name of an attempt in findings. */
export function rowOf({ id }: Pick<AttemptRow, "id">): readonly string[] {
  return [`attempt ${id}`];
}
