import type { Micros, Nanos } from "../../money/index.ts";
import type { Corrections } from "./corrections.ts";
import type { Id, Instant, OrgId } from "./ids.ts";

/** Where credit came from. */
export type GrantSource = "signup" | "plan" | "purchase" | "auto_topup" | "code" | "adjustment" | "contract" | "refund";

/** Whether somebody paid for the credit. */
export type GrantKind = "promotional" | "paid";

/** What a refund grant gives back: what was paid of a charge, or of a reversal that was taken back itself. */
export interface RefundOf {
  readonly type: "charge" | "debt";
  readonly id: Id;
}

/** What a grant was issued as; none of it ever changes. Amounts in micro-USD. */
export interface GrantTerms {
  readonly id: Id;
  readonly source: GrantSource;
  readonly kind: GrantKind;
  readonly amount: Micros;
  /** Start of `[effectiveAt, expiresAt)`. */
  readonly effectiveAt: Instant;
  /** `null` never expires. */
  readonly expiresAt: Instant | null;
  /** What makes it unique in its organization: a payment, a period, a code. */
  readonly businessKey: string;
  /** Of a refund grant; one that was loaded in passing does not say. */
  readonly refundOf?: RefundOf;
}

/** A grant and where its credit is now: the five counters add up to `amount`. */
export interface Grant extends GrantTerms {
  readonly avail: Micros;
  readonly held: Micros;
  readonly spent: Micros;
  readonly expired: Micros;
  readonly revoked: Micros;
  /** How many entries have it as their cause. */
  readonly legs: number;
}

/** What one grant gives to one hold: `reserved = open + settled + released`. */
export interface Slice {
  readonly grantId: Id;
  readonly reserved: Micros;
  readonly open: Micros;
  readonly settled: Micros;
  readonly released: Micros;
}

/** `open` until its one end. */
export type HoldState = "open" | "settled" | "voided" | "expired";

/** Credit reserved for running work, with the grants that fund it in burn order. */
export interface Hold {
  readonly id: Id;
  readonly jobId: Id | null;
  /** As first placed; growing and releasing change the slices, not this. */
  readonly amount: Micros;
  readonly state: HoldState;
  /** When it expires if nothing is heard: the declared end and the silence limit. */
  readonly silentAt: Instant | null;
  readonly slices: readonly Slice[];
  readonly legs: number;
}

/**
 * A charge that credit did not cover, or the part of a revocation that was used already. Paid first in,
 * first out; `amount = open + paid + forgiven`.
 */
export interface Debt {
  readonly id: Id;
  readonly amount: Micros;
  readonly open: Micros;
  readonly paid: Micros;
  readonly forgiven: Micros;
  /** The entry that made it: the order in which debts are paid. */
  readonly seq: number;
  /** The grant whose revocation made it, said where it is made; the debt of a charge has the charge's id. */
  readonly reversalOf?: Id;
}

/** How a job is charged: after each epoch, or at its end. */
export type JobMode = "epochs" | "timed";

/** `silent` is a job whose hold expired because nothing was heard of it; it may still be running. */
export type JobState = "running" | "paused" | "silent" | "completed" | "cancelled" | "failed";

/** One metered run of a resource. Quantities are cumulative compute time in milliseconds. */
export interface Job {
  readonly id: Id;
  /** The caller's name for it, unique in the organization. */
  readonly ref: string;
  readonly resource: string;
  /** The kind of work, which names its policy. */
  readonly work: string;
  readonly mode: JobMode;
  /** Nano-USD per unit and hour, as it was at the start. */
  readonly rate: Nanos;
  /** Units (GPUs) in thousandths. */
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
  readonly project: string | null;
  readonly member: string | null;
  readonly catalogVersion: number;
  readonly startedAt: Instant;
  readonly state: JobState;
  /** When it last stopped running; `null` while it runs. */
  readonly pausedAt: Instant | null;
  /** All pauses that have ended, together. */
  readonly pausedMs: number;
  /** What the service last reported. */
  readonly reportedMs: number;
  /** The part of it that is charged: less where the platform failed or a cap binds. */
  readonly chargeableMs: number;
  readonly charged: Micros;
  /** How many charge rows it has. */
  readonly charges: number;
  readonly holdId: Id | null;
  readonly endedAt: Instant | null;
}

/** A grant that is to be issued at `effectiveAt`. */
export interface ScheduledGrant extends GrantTerms {
  readonly issued: boolean;
}

/** What an organization has, as its row says. `available` counts lapsed credit until it is swept. */
export interface Balance {
  readonly available: Micros;
  readonly reserved: Micros;
  readonly owed: Micros;
}

/**
 * One organization's ledger as far as its commands need it: every open grant and debt, and the
 * holds, jobs and business keys that the commands name. `apply` is the only writer.
 */
export interface OrgLedger {
  readonly orgId: OrgId;
  /** The number of the last entry, 0 before the first. */
  seq: number;
  /** The time of the last entry. */
  at: Instant;
  balance: Balance;
  readonly catalogVersion: number;
  readonly grants: Map<Id, Grant>;
  /** The ids of `grants` in burn order. */
  readonly burnOrder: Id[];
  /** The ids of open debts, oldest first. */
  readonly debtOrder: Id[];
  readonly debts: Map<Id, Debt>;
  readonly holds: Map<Id, Hold>;
  readonly jobs: Map<Id, Job>;
  /** Job ids by the caller's `ref`. */
  readonly jobIds: Map<string, Id>;
  readonly scheduled: Map<Id, ScheduledGrant>;
  /** Terms by business key, of grants issued and scheduled. */
  readonly businessKeys: Map<string, GrantTerms>;
  /** What corrections need to know; `null` where no command is one. */
  corrections: Corrections | null;
}

/** An organization before its first entry. */
export function emptyLedger(orgId: OrgId, catalogVersion: number): OrgLedger {
  return {
    orgId,
    seq: 0,
    at: 0,
    balance: { available: 0n, reserved: 0n, owed: 0n },
    catalogVersion,
    grants: new Map(),
    burnOrder: [],
    debtOrder: [],
    debts: new Map(),
    holds: new Map(),
    jobs: new Map(),
    jobIds: new Map(),
    scheduled: new Map(),
    businessKeys: new Map(),
    corrections: null,
  };
}

/** What a hold still reserves, in micro-USD. */
export function openOf(hold: Hold): Micros {
  let open = 0n;
  for (const slice of hold.slices) open += slice.open;
  return open;
}
