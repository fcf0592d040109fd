import { isInvitationOpen, roleOf } from "@scrip/db/access";
import type { Homes } from "@scrip/db/connection";
import type { ClaimedMail } from "@scrip/db/notices";

/**
 * Whether a mail says nothing true any more, so that it must not be sent: its link has ended, its invitation was revoked,
 * accepted or sent again, or its person left the organization that it is about.
 * @source docs/rules.md#mails
 */
export async function isVoid({ organizations }: Homes, mail: ClaimedMail): Promise<boolean> {
  if ("expiresAt" in mail.data && Date.parse(mail.data.expiresAt) <= mail.claimedAt.getTime()) return true;
  const { orgId, personId } = mail;
  if (orgId === null) return false;
  switch (mail.kind) {
    case "invitation":
      return !(await isInvitationOpen(organizations, {
        orgId,
        id: mail.data.invitationId,
        expiresAt: new Date(mail.data.expiresAt),
      }));
    case "member_removed":
    case "approval_wanted":
      return false;
    case "verify_email":
    case "reset_password":
    case "account_exists":
    case "email_changed":
    case "two_factor_changed":
    case "password_changed":
    case "owner_transferred":
    case "sso_broken":
    case "document_issued":
    case "alert":
    case "plan_started":
    case "plan_changed":
    case "plan_change_scheduled":
    case "plan_cancelled":
    case "plan_kept":
    case "plan_past_due":
    case "plan_paid":
    case "plan_ended":
    case "contract_started":
    case "contract_ended":
    case "plan_terms_change":
    case "topup_succeeded":
    case "topup_failed":
    case "topup_stopped":
    case "topup_no_card":
    case "topup_capped":
    case "topup_resumed":
    case "topup_on":
    case "topup_off":
    case "card_expires":
    case "payment_refunded":
    case "payment_refund_failed":
    case "payment_disputed":
    case "payment_dispute_won":
    case "payment_dispute_lost":
      return personId !== null && (await roleOf(organizations, orgId, personId)) === null;
  }
}
