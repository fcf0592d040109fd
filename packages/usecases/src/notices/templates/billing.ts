import type { BillingMailKind } from "@scrip/contract/notices/billing-mails";
import type { MailData, MailKind } from "@scrip/contract/notices/mails";
import { line } from "./line.ts";
import { instantText, type MailText, type Template } from "./template.ts";

/** The mails about payments: what was paid or not, why, and what the reader can do. */
export const BILLING_TEMPLATES: { readonly [Kind in BillingMailKind]: Template<Kind> } = {
  topup_succeeded: (data) => ({
    subject: `${data.organization} has ${data.amount} more credit`,
    lines: [
      line`Automatic top-up added ${data.amount} of credit to the organization ${data.organization}.`,
      line`${data.paidWith} was charged ${data.paid}.`,
    ],
    ...opens(data, "Open credits"),
  }),
  topup_failed: (data) => ({
    subject: `The automatic top-up of ${data.organization} failed`,
    lines: [
      line`${data.paidWith} declined the automatic top-up of ${data.amount} of the organization ${data.organization}.`,
      ...(data.nextTry === null ? [] : [line`It is tried again from ${instantText(data.nextTry)}.`]),
      line`To add the credit now, pay it yourself on the page of credits, with this card or another one.`,
    ],
    ...opens(data, "Add credit"),
  }),
  topup_stopped: (data) => ({
    subject: `The automatic top-up of ${data.organization} has stopped`,
    lines: [
      line`${data.paidWith} declined the automatic top-up of the organization ${data.organization}, and is not charged again.`,
      line`Automatic top-up goes on as soon as another payment method is the default one.`,
    ],
    ...opens(data, "Open payment methods"),
  }),
  topup_no_card: (data) => ({
    subject: `The automatic top-up of ${data.organization} has no payment method`,
    lines: [
      line`The organization ${data.organization} has no payment method that can be charged, so its automatic top-up waits.`,
      line`It goes on as soon as there is one.`,
    ],
    ...opens(data, "Open payment methods"),
  }),
  topup_capped: (data) => ({
    subject: `The automatic top-up of ${data.organization} reached its limit`,
    lines: [
      line`The next automatic top-up of the organization ${data.organization} would pass the limit of ${data.cap} a ${data.window}.`,
      line`It goes on at ${instantText(data.until)}. You can add credit yourself, or raise the limit.`,
    ],
    ...opens(data, "Open credits"),
  }),
  topup_resumed: (data) => ({
    subject: `The automatic top-up of ${data.organization} goes on`,
    lines: [line`Automatic top-up of the organization ${data.organization} goes on with ${data.paidWith}.`],
    ...opens(data, "Open credits"),
  }),
  topup_on: (data) => ({
    subject: `Automatic top-up is on for ${data.organization}`,
    lines: [
      line`Automatic top-up of the organization ${data.organization} was switched on.`,
      line`Credit is bought with ${data.paidWith} when less than ${data.threshold} is available.`,
    ],
    ...opens(data, "Open credits"),
  }),
  topup_off: (data) => ({
    subject: `Automatic top-up is off for ${data.organization}`,
    lines: [line`Automatic top-up of the organization ${data.organization} was switched off. Nothing more is bought.`],
    ...opens(data, "Open credits"),
  }),
  card_expires: (data) => ({
    subject: `A card of ${data.organization} expires soon`,
    lines: [
      line`${data.card} of the organization ${data.organization} can be charged until ${instantText(data.at)}.`,
      line`Add another card before then, so that payments go on.`,
    ],
    ...opens(data, "Open payment methods"),
  }),
  payment_refunded: (data) => ({
    subject: `${data.organization} gets ${data.amount} back`,
    lines: [
      line`${data.amount} of a payment of the organization ${data.organization} was paid back to ${data.paidWith}.`,
      line`The credit for it was taken back. The part of that credit that was used before is owed.`,
    ],
    ...opens(data, "Open invoices"),
  }),
  payment_refund_failed: (data) => ({
    subject: `A refund of ${data.organization} failed`,
    lines: [
      line`The bank of ${data.paidWith} did not accept ${data.amount} that was paid back to the organization ${data.organization}.`,
      line`The credit that was taken back for it is there again.`,
    ],
    ...opens(data, "Open invoices"),
  }),
  payment_disputed: (data) => ({
    subject: `A payment of ${data.organization} is disputed`,
    lines: [
      line`The holder of ${data.paidWith} disputes ${data.amount} of a payment of the organization ${data.organization} at the bank.`,
      line`While the bank decides, the credit for it is taken back. The part of that credit that was used before is owed.`,
    ],
    ...opens(data, "Open invoices"),
  }),
  payment_dispute_won: (data) => ({
    subject: `The disputed payment of ${data.organization} stands`,
    lines: [
      line`The bank of ${data.paidWith} decided that ${data.amount} of a payment of the organization ${data.organization} stands.`,
      line`The credit that was taken back for it is there again.`,
    ],
    ...opens(data, "Open invoices"),
  }),
  payment_dispute_lost: (data) => ({
    subject: `The bank took a payment of ${data.organization} back`,
    lines: [
      line`The bank of ${data.paidWith} gave ${data.amount} of a payment of the organization ${data.organization} back to the holder.`,
      line`The credit for it stays taken back.`,
    ],
    ...opens(data, "Open invoices"),
  }),
};

/** The page to open, and why the reader gets the mail. */
function opens(
  { url }: Pick<MailData<MailKind & BillingMailKind>, "url">,
  label: string,
): Pick<MailText, "action" | "notes"> {
  return {
    ...(url !== null && { action: { label, url } }),
    notes: [line`You get this message because you may change how this organization pays.`],
  };
}
