import { z } from "zod";
import { about } from "./about.ts";
import { ALERT_MAILS } from "./alert-mails.ts";
import { BILLING_MAILS } from "./billing-mails.ts";
import { link, text } from "./events/values.ts";
import { PLAN_MAILS } from "./plan-mails.ts";

/** The instant from which the mail says nothing true any more, such as the end of its link: it is not sent after it. */
const expiresAt = z.iso.datetime();

/**
 * Every kind of mail, and the values that its text needs. A template is in `packages/usecases/src/notices/templates`.
 * @source docs/rules.md#mails
 */
export const MAIL_DATA = {
  /** To a new person: proves that the address is the person's. */
  verify_email: z.strictObject({ url: link, expiresAt }),
  /** To a person who asked for it: sets a new password. */
  reset_password: z.strictObject({ url: link, expiresAt }),
  /** To a person with an account, for whose address somebody signed up once more. `url` is the page to sign in. */
  account_exists: z.strictObject({ url: link }),
  /** To an address that was invited. Sending an invitation again changes `expiresAt`, which voids the mail before it. */
  invitation: z.strictObject({
    invitationId: z.uuid(),
    url: link,
    organization: text,
    inviter: text,
    role: text,
    expiresAt,
  }),
  /** To the former address of a person. */
  email_changed: z.strictObject({ newEmail: text }),
  /** To a person whose second factor was switched on or off. */
  two_factor_changed: z.strictObject({ isOn: z.boolean() }),
  /** To a person whose password was changed, or set again by a link. */
  password_changed: z.strictObject({ isReset: z.boolean() }),
  /** To the former owner of an organization and to the new one. */
  owner_transferred: z.strictObject({ organization: text, newOwner: text, isToNewOwner: z.boolean() }),
  /** To a person who is no longer a member. */
  member_removed: z.strictObject({ organization: text }),
  /** To an operator: an act of another one needs approval. `act` is one line, such as `a grant of $250.00`. */
  approval_wanted: z.strictObject({
    url: link,
    organization: text.nullable(),
    act: text,
    askedBy: text,
    // As long as the reason of an act can be.
    reason: z.string().min(1).max(500),
  }),
  /** To the owner of an organization whose single sign-on does not work. */
  sso_broken: z.strictObject({ url: link, organization: text, domain: text, problem: text }),
  /** To those who pay: a document is ready. `title` is its kind, such as `Invoice`; `total` is text such as `$29.75`. */
  document_issued: z.strictObject({ ...about, title: text, number: text, total: text.nullable() }),
  ...ALERT_MAILS,
  ...PLAN_MAILS,
  ...BILLING_MAILS,
} as const;

/** A kind of mail. */
export type MailKind = keyof typeof MAIL_DATA;

/** The values of a mail's text. */
export type MailData<Kind extends MailKind> = z.infer<(typeof MAIL_DATA)[Kind]>;

/** A kind of mail with its values. */
export type MailContent = { [Kind in MailKind]: { readonly kind: Kind; readonly data: MailData<Kind> } }[MailKind];

/** A mail to queue. */
export type NewMail = MailContent & {
  /** A UUIDv7: a mail with an id that was queued before is not queued again. */
  readonly id: string;
  readonly to: string;
  /** The organization that the mail is about, if it is about one. A removed member gets no more of its mails. */
  readonly orgId: string | null;
  /** The person who gets the mail, if the address is that of a person. An erased person gets no mail. */
  readonly personId: string | null;
};

/** Whether a stored kind is a kind of this version. */
export function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(MAIL_DATA, kind);
}

/**
 * Reads the values of a stored or a new mail.
 * @throws ZodError if they are not those of the kind
 */
export function parseMailContent(kind: MailKind, data: unknown): MailContent {
  return { kind, data: MAIL_DATA[kind].parse(data) } as MailContent;
}
