/**
 * Every kind of due work, named `<verb>_<subject>`, in the order in which work of one instant runs: expiries first, then
 * charges for time that has passed, then ends and renewals, then credit, then payments and documents, then notices. Within a kind the ids decide.
 * `sql/due-rank.sql` has the same order. The entity's type, the words of `scrip due` and the registry in
 * `packages/usecases/src/due/handlers.ts` follow from it; a test compares PostgreSQL's CHECK.
 * @source docs/rules.md#due-work
 */
export const DUE_KINDS = [
  "expire_grant",
  "expire_hold",
  "settle_endpoint",
  "settle_storage",
  "settle_minimum",
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "issue_grant",
  "credit_contract",
  "credit_subscription",
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
  "review_alerts",
  "send_notice",
  "deliver_webhook",
] as const satisfies readonly `${string}_${string}`[];

/** The kinds that decide the plan of an organization, and its credit by the plan. */
export const PLAN_DUE_KINDS = [
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "credit_contract",
  "credit_subscription",
] as const satisfies readonly (typeof DUE_KINDS)[number][];

/** A kind of due work. */
export type DueKind = (typeof DUE_KINDS)[number];

/**
 * The subject of a kind of due work: the word for the row that it is about, and the prefix of that row's id.
 * @param kind text, since an alert may name a kind of a later version
 * @returns `grant` for `expire_grant`
 */
export function dueSubject(kind: string): string {
  return kind.slice(kind.indexOf("_") + 1);
}

/**
 * Every kind of work that the platform has claimed and not yet marked as done, named `<verb>_<subject>`. The registry in
 * `packages/usecases/src/due/platform-handlers.ts` follows from it.
 * @source docs/rules.md#two-homes
 */
export const PLATFORM_DUE_KINDS = [
  "create_organization",
  "rename_organization",
  "send_invitation",
  "end_invitation",
  "add_member",
  "remove_member",
  "announce_owner",
  "welcome_person",
  "grant_signup_credit",
  "erase_person",
  "copy_catalog",
  "make_key",
  "copy_ceiling",
  "finish_staff_act",
  "send_mail",
  "publish_sso",
  "check_domain",
  "redeem_code",
  "announce_move",
  "book_event",
  "number_document",
  "move_organization",
] as const satisfies readonly `${string}_${string}`[];

/** A kind of platform due work. */
export type PlatformDueKind = (typeof PLATFORM_DUE_KINDS)[number];
