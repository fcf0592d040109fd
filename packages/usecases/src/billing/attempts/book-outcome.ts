import {
  attemptById,
  attemptOfPayment,
  claimPayment,
  decisionAbout,
  moveAttempt,
  PaymentAttemptEntity,
  type PaymentAttemptRow,
  toAttempt,
} from "@scrip/db/billing";
import { InvariantError, inOrganization, inPlatform, reach, retrying } from "@scrip/db/connection";
import {
  type AfterSeen,
  afterSeen,
  nextLookUp,
  nextPageLookUp,
  paidWith,
  statesTo,
} from "@scrip/domain/billing/attempts";
import type { GatewayOutcome } from "@scrip/domain/billing/gateway";
import { issueOnClock } from "../documents/issue-document.ts";
import { EFFECTS } from "../outcomes/effects.ts";
import type { AttemptDeps } from "./attempt-deps.ts";
import { type InAttempt, inAttempt } from "./in-attempt.ts";

/** What became of an attempt. */
export interface Booked {
  readonly attempt: PaymentAttemptRow;
  /** What followed from the outcome; `null` if the attempt had ended before. */
  readonly after: AfterSeen | null;
}

/** The states in which an attempt has an outcome. */
const ENDED: readonly PaymentAttemptRow["state"][] = ["succeeded", "failed", "parked"];

/** Whether nothing follows for an attempt any more. */
export function isEnded({ state }: Pick<PaymentAttemptRow, "state">): boolean {
  return ENDED.includes(state);
}

/**
 * Books what the gateway says of an attempt, the last of its three phases: state, effect and due work in one
 * transaction. Events, the return page, look-ups and reconciliation all book by this function. Safe to repeat, in any
 * order and at the same time: an attempt has one outcome, and a payment belongs to one attempt.
 * @throws InvariantError if a payment was taken for an attempt that has failed
 * @source docs/rules.md#payment-attempts; docs/invariants.md#l22
 */
export async function bookOutcome(
  deps: AttemptDeps,
  orgId: string,
  attemptId: string,
  outcome: GatewayOutcome,
): Promise<Booked> {
  const isClaimed = await claimed(deps, orgId, attemptId, outcome);
  reach("payment.claimed");
  const booked = await inAttempt(deps, orgId, attemptId, async (within) => {
    const { attempt, organization } = within;
    if (isEnded(attempt)) return ended(deps, within, outcome);
    if (attempt.state === "created") throw new InvariantError(`attempt ${attemptId} has an outcome before it was sent`);
    const decided = afterSeen(toAttempt(attempt), outcome.seen, organization.now.getTime());
    const isOurs = decided.kind !== "succeeded" || isClaimed;
    return book(deps, within, outcome, isOurs ? decided : { kind: "parked", why: "payment_taken" });
  });
  reach("attempt.booked");
  if (booked.after?.kind === "succeeded") await issueOnClock(deps, orgId, attemptId);
  return booked;
}

/**
 * Claims the payment of an outcome, before anything is given for it. An attempt that has failed claims nothing.
 * @returns false if it belongs to another attempt
 */
async function claimed(
  { homes }: AttemptDeps,
  orgId: string,
  attemptId: string,
  { seen }: GatewayOutcome,
): Promise<boolean> {
  if (seen.kind !== "paid") return false;
  const { id } = seen.payment;
  const attempt = await inOrganization(homes.organizations, orgId, (tx) => attemptById(tx, orgId, attemptId));
  if (attempt?.state === "failed") return false;
  const isOwn = await retrying(() => inPlatform(homes.platform, (tx) => claimPayment(tx, { id, orgId, attemptId })));
  return isOwn || (await isAccepted({ homes }, { orgId, attemptId, payment: id }));
}

/** Whether the payment belongs to a parked attempt in whose place an operator let this one book it. */
async function isAccepted(
  { homes }: Pick<AttemptDeps, "homes">,
  { orgId, attemptId, payment }: { readonly orgId: string; readonly attemptId: string; readonly payment: string },
): Promise<boolean> {
  const claim = await attemptOfPayment(homes.platform, payment);
  if (claim?.orgId !== orgId) return false;
  const decision = await inOrganization(homes.organizations, orgId, (tx) => decisionAbout(tx, orgId, claim.attemptId));
  return decision?.bookedBy === attemptId;
}

/**
 * The outcome of an attempt that has one. A payment of a failed attempt must not be lost from sight: a member may have paid
 * the invoice of a plan meanwhile, which the next attempt books.
 */
async function ended(deps: AttemptDeps, within: InAttempt, seen: GatewayOutcome): Promise<Booked> {
  const { attempt, tx } = within;
  if (attempt.state !== "failed" || seen.seen.kind !== "paid") return { attempt, after: null };
  const { id: paymentId } = seen.seen.payment;
  const isBooked = await tx
    .repository(PaymentAttemptEntity)
    .existsBy({ orgId: attempt.orgId, paymentId, state: "succeeded" });
  const isTaken = isBooked || (await EFFECTS[attempt.purpose].paidLate?.({ ...within, deps, seen })) === true;
  if (isTaken) return { attempt, after: null };
  throw new InvariantError(`payment ${paymentId} was taken for attempt ${attempt.id}, which has failed`);
}

async function book(deps: AttemptDeps, within: InAttempt, seen: GatewayOutcome, decided: AfterSeen): Promise<Booked> {
  const { tx, query, organization, setDue, wakeAt } = within;
  const known = { ...within.attempt, ...namesIn(seen, within.attempt) };
  const outcome = { deps, tx, query, organization, attempt: known, seen, setDue, wakeAt };
  const effect = EFFECTS[known.purpose];
  const given = decided.kind === "succeeded" ? await effect.paid(outcome) : null;
  const after: AfterSeen = given?.kind === "parked" ? { kind: "parked", why: given.why } : decided;
  const isOver = after.kind === "succeeded" || after.kind === "failed";
  const attempt = await moveAttempt(tx, known, statesTo(toAttempt(known), after), {
    ...namesIn(seen, known),
    why: after.kind === "failed" || after.kind === "parked" ? after.why : null,
    endedAt: isOver ? organization.time : null,
    lookUps: known.lookUps + (isOver || after.kind === "parked" ? 0 : 1),
    grantId: given?.kind === "given" ? given.grantId : null,
  });
  await setDue("resolve_attempt", known.id, nextDue(within, after));
  if (after.kind === "succeeded") await setDue("issue_document", known.id, organization.time.getTime());
  await effect.noted?.(outcome, after);
  return { attempt, after };
}

/**
 * When the attempt is looked at again. Parked work stays due, and its handler alerts the operators; a test clock would
 * stop there for ever.
 */
function nextDue({ attempt, organization }: InAttempt, { kind }: AfterSeen): number | null {
  const { time, onTestClock } = organization;
  if (kind === "succeeded" || kind === "failed") return null;
  if (kind === "parked") return onTestClock ? null : time.getTime();
  const { lookUps, createdAt } = attempt;
  if (kind === "open") return nextPageLookUp({ lookUps, createdAt: createdAt.getTime() }, time.getTime());
  return nextLookUp(toAttempt(attempt), time.getTime());
}

type Named =
  | "pageId"
  | "pageUrl"
  | "paymentId"
  | "invoiceId"
  | "gatewaySubscription"
  | "method"
  | "fingerprint"
  | "paidWith";

/** The gateway's names in an outcome, in place of what was known. */
function namesIn(
  { page, payment, invoice, subscription, method }: GatewayOutcome,
  before: PaymentAttemptRow,
): Pick<PaymentAttemptRow, Named> {
  return {
    pageId: page?.id ?? before.pageId,
    pageUrl: page?.url ?? before.pageUrl,
    paymentId: payment ?? before.paymentId,
    invoiceId: invoice ?? before.invoiceId,
    gatewaySubscription: subscription ?? before.gatewaySubscription,
    method: method?.id ?? before.method,
    fingerprint: method === null ? before.fingerprint : method.fingerprint,
    paidWith: method === null ? before.paidWith : paidWith(method),
  };
}
