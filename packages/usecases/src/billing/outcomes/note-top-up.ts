import type { EventContent } from "@scrip/contract/notices/events";
import { forgetDeclinedCard, type PaymentAttemptRow, saveDeclinedCard } from "@scrip/db/billing";
import { queryOf } from "@scrip/db/connection";
import type { AfterSeen } from "@scrip/domain/billing/attempts";
import { afterDecline, type TopUpState } from "@scrip/domain/billing/top-up";
import { writeNotice } from "../../notices/write-notice.ts";
import { reviewInScope } from "../top-up-state/review.ts";
import { breakerOf, type TopUpScope } from "../top-up-state/top-up-scope.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Notes what became of an automatic payment: a success ends the declines of its card, a failure adds one, and people are
 * told of both. A payment that failed for any other reason than a decline counts as a soft one, so that nothing is tried
 * without a rest.
 * @source docs/rules.md#automatic-top-up
 */
export async function noteAutomatic(outcome: Outcome, after: AfterSeen): Promise<void> {
  const scope = await scopeOf(outcome);
  const { tx, organization } = scope;
  const { attempt } = outcome;
  const { orgId } = organization;
  const card = attempt.fingerprint ?? attempt.method ?? attempt.id;
  if (after.kind === "succeeded") await forgetDeclinedCard(tx, orgId, card);
  if (after.kind === "failed") {
    const decline = { fingerprint: card, isHard: after.why === "hard_decline", at: organization.time.getTime() };
    const { failedAt, retryAt } = afterDecline(await breakerOf(tx, orgId, card), decline);
    const rest = { failedAt: new Date(failedAt), retryAt: retryAt === null ? null : new Date(retryAt) };
    await saveDeclinedCard(tx, { orgId, card, ...rest });
  }
  const reviewed = await reviewInScope(scope, { isTold: after.kind === "failed" });
  const event = reviewed === null ? null : eventOf(attempt, after, reviewed.review.state);
  if (event !== null && !scope.isQuiet) await writeNotice(tx, organization, event);
}

/** Notes what became of a purchase by a member: automatic top-up waited for it, and a card that was charged is good again. */
export async function notePurchase(outcome: Outcome, after: AfterSeen): Promise<void> {
  const scope = await scopeOf(outcome);
  const { fingerprint } = outcome.attempt;
  if (after.kind === "succeeded" && fingerprint !== null)
    await forgetDeclinedCard(scope.tx, scope.organization.orgId, fingerprint);
  await reviewInScope(scope);
}

async function scopeOf({ deps, tx, organization, setDue }: Outcome): Promise<TopUpScope> {
  const catalog = await deps.books.catalogOf(organization.catalogVersion, queryOf(tx));
  return { tx, organization, catalog, isQuiet: deps.isQuiet ?? false, setDue };
}

function eventOf(attempt: PaymentAttemptRow, after: AfterSeen, state: TopUpState): EventContent | null {
  const amount = String(attempt.net);
  const paidWith = attempt.paidWith ?? "The payment method";
  if (after.kind === "succeeded")
    return { kind: "topup.succeeded", data: { amount, paid: String(attempt.gross), paidWith } };
  if (after.kind !== "failed") return null;
  if (state.kind === "stopped") return { kind: "topup.stopped", data: { paidWith } };
  const nextTry = state.kind === "rests" ? new Date(state.until).toISOString() : null;
  return { kind: "topup.failed", data: { amount, paidWith, nextTry } };
}
