import type { EventKind } from "@scrip/contract/notices/events";
import { writeNotice } from "../../notices/write-notice.ts";
import type { InAttempt } from "../attempts/in-attempt.ts";
import type { News } from "./note-money-taken.ts";

/**
 * Writes the notice of a refund or a dispute whose state is new. Each state is new once, so the notice is sent once.
 * @source docs/rules.md#mails-about-payments
 */
export async function tellOfMoneyTaken({ tx, attempt, organization }: InAttempt, news: News): Promise<void> {
  const kind = kindOf(news);
  if (kind === null) return;
  const { gross } = news.kind === "refund" ? news.row : news.dispute;
  const data = { amount: String(gross), paidWith: attempt.paidWith ?? "the card" };
  await writeNotice(tx, organization, { kind, data });
}

type MoneyTakenKind = Extract<EventKind, `payment.${string}`>;

/** @returns `null` for a refund that is on its way: its end gets the notice */
function kindOf(news: News): MoneyTakenKind | null {
  if (news.kind === "refund") return OF_REFUND[news.row.state] ?? null;
  return OF_DISPUTE[news.dispute.state];
}

const OF_REFUND: Readonly<Partial<Record<string, MoneyTakenKind>>> = {
  succeeded: "payment.refunded",
  failed: "payment.refund_failed",
};

const OF_DISPUTE = {
  open: "payment.disputed",
  won: "payment.dispute_won",
  lost: "payment.dispute_lost",
} as const satisfies Record<string, MoneyTakenKind>;
