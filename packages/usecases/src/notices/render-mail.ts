import type { MailContent, MailData, MailKind } from "@scrip/contract/notices/mails";
import { htmlMail, type MailFooter, plainMail } from "./mail-layout.ts";
import type { MailMessage } from "./mail-transport.ts";
import { accountExists } from "./templates/account-exists.ts";
import { alert } from "./templates/alerts.ts";
import { approvalWanted } from "./templates/approval-wanted.ts";
import { BILLING_TEMPLATES } from "./templates/billing.ts";
import { documentIssued } from "./templates/document-issued.ts";
import { emailChanged } from "./templates/email-changed.ts";
import { invitation } from "./templates/invitation.ts";
import { line, oneLine } from "./templates/line.ts";
import { memberRemoved } from "./templates/member-removed.ts";
import { ownerTransferred } from "./templates/owner-transferred.ts";
import { passwordChanged } from "./templates/password-changed.ts";
import { PLAN_TEMPLATES } from "./templates/plans.ts";
import { resetPassword } from "./templates/reset-password.ts";
import { ssoBroken } from "./templates/sso-broken.ts";
import type { MailText, Template } from "./templates/template.ts";
import { twoFactorChanged } from "./templates/two-factor-changed.ts";
import { verifyEmail } from "./templates/verify-email.ts";

const TEMPLATES: { readonly [Kind in MailKind]: Template<Kind> } = {
  verify_email: verifyEmail,
  reset_password: resetPassword,
  account_exists: accountExists,
  invitation,
  email_changed: emailChanged,
  two_factor_changed: twoFactorChanged,
  password_changed: passwordChanged,
  owner_transferred: ownerTransferred,
  member_removed: memberRemoved,
  approval_wanted: approvalWanted,
  sso_broken: ssoBroken,
  document_issued: documentIssued,
  alert,
  ...PLAN_TEMPLATES,
  ...BILLING_TEMPLATES,
};

const FOOTER: MailFooter = {
  sentBy: line`Scrip sent this message because of an event on an account, an invitation, a plan or a payment. Nobody reads replies to it.`,
  choose: line`Choose which messages you get by e-mail:`,
};

/** Writes a mail as plain text and as simple HTML without remote content. */
export function renderMail(mail: MailContent & { readonly id: string; readonly to: string }): MailMessage {
  const text = textOf(mail);
  return {
    id: mail.id,
    to: mail.to,
    subject: oneLine(text.subject),
    text: plainMail(text, FOOTER),
    html: htmlMail(text, FOOTER),
    ...(text.choices !== undefined && { choices: text.choices }),
  };
}

function textOf<Kind extends MailKind>(mail: { readonly kind: Kind; readonly data: MailData<Kind> }): MailText {
  const text = TEMPLATES[mail.kind](mail.data);
  const choices = "choices" in mail.data ? mail.data.choices : null;
  return choices == null ? text : { ...text, choices };
}
