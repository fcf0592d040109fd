import type { EventContent } from "@scrip/contract/notices/events";
import { armTopUp, type PaymentMethodRow, saveTopUp, type TopUpRow } from "@scrip/db/billing";
import { paidWith } from "@scrip/domain/billing/attempts";
import { reviewTopUp, type TopUpNews, type TopUpReview, topUpNews } from "@scrip/domain/billing/top-up";
import { writeNotice } from "../../notices/write-notice.ts";
import { readTopUp, settingsOf, stateOf, type TopUpRead, type TopUpScope } from "./top-up-scope.ts";

/** Automatic top-up after a review. */
export interface Reviewed extends TopUpRead {
  readonly review: TopUpReview;
}

/**
 * Decides again where automatic top-up stands, and who asks it next, after anything that decides about it has changed. It
 * buys nothing itself: that is due work. People are told once of a change.
 * @returns `null` if it was never switched on
 * @source docs/rules.md#automatic-top-up
 */
export async function reviewInScope(
  scope: TopUpScope,
  { isTold = false, isNew = false }: { isTold?: boolean; isNew?: boolean } = {},
): Promise<Reviewed | null> {
  const read = await readTopUp(scope);
  if (read === null) return null;
  const { row, facts, method } = read;
  const before = stateOf(row);
  const review = reviewTopUp(settingsOf(row), facts, isNew ? null : before);
  const { tx, organization } = scope;
  const { orgId } = organization;
  const after = await written(scope, row, review);
  await armTopUp(tx, orgId, review.below);
  await scope.setDue("start_topup", orgId, review.askAt);
  const news = isTold ? null : topUpNews(before, review.state);
  if (news !== null && !scope.isQuiet) await writeNotice(tx, organization, eventOf(news, row, method));
  return { row: after, facts, method, review };
}

async function written({ tx, organization }: TopUpScope, row: TopUpRow, { state }: TopUpReview): Promise<TopUpRow> {
  const until = "until" in state ? new Date(state.until) : null;
  if (row.state === state.kind && row.until?.getTime() === until?.getTime()) return row;
  const after = { ...row, state: state.kind, until, changedAt: organization.time };
  await saveTopUp(tx, row, after);
  return after;
}

function eventOf(news: TopUpNews, row: TopUpRow, method: PaymentMethodRow | null): EventContent {
  const words = method === null ? "The payment method" : paidWith(method);
  switch (news.kind) {
    case "capped": {
      const cap = String(news.window === "day" ? row.perDay : row.perMonth);
      const { window } = news;
      return { kind: "topup.capped", data: { cap, window, until: new Date(news.until).toISOString() } };
    }
    case "no_card":
      return { kind: "topup.no_card", data: {} };
    case "stopped":
      return { kind: "topup.stopped", data: { paidWith: words } };
    case "resumed":
      return { kind: "topup.resumed", data: { paidWith: words } };
  }
}
