import type { Micros } from "../../money/index.ts";
import type { Actor } from "../state/entry.ts";
import type { Id, Instant, OrgId } from "../state/ids.ts";
import type { GrantKind, GrantSource, JobMode } from "../state/state.ts";

/** What every command carries. */
interface CommandOf<Kind extends string> {
  readonly kind: Kind;
  readonly orgId: OrgId;
  /** A UUID made by the sender: the id of whatever row the command makes. */
  readonly id: Id;
  readonly actor: Actor;
}

/** Adds credit, now or at `effectiveAt`. */
export interface IssueGrant extends CommandOf<"issueGrant"> {
  /** Refunds are made from charges. */
  readonly source: Exclude<GrantSource, "refund">;
  readonly grantKind: GrantKind;
  readonly amount: Micros;
  /** `null` is now. */
  readonly effectiveAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly businessKey: string;
}

/** Issues a scheduled grant whose time has come; does nothing twice. */
export interface IssueScheduled extends CommandOf<"issueScheduled"> {
  readonly grantId: Id;
}

/** Books the expiry of a grant's free credit; does nothing before its time or twice. */
export interface ExpireGrant extends CommandOf<"expireGrant"> {
  readonly grantId: Id;
}

/** Reserves credit without a job. */
export interface PlaceHold extends CommandOf<"placeHold"> {
  readonly amount: Micros;
  /** How long until it expires if it is still open; `null` stays until its end. */
  readonly ttlMs: number | null;
}

/** Charges a part of a hold; `close` releases the rest and ends it. */
export interface SettleHold extends CommandOf<"settleHold"> {
  readonly holdId: Id;
  readonly amount: Micros;
  readonly close: boolean;
  readonly resource: string | null;
}

/** Gives a part of a hold back. */
export interface ReleaseHold extends CommandOf<"releaseHold"> {
  readonly holdId: Id;
  readonly amount: Micros;
}

/** Closes a hold and gives all of it back. */
export interface VoidHold extends CommandOf<"voidHold"> {
  readonly holdId: Id;
}

/** Ends a hold of which nothing was heard; does nothing before its time or twice. */
export interface ExpireHold extends CommandOf<"expireHold"> {
  readonly holdId: Id;
}

/** Takes from available without a hold; what is missing is refused, or owed. */
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

/** Admits a job and reserves its first epoch, or the whole of a timed job. */
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

/** Charges up to a cumulative quantity and reserves the next epoch; `next: null` pauses. */
export interface SettleEpoch extends CommandOf<"settleEpoch"> {
  readonly ref: string;
  readonly quantityMs: number;
  readonly next: NextEpoch | null;
}

/** Ends a job: charges what its end state says and releases the rest. */
export interface FinishJob extends CommandOf<"finishJob"> {
  readonly ref: string;
  readonly end: "completed" | "cancelled" | "failed";
  /** Whose fault a failure is; of no meaning for the other ends. */
  readonly fault: "user" | "platform";
  readonly quantityMs: number;
}

/** Admits a paused job again. */
export interface ResumeJob extends CommandOf<"resumeJob"> {
  readonly ref: string;
  /** `null` for a timed job: the rest of its estimate. */
  readonly next: NextEpoch | null;
}

/** Gives a part of a charge back: what is owed of it is forgiven first, then credit comes back. */
export interface RefundCharge extends CommandOf<"refundCharge"> {
  readonly chargeId: Id;
  readonly amount: Micros;
}

/** Takes back a part of a grant whose payment was refunded or is disputed; what was used of it is owed. */
export interface RevokeGrant extends CommandOf<"revokeGrant"> {
  readonly grantId: Id;
  readonly amount: Micros;
}

/** Takes a revocation back, in part or whole: a dispute was won. */
export interface ReinstateGrant extends CommandOf<"reinstateGrant"> {
  readonly grantId: Id;
  readonly amount: Micros;
}

/** Writes a part of a debt off. */
export interface ForgiveDebt extends CommandOf<"forgiveDebt"> {
  readonly debtId: Id;
  readonly amount: Micros;
}

/** Everything that can be asked of the ledger. */
export type Command =
  | IssueGrant
  | IssueScheduled
  | ExpireGrant
  | PlaceHold
  | SettleHold
  | ReleaseHold
  | VoidHold
  | ExpireHold
  | ChargeNow
  | StartJob
  | SettleEpoch
  | FinishJob
  | ResumeJob
  | RefundCharge
  | RevokeGrant
  | ReinstateGrant
  | ForgiveDebt;
