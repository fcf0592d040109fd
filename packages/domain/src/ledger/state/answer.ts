import type { ChargeFlag } from "./entry.ts";
import type { Id } from "./ids.ts";
import type { HoldState, JobState } from "./state.ts";

/** A balance in an answer. `available` is spendable credit, without lapsed credit. Micro-USD in digits. */
export interface BalanceAnswer {
  readonly available: string;
  readonly reserved: string;
  readonly owed: string;
}

/** The fields of every answer. */
interface BaseAnswer {
  /** The number of the last entry that the command made; `null` if it moved no credit. */
  readonly seq: number | null;
  readonly balance: BalanceAnswer;
}

export interface GrantAnswer extends BaseAnswer {
  readonly grant: Id;
  /** `existing` means an earlier grant with the same business key and terms. */
  readonly state: "issued" | "scheduled" | "existing";
  readonly amount: string;
  /** The part of the grant that paid debts at once. */
  readonly paidDebt: string;
}

export interface HoldAnswer extends BaseAnswer {
  readonly hold: Id;
  readonly state: HoldState;
  readonly open: string;
  /** The amounts that this command charged and released. */
  readonly charged: string;
  readonly released: string;
}

export interface ChargeAnswer extends BaseAnswer {
  readonly charge: Id;
  readonly charged: string;
  /** The part that credit did not cover. */
  readonly becameOwed: string;
}

export interface RefundAnswer extends BaseAnswer {
  readonly charge: Id;
  /** The part that was still owed and is forgiven, and the part that was returned as credit. */
  readonly forgiven: string;
  readonly refunded: string;
  /** The refund grants, one for each grant that paid. */
  readonly grants: readonly Id[];
}

export interface RevokeAnswer extends BaseAnswer {
  readonly grant: Id;
  /** The part taken back from the grant itself. */
  readonly revoked: string;
  /** The used part became this debt. `paid` of it was paid at once by other credit; `becameOwed` is the rest. */
  readonly debt: Id | null;
  readonly paid: string;
  readonly becameOwed: string;
}

export interface ReinstateAnswer extends BaseAnswer {
  readonly grant: Id;
  /** The forgiven debt, the credit that the grant has again, and the credit returned as refund grants. */
  readonly forgiven: string;
  readonly reinstated: string;
  readonly refunded: string;
  readonly grants: readonly Id[];
}

export interface ForgiveAnswer extends BaseAnswer {
  readonly debt: Id;
  readonly forgiven: string;
  /** The part of the debt that is still owed. */
  readonly open: string;
}

/** Why a job should pause. */
export type PauseReason = "insufficient_credit" | "asked" | "silent" | "paused";

export interface JobAnswer extends BaseAnswer {
  readonly job: Id;
  readonly ref: string;
  readonly state: JobState;
  /** What the job should do now. */
  readonly decision: "continue" | "pause" | "stop";
  readonly reason: PauseReason | null;
  /** The credit missing for the next epoch, if `reason` is `insufficient_credit`. */
  readonly missing: string | null;
  /** The amounts charged by this command, and in total. */
  readonly charged: string;
  readonly chargedTotal: string;
  readonly held: string;
  readonly becameOwed: string;
  readonly flags: readonly ChargeFlag[];
}

/** The result of a sweep. `done` is false if it was too early, or another sweep did the work before. */
export interface SweepAnswer extends BaseAnswer {
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
