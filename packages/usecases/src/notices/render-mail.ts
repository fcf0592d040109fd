import type { MailContent, MailData, MailKind } from "@scrip/contract/notices/mails";
import type { MailMessage } from "./mail-transport.ts";
import { accountExists } from "./templates/account-exists.ts";
import { approvalWanted } from "./templates/approval-wanted.ts";
import { BILLING_TEMPLATES } from "./templates/billing.ts";
import { documentIssued } from "./templates/document-issued.ts";
import { emailChanged } from "./templates/email-changed.ts";
import { invitation } from "./templates/invitation.ts";
import { escaped, type Line, line, oneLine } from "./templates/line.ts";
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
  ...PLAN_TEMPLATES,
  ...BILLING_TEMPLATES,
};

const SENT_BY = line`Scrip sent this message because of an event on an account, an invitation, a plan or a payment. Nobody reads replies to it.`;

/** Writes a mail as plain text and as simple HTML without remote content. */
export function renderMail(mail: MailContent & { readonly id: string; readonly to: string }): MailMessage {
  const text = textOf(mail);
  return { id: mail.id, to: mail.to, subject: oneLine(text.subject), text: plain(text), html: html(text) };
}

function textOf<Kind extends MailKind>(mail: { readonly kind: Kind; readonly data: MailData<Kind> }): MailText {
  return TEMPLATES[mail.kind](mail.data);
}

function plain({ lines, action, notes = [] }: MailText): string {
  const parts = lines.map(({ text }) => text);
  if (action !== undefined) parts.push(`${action.label}:\n${action.url}`);
  return `${[...parts, ...notes.map(({ text }) => text), `-- \n${SENT_BY.text}`].join("\n\n")}\n`;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none";

function html({ subject, lines, action, notes = [] }: MailText): string {
  const heading = escaped(oneLine(subject));
  const link = action && [
    `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="${BUTTON}">${escaped(action.label)}</a></p>`,
    `<p style="font-size:14px">If the button does not work, open this address:<br><a href="${escaped(action.url)}" style="word-break:break-all">${escaped(action.url)}</a></p>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
</head>
<body style="margin:0;padding:24px;${FONT};font-size:16px;line-height:1.5">
<main style="max-width:560px;margin:0 auto">
<h1 style="font-size:20px;line-height:1.3">${heading}</h1>
${[...lines.map(paragraph), ...(link ?? []), ...notes.map(note)].join("\n")}
<hr style="margin:32px 0 16px;border:0;border-top:1px solid #8a8f98">
<p style="font-size:13px">${SENT_BY.html}</p>
</main>
</body>
</html>
`;
}

function paragraph({ html: content }: Line): string {
  return `<p>${content}</p>`;
}

function note({ html: content }: Line): string {
  return `<p style="font-size:14px">${content}</p>`;
}
