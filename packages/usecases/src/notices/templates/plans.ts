import type { MailData, MailKind } from "@scrip/contract/notices/mails";
import type { PlanMailKind } from "@scrip/contract/notices/plan-mails";
import { escaped, type Line, line } from "./line.ts";
import { instantText, type MailText, type Template } from "./template.ts";

/** The mails about plans: what changed, when, and for how much. */
export const PLAN_TEMPLATES: { readonly [Kind in PlanMailKind]: Template<Kind> } = {
  plan_started: (data) => ({
    subject: `${data.organization} is on ${data.plan} now`,
    lines: [
      line`The organization ${data.organization} has the plan ${data.plan} now, for ${data.price} a ${data.interval}.`,
      ...creditLines(data.credit),
      line`It renews on ${instantText(data.renewsAt)}.`,
    ],
    ...opensPlan(data),
  }),
  plan_changed: (data) => ({
    subject: `${data.organization} is on ${data.plan} now`,
    lines: [
      data.from === data.plan
        ? line`The organization ${data.organization} pays ${data.price} a ${data.interval} for the plan ${data.plan} now.`
        : line`The plan of the organization ${data.organization} changed from ${data.from} to ${data.plan}, for ${data.price} a ${data.interval}.`,
      ...creditLines(data.credit),
      line`It renews on ${instantText(data.renewsAt)}.`,
    ],
    ...opensPlan(data),
  }),
  plan_change_scheduled: (data) => ({
    subject: `The plan of ${data.organization} changes later`,
    lines: [
      line`On ${instantText(data.at)} the plan of the organization ${data.organization} becomes ${data.plan}, for ${data.price} a ${data.interval}.`,
      line`Until then it stays ${data.from}, with all that it has. You can take the change back.`,
    ],
    ...opensPlan(data),
  }),
  plan_cancelled: (data) => ({
    subject: `The plan of ${data.organization} is cancelled`,
    lines: [
      line`The plan ${data.plan} of the organization ${data.organization} ends on ${instantText(data.endsAt)}. Then the plan is ${data.next}.`,
      line`Until then everything stays as it is, without further monthly credit. Credit that was bought stays for good.`,
      line`You can take the cancellation back until that moment.`,
    ],
    ...opensPlan(data),
  }),
  plan_kept: (data) => ({
    subject: `${data.organization} keeps ${data.plan}`,
    lines: [
      line`The scheduled change was taken back: the organization ${data.organization} keeps the plan ${data.plan}, paid by the ${data.interval}.`,
      line`It renews on ${instantText(data.renewsAt)}.`,
    ],
    ...opensPlan(data),
  }),
  plan_past_due: (data) => ({
    subject: `The payment for the plan of ${data.organization} failed`,
    lines: [
      line`The payment of ${data.price} for the plan ${data.plan} of the organization ${data.organization} failed.`,
      ...(data.nextTry === null ? [] : [line`It is tried again on ${instantText(data.nextTry)}.`]),
      line`The plan stays meanwhile, and its monthly credit waits. If no try succeeds, the plan becomes ${data.next}.`,
    ],
    ...opensPlan(data),
  }),
  plan_paid: (data) => ({
    subject: `The plan of ${data.organization} is paid`,
    lines: [
      line`The payment of ${data.price} for the plan ${data.plan} of the organization ${data.organization} succeeded. Its monthly credit comes now.`,
      line`It renews on ${instantText(data.renewsAt)}.`,
    ],
    ...opensPlan(data),
  }),
  plan_ended: (data) => ({
    subject: `The plan ${data.plan} of ${data.organization} has ended`,
    lines: [
      line`The plan ${data.plan} of the organization ${data.organization} has ended. The plan is ${data.next} now.`,
      WHY[data.why],
      line`Nothing is deleted: limits of the plan apply to new things only, and credit stays until it lapses.`,
    ],
    ...opensPlan(data),
  }),
  contract_started: (data) => ({
    subject: `The contract of ${data.organization} is in force`,
    lines: [
      line`The contract of the organization ${data.organization} is in force. The plan is ${data.plan}.`,
      data.endsAt === null ? line`It has no end.` : line`It ends on ${instantText(data.endsAt)}.`,
    ],
    ...opensPlan(data),
  }),
  contract_ended: (data) => ({
    subject: `The contract of ${data.organization} has ended`,
    lines: [
      line`The contract of the organization ${data.organization} has ended. The plan was ${data.plan}, and is ${data.next} now.`,
      line`Nothing is deleted: limits of the plan apply to new things only, and credit stays until it lapses.`,
    ],
    ...opensPlan(data),
  }),
  plan_terms_change: (data) => ({
    subject: `The terms of ${data.plan} change for ${data.organization}`,
    lines: [
      line`From the renewal on ${instantText(data.at)}, the plan ${data.plan} of the organization ${data.organization} has new terms. It costs ${data.price} a ${data.interval} then.`,
      ...data.changes.map((change) => sentence(change)),
      line`Until then nothing changes. You can cancel or change the plan before that renewal.`,
    ],
    ...opensPlan(data),
  }),
};

const WHY: Readonly<Record<MailData<"plan_ended">["why"], Line>> = {
  cancelled: line`It was cancelled before.`,
  unpaid: line`No payment for it succeeded.`,
  set: line`The operators of the platform set another plan.`,
  closed: line`The organization was closed.`,
};

function creditLines(credit: string | null): Line[] {
  return credit === null ? [] : [line`It brings ${credit} of credit each month.`];
}

/** A sentence of the catalog's difference, which is ours and may be longer than a name. */
function sentence(text: string): Line {
  return { text: `- ${text}`, html: escaped(`- ${text}`) };
}

/** The page of the plan, and why the reader gets the mail. */
function opensPlan({ url }: Pick<MailData<MailKind & PlanMailKind>, "url">): Pick<MailText, "action" | "notes"> {
  return {
    ...(url !== null && { action: { label: "Open the plan", url } }),
    notes: [line`You get this message because you may change the plan of this organization.`],
  };
}
