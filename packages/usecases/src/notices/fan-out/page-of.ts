import type { EventKind } from "@scrip/contract/notices/events";
import type { Notice } from "./notice.ts";

/** The page on which people act, below the address of the organization. */
export function pageOf(notice: Notice): string {
  switch (notice.kind) {
    case "invoice.ready":
      return `invoices?document=${notice.data.document}`;
    case "job.should_pause":
      return `jobs/${notice.data.id}`;
    default:
      return PAGES[notice.kind];
  }
}

const PAGES: Readonly<Record<Exclude<EventKind, "invoice.ready" | "job.should_pause">, string>> = {
  "balance.low": "credits",
  "balance.exhausted": "credits",
  "balance.restored": "credits",
  "runway.short": "credits",
  "budget.reached": "settings/budgets",
  "credit.expiring": "credits",
  "endpoint.should_stop": "usage",
  "sso.certificate_expiring": "settings/sso",
  test: "inbox",
  "plan.started": "plan",
  "plan.changed": "plan",
  "plan.change_scheduled": "plan",
  "plan.cancelled": "plan",
  "plan.kept": "plan",
  "plan.past_due": "plan",
  "plan.paid": "plan",
  "plan.ended": "plan",
  "plan.terms_change": "plan",
  "contract.started": "plan",
  "contract.ended": "plan",
  "topup.succeeded": "credits",
  "topup.failed": "credits",
  "topup.stopped": "settings/payment-methods",
  "topup.no_card": "settings/payment-methods",
  "topup.capped": "credits",
  "topup.resumed": "credits",
  "topup.on": "credits",
  "topup.off": "credits",
  "payment_method.expiring": "settings/payment-methods",
  "payment.refunded": "invoices",
  "payment.refund_failed": "invoices",
  "payment.disputed": "invoices",
  "payment.dispute_won": "invoices",
  "payment.dispute_lost": "invoices",
  "webhook.disabled": "settings/webhooks",
};
