import type { CATALOG_REFUSALS } from "../catalog/refusals.ts";
import type { JOB_REFUSALS } from "../jobs/refusals.ts";
import type { ORGANIZATION_REFUSALS } from "../organizations/refusals.ts";
import type { DataIn, RefusalIn, RefusalPart } from "../refusal/part.ts";
import type { REQUEST_REFUSALS } from "../requests/refusals.ts";
import type { ENDPOINT_REFUSALS } from "../usage/endpoints/refusals.ts";
import type { USAGE_REFUSALS } from "../usage/refusals.ts";
import type { STORAGE_REFUSALS } from "../usage/storage/refusals.ts";

/** Refusals about credit: grants, holds, charges and debts. */
export const LEDGER_REFUSALS = {
  insufficient_credit: {
    kind: "payment",
    meaning: "Spendable credit does not cover the amount, or there is none, or debt is open.",
    data: { required: "amount", spendable: "amount", missing: "amount" },
  },
  budget_exceeded: {
    kind: "payment",
    meaning:
      "The use of a budget in its window would pass its cap; the refusal names the narrowest budget that has no room.",
    // `id` is that of the service key or of the organization, or the label of the member or of the project. `window` is
    // the start of the window.
    data: {
      scope: "text",
      id: "text",
      period: "text",
      window: "instant",
      cap: "amount",
      used: "amount",
      asked: "amount",
    },
  },
  balance_above_limit: {
    kind: "unprocessable",
    meaning: "Available, reserved and owed would together be above the limit of an organization.",
    isTemporary: true,
    data: { total: "amount", limit: "amount" },
  },
  hold_not_found: {
    kind: "missing",
    meaning: "The organization has no such hold.",
    isTemporary: true,
    data: { hold: "hold_id" },
  },
  hold_closed: {
    kind: "conflict",
    meaning: "The hold is no longer open or its time is over, and `state` says how it ended.",
    data: { hold: "hold_id", state: "text" },
  },
  hold_belongs_to_job: {
    kind: "conflict",
    meaning: "The hold belongs to a job, and only commands of the job change it.",
    data: { hold: "hold_id", job: "job_id" },
  },
  beyond_hold: {
    kind: "conflict",
    meaning: "The amount is above the open part of the hold.",
    data: { hold: "hold_id", open: "amount", asked: "amount" },
  },
  grant_already_lapsed: {
    kind: "unprocessable",
    meaning: "The grant would expire at or before the present time.",
    data: { expiresAt: "instant", at: "instant" },
  },
  grant_interval_empty: {
    kind: "unprocessable",
    meaning: "The grant would expire at or before the time at which it takes effect.",
    data: { effectiveAt: "instant", expiresAt: "instant" },
  },
  business_key_taken: {
    kind: "conflict",
    meaning: "The business key names an earlier grant of another amount.",
    data: { businessKey: "text", grant: "grant_id" },
  },
  charge_not_found: {
    kind: "missing",
    meaning: "The organization has no such charge.",
    isTemporary: true,
    data: { charge: "charge_id" },
  },
  beyond_charge: {
    kind: "conflict",
    meaning: "The amount is above the refundable part of the charge.",
    data: { charge: "charge_id", refundable: "amount", asked: "amount" },
  },
  grant_not_found: {
    kind: "missing",
    meaning: "The organization has no such grant.",
    isTemporary: true,
    data: { grant: "grant_id" },
  },
  grant_not_scheduled: {
    kind: "conflict",
    meaning: "The grant was issued or cancelled before, and `state` says which.",
    data: { grant: "grant_id", state: "text" },
  },
  beyond_grant: {
    kind: "conflict",
    meaning: "The amount is above the part of the grant that can be revoked.",
    isTemporary: true,
    data: { grant: "grant_id", revocable: "amount", asked: "amount" },
  },
  beyond_revoked: {
    kind: "conflict",
    meaning: "The amount is above what is taken back of the grant.",
    isTemporary: true,
    data: { grant: "grant_id", revoked: "amount", asked: "amount" },
  },
  debt_not_open: {
    kind: "missing",
    meaning: "The organization has no open debt of this id.",
    isTemporary: true,
    data: { debt: "debt_id" },
  },
  beyond_debt: {
    kind: "conflict",
    meaning: "The amount is above the open part of the debt.",
    data: { debt: "debt_id", open: "amount", asked: "amount" },
  },
} as const satisfies RefusalPart;

type LedgerPart = typeof LEDGER_REFUSALS &
  typeof STORAGE_REFUSALS &
  typeof JOB_REFUSALS &
  typeof ENDPOINT_REFUSALS &
  typeof USAGE_REFUSALS &
  typeof CATALOG_REFUSALS &
  // The ledger gives these before the rules see the command; they are not recorded.
  Pick<typeof ORGANIZATION_REFUSALS, "organization_not_found" | "organization_closed"> &
  Pick<typeof REQUEST_REFUSALS, "key_reused">;

/** Every code with which the ledger may refuse a command. */
export type LedgerRefusalCode = keyof LedgerPart;

/** A command that the ledger refused, and why. */
export type LedgerRefusal = RefusalIn<LedgerPart>;

/** The data of a code of the ledger. */
export type LedgerRefusalData<Code extends LedgerRefusalCode> = DataIn<LedgerPart, Code>;
