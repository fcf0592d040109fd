import type { AlertKind } from "@scrip/contract/notices/alert-mails";
import type { EventContent, EventData, EventKind } from "@scrip/contract/notices/events";
import type { MailData, MailKind } from "@scrip/contract/notices/mails";
import { formatUsd } from "@scrip/domain/money";

/** A mail about an event, without the name of the organization and the link to the page. */
export type EventMail = {
  [Kind in MailKind]: { readonly kind: Kind; readonly data: Omit<MailData<Kind>, "organization" | "url"> };
}[MailKind];

/** The mail about an event: amounts and plans in words. @returns `null` for a kind without a mail */
export function mailOf(event: EventContent): EventMail | null {
  const write = MAILS[event.kind] as (data: unknown) => EventMail | null;
  return write(event.data);
}

const MAILS: { readonly [Kind in EventKind]: (data: EventData<Kind>) => EventMail | null } = {
  "balance.low": alert("balance.low"),
  "balance.exhausted": alert("balance.exhausted"),
  "balance.restored": alert("balance.restored"),
  "runway.short": alert("runway.short"),
  "budget.reached": alert("budget.reached"),
  "credit.expiring": alert("credit.expiring"),
  "job.should_pause": alert("job.should_pause"),
  "endpoint.should_stop": alert("endpoint.should_stop"),
  "sso.certificate_expiring": alert("sso.certificate_expiring"),
  test: noMail,
  "plan.started": ({ plan, price, credit, ...rest }) => ({
    kind: "plan_started",
    data: { ...rest, plan: plan.title, price: usd(price), credit: credit === null ? null : usd(credit) },
  }),
  "plan.changed": ({ from, plan, price, credit, ...rest }) => ({
    kind: "plan_changed",
    data: {
      ...rest,
      from: from.title,
      plan: plan.title,
      price: usd(price),
      credit: credit === null ? null : usd(credit),
    },
  }),
  "plan.change_scheduled": ({ from, plan, price, ...rest }) => ({
    kind: "plan_change_scheduled",
    data: { ...rest, from: from.title, plan: plan.title, price: usd(price) },
  }),
  "plan.cancelled": ({ plan, next, endsAt }) => ({
    kind: "plan_cancelled",
    data: { plan: plan.title, next: next.title, endsAt },
  }),
  "plan.kept": ({ plan, ...rest }) => ({ kind: "plan_kept", data: { ...rest, plan: plan.title } }),
  "plan.past_due": ({ plan, next, price, nextTry }) => ({
    kind: "plan_past_due",
    data: { plan: plan.title, next: next.title, price: usd(price), nextTry },
  }),
  "plan.paid": ({ plan, price, renewsAt }) => ({
    kind: "plan_paid",
    data: { plan: plan.title, price: usd(price), renewsAt },
  }),
  "plan.ended": ({ plan, next, why }) => ({
    kind: "plan_ended",
    data: { plan: plan.title, next: next.title, why },
  }),
  "plan.terms_change": ({ plan, price, ...rest }) => ({
    kind: "plan_terms_change",
    data: { ...rest, plan: plan.title, price: usd(price) },
  }),
  "contract.started": ({ plan, endsAt }) => ({ kind: "contract_started", data: { plan: plan.title, endsAt } }),
  "contract.ended": ({ plan, next }) => ({
    kind: "contract_ended",
    data: { plan: plan.title, next: next.title },
  }),
  "topup.succeeded": ({ amount, paid, paidWith }) => ({
    kind: "topup_succeeded",
    data: { amount: usd(amount), paid: usd(paid), paidWith },
  }),
  "topup.failed": ({ amount, ...rest }) => ({ kind: "topup_failed", data: { ...rest, amount: usd(amount) } }),
  "topup.stopped": (data) => ({ kind: "topup_stopped", data }),
  "topup.no_card": (data) => ({ kind: "topup_no_card", data }),
  "topup.capped": ({ cap, ...rest }) => ({ kind: "topup_capped", data: { ...rest, cap: usd(cap) } }),
  "topup.resumed": (data) => ({ kind: "topup_resumed", data }),
  "topup.on": ({ threshold, paidWith }) => ({ kind: "topup_on", data: { threshold: usd(threshold), paidWith } }),
  "topup.off": (data) => ({ kind: "topup_off", data }),
  "payment_method.expiring": ({ card, expiresAt }) => ({ kind: "card_expires", data: { card, at: expiresAt } }),
  "payment.refunded": (data) => ({ kind: "payment_refunded", data: takenWords(data) }),
  "payment.refund_failed": (data) => ({ kind: "payment_refund_failed", data: takenWords(data) }),
  "payment.disputed": (data) => ({ kind: "payment_disputed", data: takenWords(data) }),
  "payment.dispute_won": (data) => ({ kind: "payment_dispute_won", data: takenWords(data) }),
  "payment.dispute_lost": (data) => ({ kind: "payment_dispute_lost", data: takenWords(data) }),
  "webhook.disabled": alert("webhook.disabled"),
  // Its mail follows the billing details: `billing/documents/mail-document.ts` queues it.
  "invoice.ready": noMail,
};

function takenWords({ amount, paidWith }: EventData<"payment.refunded">) {
  return { amount: usd(amount), paidWith };
}

/** The mail about an alert has the values of the event, and its template writes them in words. */
function alert<Kind extends AlertKind>(kind: Kind): (data: EventData<Kind>) => EventMail {
  return (data) => ({ kind: "alert", data: { event: { kind, data } as EventContent<AlertKind> } });
}

function noMail(): null {
  return null;
}

function usd(micros: string): string {
  return formatUsd(BigInt(micros));
}
