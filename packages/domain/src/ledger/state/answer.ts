import type { ChargeFlag } from "./entry.ts";
import type { Id } from "./ids.ts";
import type { HoldState, JobState } from "./state.ts";

/** A balance as people may use it: `available` is spendable, lapsed credit is never in it. Micro-USD in digits. */
export interface BalanceAnswer {
  readonly available: string;
  readonly reserved: string;
  readonly owed: string;
}

interface Answered {
  /** The number of the last entry made, `null` where nothing moved. */
  readonly seq: number | null;
  readonly balance: BalanceAnswer;
}

export interface GrantAnswer extends Answered {
  readonly grant: Id;
  /** `existing` is the earlier grant of the same business key and terms. */
  readonly state: "issued" | "scheduled" | "existing";
  readonly amount: string;
  /** What of it paid debts at once. */
  readonly paidDebt: string;
}

export interface HoldAnswer extends Answered {
  readonly hold: Id;
  readonly state: HoldState;
  readonly open: string;
  /** Charged or given back by this command. */
  readonly charged: string;
  readonly released: string;
}

export interface ChargeAnswer extends Answered {
  readonly charge: Id;
  readonly charged: string;
  /** The part that credit did not cover. */
  readonly becameOwed: string;
}

export interface RefundAnswer extends Answered {
  readonly charge: Id;
  /** The part that was still owed and is no more, and the part that came back as credit. */
  readonly forgiven: string;
  readonly refunded: string;
  /** The refund grants, one for each grant that had paid. */
  readonly grants: readonly Id[];
}

export interface RevokeAnswer extends Answered {
  readonly grant: Id;
  /** What was taken back of the grant itself. */
  readonly revoked: string;
  /** What was used of it already: the debt that it made, what other credit paid of it at once, and the rest. */
  readonly debt: Id | null;
  readonly paid: string;
  readonly becameOwed: string;
}

export interface ReinstateAnswer extends Answered {
  readonly grant: Id;
  /** What is owed no more, what the grant itself has again, and what came back to the credit that had paid. */
  readonly forgiven: string;
  readonly reinstated: string;
  readonly refunded: string;
  readonly grants: readonly Id[];
}

export interface ForgiveAnswer extends Answered {
  readonly debt: Id;
  readonly forgiven: string;
  /** What is still owed of it. */
  readonly open: string;
}

/** Why a job should pause. */
export type PauseReason = "insufficient_credit" | "asked" | "silent" | "paused";

export interface JobAnswer extends Answered {
  readonly job: Id;
  readonly ref: string;
  readonly state: JobState;
  /** What the work should do now. */
  readonly decision: "continue" | "pause" | "stop";
  readonly reason: PauseReason | null;
  /** What is missing for the next epoch, where that is the reason. */
  readonly missing: string | null;
  /** By this command, and in all. */
  readonly charged: string;
  readonly chargedTotal: string;
  readonly held: string;
  readonly becameOwed: string;
  readonly flags: readonly ChargeFlag[];
}

/** What a sweep did: nothing where it was early, or somebody else was first. */
export interface SweepAnswer extends Answered {
  readonly done: boolean;
}

/** The answer to each kind of command. */
export interface AnswerByKind {
  readonly issueGrant: GrantAnswer;
  readonly issueScheduled: SweepAnswer;
  readonly expireGrant: SweepAnswer;
  readonly placeHold: HoldAnswer;
  readonly settleHold: HoldAnswer;
  readonly releaseHold: HoldAnswer;
  readonly voidHold: HoldAnswer;
  readonly expireHold: SweepAnswer;
  readonly charge: ChargeAnswer;
  readonly startJob: JobAnswer;
  readonly settleEpoch: JobAnswer;
  readonly finishJob: JobAnswer;
  readonly resumeJob: JobAnswer;
  readonly refundCharge: RefundAnswer;
  readonly revokeGrant: RevokeAnswer;
  readonly reinstateGrant: ReinstateAnswer;
  readonly forgiveDebt: ForgiveAnswer;
}

export type Answer = AnswerByKind[keyof AnswerByKind];
