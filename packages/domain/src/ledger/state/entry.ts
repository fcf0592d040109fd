import type { Micros, Nanos } from "../../money/index.ts";
import type { Bucket } from "./buckets.ts";
import type { Id, Instant } from "./ids.ts";
import type { Balance, GrantTerms } from "./state.ts";

/** One move of credit. `hold` is set exactly where a bucket is `held`. */
export interface Posting {
  readonly from: Bucket;
  readonly to: Bucket;
  /** Micro-USD, above zero. */
  readonly amount: Micros;
  readonly grantId: Id | null;
  readonly holdId: Id | null;
  readonly debtId: Id | null;
}

/** Why a charge needs a second look: it went above its hold, or came after the job fell silent. */
export type ChargeFlag = "beyond_hold" | "after_silence";

/** What usage cost, as it was worked out. A job's rows are its meter, one per report, `leg` 1 to n. */
export interface Charge {
  readonly id: Id;
  readonly jobId: Id | null;
  readonly leg: number;
  /** The hold that a bare settle charged. */
  readonly holdId: Id | null;
  readonly resource: string | null;
  /** Nano-USD per unit and hour. */
  readonly rate: Nanos | null;
  readonly unitsMilli: number | null;
  /** Cumulative milliseconds as reported, and the part of them that is charged. */
  readonly reportedMs: number | null;
  readonly chargeableMs: number | null;
  /** Micro-USD; zero is recorded too. */
  readonly amount: Micros;
  readonly flags: readonly ChargeFlag[];
  readonly project: string | null;
  readonly member: string | null;
  readonly at: Instant;
}

/** What a hold was placed as; its immutable part. */
export interface HoldTerms {
  readonly id: Id;
  readonly jobId: Id | null;
  readonly amount: Micros;
}

/** What a debt was made as: by a charge that credit did not cover, or by the revocation of a grant. */
export interface DebtTerms {
  readonly id: Id;
  readonly chargeId: Id | null;
  /** The grant that was revoked. */
  readonly grantId: Id | null;
  readonly amount: Micros;
}

/** The row that an entry is the consequence of. */
export type Cause =
  | { readonly type: "grant"; readonly grant: GrantTerms }
  | { readonly type: "hold"; readonly hold: HoldTerms }
  | { readonly type: "charge"; readonly charge: Charge }
  | { readonly type: "debt"; readonly debt: DebtTerms };

/** What happened, in one word for each entry. */
export type EntryKind =
  | "grant_issued"
  | "grant_expired"
  | "grant_revoked"
  | "grant_reinstated"
  | "hold_placed"
  | "hold_grown"
  | "hold_released"
  | "hold_voided"
  | "hold_expired"
  | "settled"
  | "charged"
  | "debt_forgiven";

/** Who gave a command. */
export interface Actor {
  readonly type: "service_key" | "member" | "operator" | "system";
  /** `null` for the system itself. */
  readonly id: Id | null;
}

/** One immutable line of the ledger, before it is chained by its hash. */
export interface Entry {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly actor: Actor;
  readonly cause: Cause;
  /** Counts the entries of one cause from 1. */
  readonly leg: number;
  readonly postings: readonly Posting[];
  /** The organization's balances after it. */
  readonly after: Balance;
}

/** The id of the row that a cause names. */
export function causeId(cause: Cause): Id {
  if (cause.type === "grant") return cause.grant.id;
  if (cause.type === "debt") return cause.debt.id;
  return cause.type === "hold" ? cause.hold.id : cause.charge.id;
}
