import type { Micros } from "../../money/index.ts";
import type { BudgetTerms } from "../state/budget.ts";
import type { Actor } from "../state/entry.ts";
import type { Id, Instant, OrgId } from "../state/ids.ts";
import type { GrantKind, GrantSource, JobMode } from "../state/state.ts";

/** The fields of every command. */
interface CommandOf<Kind extends string> {
  readonly kind: Kind;
  readonly orgId: OrgId;
  /** A UUID that the sender makes. It becomes the id of the row that the command makes. */
  readonly id: Id;
  readonly actor: Actor;
  /**
   * The budgets of the caller: of a service key with a ceiling. The organization's own rows decide; terms that it does
   * not have yet are copied into it.
   */
  readonly budgets?: readonly BudgetTerms[];
}

/** Adds credit, now or at `effectiveAt`. */
export interface IssueGrant extends CommandOf<"issueGrant"> {
  /** Refund grants are made only by corrections of charges and revocations. */
  readonly source: Exclude<GrantSource, "refund">;
  readonly grantKind: GrantKind;
  readonly amount: Micros;
  /** `null` means now. */
  readonly effectiveAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** `null` for a grant that needs none: its own id is its business key. */
  readonly businessKey: string | null;
  /** Issues credit that has lapsed too, and expires it in the next entry: credit by a plan that comes late. */
  readonly evenIfLapsed?: true;
}

/** Issues a scheduled grant that is due. Does nothing before its time or if it was issued already. */
export interface IssueScheduled extends CommandOf<"issueScheduled"> {
  readonly grantId: Id;
}

/** Cancels a scheduled grant before its time. */
export interface CancelScheduled extends CommandOf<"cancelScheduled"> {
  readonly grantId: Id;
}

/** Books the expiry of a grant's free credit. Does nothing before its time or a second time. */
export interface ExpireGrant extends CommandOf<"expireGrant"> {
  readonly grantId: Id;
}

/** Reserves credit without a job. */
export interface PlaceHold extends CommandOf<"placeHold"> {
  readonly amount: Micros;
  /** Milliseconds until an open hold expires; `null` means never. */
  readonly ttlMs: number | null;
}

/** Charges a part of a hold. `close` releases the rest and closes the hold. */
export interface SettleHold extends CommandOf<"settleHold"> {
  readonly holdId: Id;
  readonly amount: Micros;
  readonly close: boolean;
  readonly resource: string | null;
}

/** Releases a part of a hold. */
export interface ReleaseHold extends CommandOf<"releaseHold"> {
  readonly holdId: Id;
  readonly amount: Micros;
}

/** Closes a hold and releases all of it. */
export interface VoidHold extends CommandOf<"voidHold"> {
  readonly holdId: Id;
}

/** Ends a hold that expired without a report. Does nothing before its time or a second time. */
export interface ExpireHold extends CommandOf<"expireHold"> {
  readonly holdId: Id;
}

/** Takes an amount from available credit without a hold. `onShortfall` says what happens if credit is missing. */
export interface ChargeNow extends CommandOf<"charge"> {
  readonly amount: Micros;
  readonly onShortfall: "refuse" | "owe";
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** The cumulative quantity at the planned end of the next epoch. */
export interface NextEpoch {
  readonly untilMs: number;
}

/**
 * Charges a reported use of a resource. The event is named by its source and its name there, and has the id of its
 * idempotency key, which is made of both.
 */
export interface RecordUsage extends CommandOf<"recordUsage"> {
  readonly source: string;
  readonly name: string;
  readonly resource: string;
  /** Millionths of the resource's unit; of a correction the new total. */
  readonly quantity: bigint;
  /** `null` means the time of arrival. Of a correction, the time of the corrected event counts. */
  readonly eventAt: Instant | null;
  readonly project: string | null;
  readonly member: string | null;
  /** The name of an earlier event of the same source. */
  readonly corrects: string | null;
  /** A UUIDv7 from which the refund grants of a correction derive their ids. */
  readonly refundId: Id;
}

/** Admits a job and reserves the price of its first epoch, or of the whole job if it is timed. */
export interface StartJob extends CommandOf<"startJob"> {
  readonly ref: string;
  readonly resource: string;
  readonly work: string;
  readonly mode: JobMode;
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
  /** The first epoch; `null` for a timed job. */
  readonly next: NextEpoch | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** Charges up to a cumulative quantity and reserves the next epoch. `next: null` pauses the job. */
export interface SettleEpoch extends CommandOf<"settleEpoch"> {
  readonly ref: string;
  readonly quantityMs: number;
  readonly next: NextEpoch | null;
}

/** Ends a job: charges the time that its end state charges, and releases the rest. */
export interface FinishJob extends CommandOf<"finishJob"> {
  readonly ref: string;
  readonly end: "completed" | "cancelled" | "failed";
  /** Who caused a failure; ignored for other end states. */
  readonly fault: "user" | "platform";
  readonly quantityMs: number;
}

/** Admits a paused job again. */
export interface ResumeJob extends CommandOf<"resumeJob"> {
  readonly ref: string;
  /** `null` for a timed job, which reserves the rest of its estimate. */
  readonly next: NextEpoch | null;
}

/** Starts an endpoint, which is metered by time without a hold. */
export interface StartEndpoint extends CommandOf<"startEndpoint"> {
  readonly ref: string;
  readonly resource: string;
  readonly unitsMilli: number;
  readonly project: string | null;
  readonly member: string | null;
}

/** Changes the units or the resource of a running endpoint, after its time before is settled. */
export interface ScaleEndpoint extends CommandOf<"scaleEndpoint"> {
  readonly ref: string;
  /** `null` keeps what it has. */
  readonly resource: string | null;
  readonly unitsMilli: number | null;
}

/** Stops an endpoint and charges the rest of its time. */
export interface StopEndpoint extends CommandOf<"stopEndpoint"> {
  readonly ref: string;
}

/** Charges the time of an endpoint, every few minutes. Does nothing before its time or a second time. */
export interface SettleEndpoint extends CommandOf<"settleEndpoint"> {
  readonly endpointId: Id;
}

/** Refunds a part of a charge: first forgives the debt that it left, then returns credit. */
export interface RefundCharge extends CommandOf<"refundCharge"> {
  readonly chargeId: Id;
  readonly amount: Micros;
}

/** Takes back a part of a grant whose payment was refunded or is disputed. The used part becomes a debt. */
export interface RevokeGrant extends CommandOf<"revokeGrant"> {
  readonly grantId: Id;
  readonly amount: Micros;
}

/** Undoes a revocation in part or in full, for example after a dispute was won. */
export interface ReinstateGrant extends CommandOf<"reinstateGrant"> {
  readonly grantId: Id;
  readonly amount: Micros;
}

/** Forgives a part of a debt. */
export interface ForgiveDebt extends CommandOf<"forgiveDebt"> {
  readonly debtId: Id;
  readonly amount: Micros;
}

/**
 * Begins the next period of a subscription whose period ends. Does nothing before its time or a second time, and leaves
 * an end and a change of the plan to the caller.
 */
export interface RenewSubscription extends CommandOf<"renewSubscription"> {
  readonly subscriptionId: Id;
}

/** Issues the credit of a subscription's month. Does nothing before its time or a second time. */
export interface CreditSubscription extends CommandOf<"creditSubscription"> {
  readonly subscriptionId: Id;
}

/** Reports the size of a volume from now on, or from an earlier instant. */
export interface SetStorage extends CommandOf<"setStorage"> {
  /** The caller's name for the volume. */
  readonly ref: string;
  readonly bytes: bigint;
  /** `null` for a known volume, or for the only resource of storage. */
  readonly resource: string | null;
  /** `null` leaves the label as it is. */
  readonly project: string | null;
  readonly member: string | null;
  /** The instant from which the volume has this size; `null` means now. */
  readonly since: Instant | null;
}

/** Books a meter of storage that is due. Does nothing before its time or a second time. */
export interface SettleStorage extends CommandOf<"settleStorage"> {
  readonly meterId: Id;
  /** Whether the caller gives back what a late report has made smaller. */
  readonly corrects: boolean;
}

/** Charges the minimum of a month that has ended. Does nothing before its end or a second time. */
export interface SettleMinimum extends CommandOf<"settleMinimum"> {
  readonly meterId: Id;
}

/** Any command of the ledger. */
export type Command =
  | IssueGrant
  | IssueScheduled
  | CancelScheduled
  | ExpireGrant
  | PlaceHold
  | SettleHold
  | ReleaseHold
  | VoidHold
  | ExpireHold
  | ChargeNow
  | RecordUsage
  | StartJob
  | SettleEpoch
  | FinishJob
  | ResumeJob
  | StartEndpoint
  | ScaleEndpoint
  | StopEndpoint
  | SettleEndpoint
  | RefundCharge
  | RevokeGrant
  | ReinstateGrant
  | ForgiveDebt
  | RenewSubscription
  | CreditSubscription
  | SetStorage
  | SettleStorage
  | SettleMinimum;
