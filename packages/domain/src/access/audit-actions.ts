/**
 * Every action of the audit log, and one sentence about it for people. An area adds its actions here.
 * @source docs/audit.md#what-is-recorded
 */
export const AUDIT_ACTIONS = {
  "account.created": "A person signed up.",
  "account.verified": "A person confirmed the address of their e-mail.",
  "account.renamed": "A person changed their name.",
  "account.email_changed": "A person changed the address of their e-mail.",
  "account.erased": "A person's data was erased.",
  "account.linked": "An account of another service was linked to a person.",
  "account.unlinked": "An account of another service was unlinked from a person.",
  "session.signed_in": "A person signed in.",
  "session.signed_out": "A person signed out.",
  "session.failed": "A sign-in to a known account failed.",
  "session.revoked": "A session was ended.",
  "password.changed": "A password was changed.",
  "password.reset": "A password was reset by a link in a mail.",
  "two_factor.on": "Two-factor sign-in was switched on.",
  "two_factor.off": "Two-factor sign-in was switched off.",
  "two_factor.codes_renewed": "Recovery codes of two-factor sign-in were made again.",

  "organization.created": "An organization was created.",
  "organization.renamed": "An organization was renamed.",
  "organization.closed": "An organization was closed.",
  "organization.plan_set": "The plan of an organization was set.",

  "plan.subscribed": "A paid plan was started.",
  "plan.changed": "Another plan or interval was scheduled.",
  "plan.cancelled": "A subscription was cancelled.",
  "plan.undone": "A scheduled change or cancellation was taken back.",
  "plan.past_due": "The payment of a plan failed.",
  "plan.paid_late": "The payment of a plan succeeded after it had failed.",
  "plan.ended": "A subscription ended.",
  "contract.created": "A contract was entered.",
  "contract.started": "A contract started.",
  "contract.end_set": "A contract got another end.",
  "contract.ended": "A contract ended.",

  "member.invited": "A person was invited.",
  "member.joined": "A person joined.",
  "member.role_changed": "A member got another role.",
  "member.removed": "A member was removed.",
  "member.left": "A member left.",
  "owner.transferred": "The ownership was transferred.",
  "invitation.revoked": "An invitation was revoked.",
  "invitation.sent_again": "An invitation was sent again, with a new link.",

  "key.created": "A service key was created.",
  "key.changed": "A service key was changed.",
  "key.revoked": "A service key was revoked.",

  "budget.created": "A budget was set.",
  "budget.changed": "A budget was changed.",
  "budget.removed": "A budget was removed.",

  "alerts.changed": "From when people get notices was changed.",
  "webhook.created": "A webhook was created.",
  "webhook.changed": "A webhook was changed.",
  "webhook.rotated": "A webhook got a new signing secret.",
  "webhook.switched_on": "A webhook was switched on.",
  "webhook.switched_off": "A webhook was switched off.",
  "webhook.removed": "A webhook was removed.",
  "webhook.tested": "A test event was sent to a webhook.",
  "webhook.redelivered": "A delivery to a webhook was sent again.",

  "billing.details_set": "The billing details were changed.",
  "billing.method_opened": "A page to add a payment method was opened.",
  "billing.method_made_default": "Another payment method became the default.",
  "billing.method_removed": "A payment method was removed.",
  "billing.topup_set": "Automatic top-up was changed.",
  "payment.refunded": "A part of a payment was paid back.",
  "payment.refund_failed": "A refund of a payment failed.",
  "payment.disputed": "A payment was disputed.",
  "payment.dispute_won": "A dispute about a payment was won.",
  "payment.dispute_lost": "A dispute about a payment was lost.",
  "payment.refund_asked": "An operator refunded a part of a payment.",
  "payment.retried": "An operator had work of payments tried again.",
  "payment.decided": "An operator decided about a payment that did not fit.",
  "billing.purchase_started": "A purchase of credit was started.",
  "billing.tax_id_set": "It was said whether a tax id is verified.",
  "seller.set": "The seller of all documents was changed.",

  "charging.paused": "An operator paused charging for the whole platform.",
  "charging.resumed": "An operator resumed charging.",
  "charging.restored": "The database was restored, and charging waits for reconciliation.",

  "code.redeemed": "A redeem code was redeemed.",
  "campaign.created": "A campaign of redeem codes was created.",
  "campaign.ended": "A campaign of redeem codes was ended.",
  "codes.created": "Redeem codes of a campaign were created.",
  "sales.state_set": "The state of a request to talk to sales was set.",

  "grant.created": "An operator granted credit.",
  "grant.adjusted": "An operator adjusted credit.",
  "grant.revoked": "An operator revoked credit.",
  "debt.forgiven": "An operator forgave a part of a debt.",
  "charge.refunded": "An operator refunded a part of a charge.",
  "approval.asked": "An operator asked for an approval.",
  "approval.given": "An operator approved a request.",
  "approval.refused": "An operator refused a request.",
  "operator.made": "A person was made an operator.",
  "operator.removed": "A person is no longer an operator.",
  "operator.searched": "An operator searched for an organization.",
  "operator.looked": "An operator looked at an organization.",
  "operator.asked": "An operator asked to change an organization.",

  "sso.domain_added": "A domain was added for single sign-on.",
  "sso.domain_proved": "A domain was proved by its DNS record.",
  "sso.domain_lost": "The DNS record of a proved domain is gone.",
  "sso.domain_found_again": "The DNS record of a proved domain is there again.",
  "sso.domain_withdrawn": "The proof of a domain ended, because its DNS record was gone for a week.",
  "sso.domain_removed": "A domain was removed from single sign-on.",
  "sso.configured": "Single sign-on was set up.",
  "sso.changed": "Single sign-on was changed.",
  "sso.tested": "An owner or administrator signed in by single sign-on.",
  "sso.enforced": "Single sign-on became the only way to sign in.",
  "sso.released": "Other ways to sign in were allowed again.",
  "sso.removed": "Single sign-on was removed.",

  "access.denied": "A request was refused.",
} as const satisfies Record<string, string>;

/** The name of an action. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Whether a text names an action of this version. */
export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, text);
}
