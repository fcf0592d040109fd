import type { Micros, Nanos } from "../../money/index.ts";
import type { Bucket } from "./buckets.ts";
import type { Id, Instant } from "./ids.ts";
import type { Balance, GrantTerms, Job } from "./state.ts";

/** One move of credit. `holdId` is set exactly if one of the buckets is `held`. */
export interface Posting {
  readonly from: Bucket;
  readonly to: Bucket;
  /** Micro-USD, above zero. */
  readonly amount: Micros;
  readonly grantId: Id | null;
  readonly holdId: Id | null;
  readonly debtId: Id | null;
}

/** Why a charge needs review: it exceeded its hold, or came after the job became silent. */
export type ChargeFlag = "beyond_hold" | "after_silence";

/**
 * The meters of charges without a job: of an endpoint, of the storage of a month, of a usage event, and of the minimum of a
 * month.
 */
export const METER_KINDS = ["endpoint", "storage", "usage", "month"] as const;
export type MeterKind = (typeof METER_KINDS)[number];

/** The place of a charge in its month meter, whose charges are legs 1 to n. */
export interface MonthLeg {
  readonly meterId: Id;
  readonly leg: number;
  /** The quantity of the month after the charge, in whole units of the meter. */
  readonly quantity: bigint;
}

/** What a charge without a job is for. The charges of one meter are legs 1 to n. */
export interface Metered {
  readonly meter: MeterKind;
  /**
   * The endpoint, the resource's storage of one month, the usage event, of whose corrections the first event is the meter,
   * or the month meter whose minimum it is.
   */
  readonly meterId: Id;
  /**
   * The quantity that the charge is for, in whole units of its meter: of an endpoint, thousandths of a unit x milliseconds;
   * of storage, byte-milliseconds of the month so far; of a usage event, millionths of the resource's unit; of a minimum,
   * the quantity of its month meter.
   */
  readonly quantity: bigint;
  /** The time that it pays for: `[from, until)`. Of a usage event both are the time of the event. */
  readonly from: Instant;
  readonly until: Instant;
  /** Whether the UTC month of that time had ended when the charge was made. */
  readonly isLate: boolean;
  /** The canonical text of the price, if it is more than a rate. */
  readonly price: string | null;
  /** The month meter that counts it; `null` for a plain rate, and for storage. */
  readonly month: MonthLeg | null;
  /** Who reported a usage event, and its name there. */
  readonly source: string | null;
  readonly name: string | null;
}

/** The cost of usage, with the terms of its calculation. The charges of a job or of another meter are legs 1 to n. */
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
  /** Cumulative milliseconds as reported, and the charged part of them. */
  readonly reportedMs: number | null;
  readonly chargeableMs: number | null;
  /** Micro-USD; charges of zero are recorded too. */
  readonly amount: Micros;
  readonly flags: readonly ChargeFlag[];
  readonly project: string | null;
  readonly member: string | null;
  readonly at: Instant;
  /** `null` for the charge of a job, and for a plain amount. */
  readonly metered: Metered | null;
}

/** The immutable part of a hold: its terms when it was placed. */
export interface HoldTerms {
  readonly id: Id;
  readonly jobId: Id | null;
  readonly amount: Micros;
  /** When the hold ends without a report. It changes only for the hold of a job. */
  readonly silentAt: Instant | null;
}

/** The immutable part of a job: its terms at its start. */
export type JobStart = Pick<
  Job,
  | "ref"
  | "resource"
  | "work"
  | "mode"
  | "rate"
  | "price"
  | "unitsMilli"
  | "estimateMs"
  | "project"
  | "member"
  | "catalogVersion"
  | "startedAt"
>;

/** The immutable part of a debt. A charge that credit did not cover makes it, or credit of a grant that was taken back. */
export interface DebtTerms {
  readonly id: Id;
  readonly chargeId: Id | null;
  /** The revoked grant. */
  readonly grantId: Id | null;
  readonly amount: Micros;
}

/** The row that caused an entry. */
export type Cause =
  | { readonly type: "grant"; readonly grant: GrantTerms }
  /** A grant that is to be issued later, under the same id. */
  | { readonly type: "scheduled"; readonly grant: GrantTerms }
  /** `job` is the job of the hold, if it has one. */
  | { readonly type: "hold"; readonly hold: HoldTerms; readonly job: JobStart | null }
  | { readonly type: "charge"; readonly charge: Charge }
  | { readonly type: "debt"; readonly debt: DebtTerms };

/** The kind of event that an entry records. */
export type EntryKind =
  | "grant_scheduled"
  | "grant_cancelled"
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

/** The sender of a command. */
export interface Actor {
  readonly type: "service_key" | "member" | "operator" | "system";
  /** `null` for the type `system`. */
  readonly id: Id | null;
}

/** One immutable line of the ledger, before its hash is computed. */
export interface Entry {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly actor: Actor;
  readonly cause: Cause;
  /** Counts the entries of one cause from 1. */
  readonly leg: number;
  readonly postings: readonly Posting[];
  /**
   * The amount that a revocation or a reinstatement names, in micro-USD. Its postings may move less, because held
   * credit moves later and lapsed credit never.
   */
  readonly asked?: Micros;
  /** The organization's balances after this entry. */
  readonly after: Balance;
}

/** The id of the row that a cause names. */
export function causeId(cause: Cause): Id {
  if (cause.type === "grant" || cause.type === "scheduled") return cause.grant.id;
  if (cause.type === "debt") return cause.debt.id;
  return cause.type === "hold" ? cause.hold.id : cause.charge.id;
}
