import type { EndpointState, StopReason } from "../../usage/endpoints/endpoint.ts";
import type { BudgetExceeded } from "./budget-room.ts";
import type { ChargeFlag } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";
import type { GrantTerms, HoldState, JobState } from "./state.ts";

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
  /** `existing` means an earlier grant with the same business key and amount. */
  readonly state: "issued" | "scheduled" | "existing";
  readonly amount: string;
  /** The part of the grant that paid debts at once. */
  readonly paidDebt: string;
  /** The terms of an existing grant, which stay as they are; `null` for a new grant. */
  readonly terms: Pick<GrantTerms, "source" | "kind" | "effectiveAt" | "expiresAt"> | null;
}

export interface CancelAnswer extends BaseAnswer {
  readonly grant: Id;
  /** The credit that will not be issued. */
  readonly amount: string;
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

export interface UsageAnswer extends BaseAnswer {
  /** The charge of the event. */
  readonly charge: Id;
  readonly charged: string;
  /** The part that credit did not cover. */
  readonly becameOwed: string;
  /** What a correction forgave of debt, and what it returned as credit. */
  readonly forgiven: string;
  readonly refunded: string;
  /** Whether the UTC month of the event had ended when it arrived. */
  readonly isLate: boolean;
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
  /** The free part, which is revoked at once. */
  readonly revoked: string;
  /** The part on hold: it is revoked when its hold releases it, and owed when its hold spends it. */
  readonly held: string;
  /** The part that had lapsed unused, which is neither revoked nor owed. */
  readonly lapsed: string;
  /** The used part became this debt. `paid` of it was paid at once by other credit; `becameOwed` is the rest. */
  readonly debt: Id | null;
  readonly paid: string;
  readonly becameOwed: string;
}

export interface ReinstateAnswer extends BaseAnswer {
  readonly grant: Id;
  /** The forgiven debt, and the credit on hold that is no longer to be revoked. */
  readonly forgiven: string;
  readonly held: string;
  /** The credit that the grant has again, and the credit returned as refund grants. */
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

/** The limit because of which a job should stop: of its price, or of the sums of its organization. */
export type LimitReason = "price_above_limit" | "balance_above_limit";

/** Why a job should pause or, at a limit, stop. */
export type PauseReason =
  | "insufficient_credit"
  | "budget_exceeded"
  | "overdraft_limit"
  | "asked"
  | "silent"
  | "paused"
  | LimitReason;

/** Whose fault the failure of a job was. */
export type FaultReason = "user_fault" | "platform_fault";

export interface JobAnswer extends BaseAnswer {
  readonly job: Id;
  readonly ref: string;
  readonly state: JobState;
  /** What the job should do now. */
  readonly decision: "continue" | "pause" | "stop";
  readonly reason: PauseReason | FaultReason | null;
  /** The credit missing for the next epoch, if `reason` is `insufficient_credit`. */
  readonly missing: string | null;
  /** The budget that has no room for the next epoch, if `reason` is `budget_exceeded`. */
  readonly budget: BudgetExceeded | null;
  /** The amounts charged by this command, and in total. */
  readonly charged: string;
  readonly chargedTotal: string;
  readonly held: string;
  readonly becameOwed: string;
  readonly flags: readonly ChargeFlag[];
}

/** Why an endpoint is stopped; or, while it runs on into its overdraft, that credit is missing. */
export type EndpointReason = StopReason;

export interface EndpointAnswer extends BaseAnswer {
  readonly endpoint: Id;
  readonly ref: string;
  readonly resource: string;
  readonly unitsMilli: number;
  /** Nano-USD per unit and hour, in digits. */
  readonly rate: string;
  readonly state: EndpointState;
  /** What the endpoint should do now. */
  readonly decision: "continue" | "stop";
  readonly reason: EndpointReason | null;
  /** The credit that is missing to be above zero, if there is none. */
  readonly missing: string | null;
  /** The amounts charged by this command, and in total. */
  readonly charged: string;
  readonly chargedTotal: string;
  readonly becameOwed: string;
}

/** The result of a sweep. `done` is false if it was too early, or another sweep did the work before. */
export interface SweepAnswer extends BaseAnswer {
  readonly done: boolean;
}

/** The result of work about a plan. `done` is false if it was not its turn, or if the caller must do it. */
export interface PlanWorkAnswer extends SweepAnswer {
  /**
   * What is left: `more` means that further work about the plan is due by now; `steps` means that the caller must carry
   * this work out itself.
   */
  readonly left: "nothing" | "more" | "steps";
}

export interface StorageAnswer extends BaseAnswer {
  readonly volume: Id;
  /** The caller's name for the volume. */
  readonly ref: string;
  readonly resource: string;
  /** The size after the last change, in bytes, and the instant of that change. */
  readonly bytes: string;
  readonly since: Instant;
}

/** The result of booking a meter of storage. */
export interface StorageWorkAnswer extends PlanWorkAnswer {
  /** What the caller is to give back, in micro-USD. */
  readonly excess: string;
}

/** The answer to each kind of command. */
export interface AnswerByKind {
  readonly issueGrant: GrantAnswer;
  readonly issueScheduled: SweepAnswer;
  readonly cancelScheduled: CancelAnswer;
  readonly expireGrant: SweepAnswer;
  readonly placeHold: HoldAnswer;
  readonly settleHold: HoldAnswer;
  readonly releaseHold: HoldAnswer;
  readonly voidHold: HoldAnswer;
  readonly expireHold: SweepAnswer;
  readonly charge: ChargeAnswer;
  readonly recordUsage: UsageAnswer;
  readonly startJob: JobAnswer;
  readonly settleEpoch: JobAnswer;
  readonly finishJob: JobAnswer;
  readonly resumeJob: JobAnswer;
  readonly startEndpoint: EndpointAnswer;
  readonly scaleEndpoint: EndpointAnswer;
  readonly stopEndpoint: EndpointAnswer;
  readonly settleEndpoint: SweepAnswer;
  readonly refundCharge: RefundAnswer;
  readonly revokeGrant: RevokeAnswer;
  readonly reinstateGrant: ReinstateAnswer;
  readonly forgiveDebt: ForgiveAnswer;
  readonly renewSubscription: PlanWorkAnswer;
  readonly creditSubscription: PlanWorkAnswer;
  readonly setStorage: StorageAnswer;
  readonly settleStorage: StorageWorkAnswer;
  readonly settleMinimum: SweepAnswer;
}

export type Answer = AnswerByKind[keyof AnswerByKind];
