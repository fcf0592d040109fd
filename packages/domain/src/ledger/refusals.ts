/**
 * Why the rules said no: a stable code, a sentence for people, and the figures behind it.
 * Amounts are micro-USD in digits, as on the wire; instants and quantities are milliseconds.
 */
export type Refusal =
  | RefusalOf<"insufficient_credit", { required: string; spendable: string; missing: string }>
  | RefusalOf<"hold_not_found", { hold: string }>
  | RefusalOf<"hold_closed", { hold: string; state: string }>
  | RefusalOf<"hold_belongs_to_job", { hold: string; job: string }>
  | RefusalOf<"beyond_hold", { hold: string; open: string; asked: string }>
  | RefusalOf<"job_not_found", { job: string }>
  | RefusalOf<"job_exists", { job: string; state: string }>
  | RefusalOf<"job_closed", { job: string; state: string }>
  | RefusalOf<"job_running", { job: string }>
  | RefusalOf<"job_not_in_epochs", { job: string }>
  | RefusalOf<"quantity_goes_back", { job: string; reportedMs: number; lastMs: number }>
  | RefusalOf<"quantity_ahead_of_time", { job: string; reportedMs: number; runningMs: number }>
  | RefusalOf<"next_not_ahead", { job: string; untilMs: number; quantityMs: number }>
  | RefusalOf<"next_missing", { job: string }>
  | RefusalOf<"estimate_missing", { job: string }>
  | RefusalOf<"price_above_limit", { price: string; limit: string }>
  | RefusalOf<"unknown_resource", { resource: string }>
  | RefusalOf<"not_sold_for_work", { resource: string; work: string }>
  | RefusalOf<"work_without_jobs", { work: string }>
  | RefusalOf<"grant_already_lapsed", { expiresAt: number; at: number }>
  | RefusalOf<"grant_interval_empty", { effectiveAt: number; expiresAt: number }>
  | RefusalOf<"business_key_taken", { businessKey: string; grant: string }>
  | RefusalOf<"charge_not_found", { charge: string }>
  | RefusalOf<"beyond_charge", { charge: string; refundable: string; asked: string }>
  | RefusalOf<"grant_not_found", { grant: string }>
  | RefusalOf<"beyond_grant", { grant: string; revocable: string; asked: string }>
  | RefusalOf<"beyond_revoked", { grant: string; revoked: string; asked: string }>
  | RefusalOf<"debt_not_open", { debt: string }>
  | RefusalOf<"beyond_debt", { debt: string; open: string; asked: string }>
  // The two that the ledger itself gives, before the rules see the command; they are not recorded.
  | RefusalOf<"organization_not_found", { organization: string }>
  | RefusalOf<"key_reused", { operation: string; key: string }>;

interface RefusalOf<Code extends string, Data> {
  readonly code: Code;
  readonly message: string;
  readonly data: Data;
}

/** Every code that the ledger's rules may refuse with. */
export type RefusalCode = Refusal["code"];

/** Builds a refusal; `data` is checked against the code. */
export function refusal<Code extends RefusalCode>(
  code: Code,
  message: string,
  data: Extract<Refusal, { code: Code }>["data"],
): Refusal {
  return { code, message, data } as Refusal;
}
