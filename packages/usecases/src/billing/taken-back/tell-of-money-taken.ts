import type { BillingNoticeKind } from "@scrip/contract/notices/billing-mails";
import { formatUsd } from "@scrip/domain/money";
import type { InAttempt } from "../attempts/in-attempt.ts";
import { noticePayment } from "../notices/notice-payment.ts";
import type { News } from "./note-money-taken.ts";

/**
 * Writes the notice of a refund or a dispute whose state is new. Each state is new once, so the notice is sent once.
 * @source docs/rules.md#mails-about-payments
 */
export async function tellOfMoneyTaken({ tx, attempt, organization }: InAttempt, news: News): Promise<void> {
  const kind = kindOf(news);
  if (kind === null) return;
  const { gross } = news.kind === "refund" ? news.row : news.dispute;
  const data = { amount: formatUsd(gross), paidWith: attempt.paidWith ?? "the card" };
  await noticePayment(tx, organization, { kind, data });
}

type MoneyTakenKind = Extract<BillingNoticeKind, `payment_${string}`>;

/** @returns `null` for a refund that is on its way: its end gets the notice */
function kindOf(news: News): MoneyTakenKind | null {
  if (news.kind === "refund") return OF_REFUND[news.row.state] ?? null;
  return OF_DISPUTE[news.dispute.state];
}

const OF_REFUND: Readonly<Partial<Record<string, MoneyTakenKind>>> = {
  succeeded: "payment_refunded",
  failed: "payment_refund_failed",
};

const OF_DISPUTE = {
  open: "payment_disputed",
  won: "payment_dispute_won",
  lost: "payment_dispute_lost",
} as const satisfies Record<string, MoneyTakenKind>;
