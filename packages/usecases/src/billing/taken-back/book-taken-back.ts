import { appendAudit } from "@scrip/db/access";
import { disputesOf, type PaymentAttemptRow, refundsOf, toRefund } from "@scrip/db/billing";
import { InvariantError, type OrganizationsTx, reach } from "@scrip/db/connection";
import { openSubscription, saveSubscription } from "@scrip/db/plans";
import type { GatewayPayment } from "@scrip/domain/billing/gateway";
import { holdsBackCredit, type MoneyTaken, whatStands } from "@scrip/domain/billing/taken-back";
import type { Instant } from "@scrip/domain/ledger";
import { changedDue, dueOfSubscription, holdCredit, releaseCredit } from "@scrip/domain/plans/subscriptions";
import { FROM_WITHIN } from "../../deps.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { type InAttempt, inAttempt } from "../attempts/in-attempt.ts";
import { lacksReversal } from "../documents/lacks-reversal.ts";
import { type News, noteMoneyTaken } from "./note-money-taken.ts";
import { periodOf, takeCreditBack } from "./take-credit-back.ts";
import { tellOfMoneyTaken } from "./tell-of-money-taken.ts";

/** What was booked of a payment's refunds and disputes. */
export interface BookedBack {
  readonly attempt: PaymentAttemptRow;
  /** The refunds and disputes whose state was new. */
  readonly news: readonly News[];
}

/**
 * Brings rows, credit and due work of a payment to what the gateway has of its refunds and disputes, in one transaction.
 * It compares sums, so that order, repeats and lateness of the gateway's events do not matter. Safe to repeat and to run
 * twice at once.
 * @param payment as it was just read from the gateway
 * @throws InvariantError for a payment of another attempt
 * @source docs/rules.md#money-taken-back; docs/invariants.md#l23
 */
export async function bookTakenBack(
  deps: Pick<AttemptDeps, "homes" | "ledger" | "isQuiet">,
  orgId: string,
  attemptId: string,
  payment: GatewayPayment,
): Promise<BookedBack> {
  const booked = await inAttempt(deps, orgId, attemptId, async (within) => {
    const { tx, query, attempt, organization } = within;
    if (attempt.state === "succeeded" && attempt.paymentId !== payment.id)
      throw new InvariantError(`attempt ${attemptId} has the payment ${attempt.paymentId}, and not ${payment.id}`);
    if (attempt.state !== "succeeded") return { attempt, news: [] };
    const { time, onTestClock } = organization;
    const news = await noteMoneyTaken(tx, attempt, onTestClock ? notBefore(payment, time.getTime()) : payment, time);
    const money = await moneyTaken(tx, attempt);
    await takeCreditBack({ tx, query, ledger: deps.ledger }, attempt, whatStands(attempt, money));
    await holdOrRelease(within, money);
    for (const each of news) {
      await follow(within, each);
      if (deps.isQuiet !== true) await tellOfMoneyTaken(within, each);
    }
    return { attempt, news };
  });
  reach("taken_back.booked");
  return booked;
}

/** The refunds and disputes at the organization's time: the gateway's test clock only moves with payments. */
function notBefore({ refunds, disputes }: GatewayPayment, time: Instant): Pick<GatewayPayment, "refunds" | "disputes"> {
  return {
    refunds: refunds.map((refund) => ({ ...refund, at: Math.max(refund.at, time) })),
    disputes: disputes.map((dispute) => ({ ...dispute, at: Math.max(dispute.at, time) })),
  };
}

/** What the rows say of the refunds and disputes of a payment. */
export async function moneyTaken(tx: OrganizationsTx, { orgId, id }: PaymentAttemptRow): Promise<MoneyTaken> {
  return {
    refunds: (await refundsOf(tx, orgId, id)).map(toRefund),
    disputes: await disputesOf(tx, orgId, id),
  };
}

/** Holds back the credit to come of the period that the payment paid, or lets it come again. */
async function holdOrRelease(
  { tx, attempt, organization: { orgId, time }, setDue }: InAttempt,
  money: MoneyTaken,
): Promise<void> {
  const period = attempt.purpose === "subscription" ? await periodOf(tx, attempt) : null;
  const before = period === null ? null : await openSubscription(tx, orgId);
  if (before === null || before.id !== period?.subscriptionId || before.period.month !== period.month) return;
  const after = holdsBackCredit(attempt, money) ? holdCredit(before) : releaseCredit(before, time.getTime());
  if (after === before) return;
  await saveSubscription(tx, orgId, before, after);
  for (const [kind, dueAt] of changedDue(dueOfSubscription(before), dueOfSubscription(after)))
    await setDue(kind, before.id, dueAt);
}

/** Writes what follows from news: the credit note of a refund or its reversal, and the audit log. */
async function follow({ tx, attempt, organization: { orgId, time }, setDue }: InAttempt, news: News): Promise<void> {
  const target = { type: "payment", id: attempt.id };
  const record = { actor: { type: "system", id: null }, target, outcome: "done", from: FROM_WITHIN } as const;
  if (news.kind === "refund") {
    const { id, state, gross, gatewayId } = news.row;
    if (state !== "succeeded" && state !== "failed") return;
    // A refund that the bank sends back days later has no credit note, or its note is reversed.
    const isDue = state === "succeeded" || (await lacksReversal(tx, orgId, id));
    await setDue("issue_document", id, isDue ? time.getTime() : null);
    const action = state === "succeeded" ? "payment.refunded" : "payment.refund_failed";
    await appendAudit(tx, orgId, { ...record, action, details: { amount: String(gross), refund: gatewayId } });
    return;
  }
  const { id, state, gross, reason } = news.dispute;
  const action = ({ open: "payment.disputed", won: "payment.dispute_won", lost: "payment.dispute_lost" } as const)[
    state
  ];
  await appendAudit(tx, orgId, { ...record, action, details: { amount: String(gross), dispute: id, why: reason } });
}
