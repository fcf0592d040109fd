import type { MailContent, NewMail } from "@scrip/contract/notices/mails";

/** A mail about an account, to its person or to somebody who tries to become one. */
export type AccountMail = Extract<
  MailContent,
  {
    kind:
      | "verify_email"
      | "reset_password"
      | "account_exists"
      | "email_changed"
      | "two_factor_changed"
      | "password_changed";
  }
> &
  Pick<NewMail, "to" | "personId">;

/** Puts the mails of accounts into the queue of the worker. */
export interface Mailer {
  queue(mail: AccountMail): Promise<void>;
}
