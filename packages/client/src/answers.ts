import type { WithAmounts } from "./amounts.ts";
import type { Called, PROCEDURES } from "./procedures.ts";
import type { WireAnswer } from "./wire.ts";

/** The answer of a procedure: amounts as `bigint`, instants as ISO text in UTC. */
export type Answer<P extends Called> = WithAmounts<WireAnswer<P>, (typeof PROCEDURES)[P]["amounts"]>;

export type Organization = Answer<"organizations.create">;
export type Clock = Answer<"clocks.advance">;
export type NextDue = Answer<"clocks.next">;
export type Plan = Answer<"plans.get">;
export type Contract = Answer<"contracts.create">;
export type Contracts = Answer<"contracts.list">;
export type GrantAnswer = Answer<"grants.create">;
export type GrantsPage = Answer<"grants.list">;
export type CancelAnswer = Answer<"grants.cancel">;
export type RevokeAnswer = Answer<"grants.revoke">;
export type ReinstateAnswer = Answer<"grants.reinstate">;
export type RefundAnswer = Answer<"charges.refund">;
export type ForgiveAnswer = Answer<"debts.forgive">;
export type HoldAnswer = Answer<"holds.place">;
export type ChargeAnswer = Answer<"charges.create">;
export type JobEstimate = Answer<"jobs.estimate">;
export type JobAnswer = Answer<"jobs.settleEpoch">;
export type JobDetails = Answer<"jobs.get">;
export type VolumeAnswer = Answer<"storage.set">;
export type VolumeDetails = Answer<"storage.get">;
export type VolumesPage = Answer<"storage.list">;
export type StorageSum = Answer<"storage.sum">;
export type UsageReported = Answer<"usage.report">;
export type UsagePage = Answer<"usage.list">;
export type EntitlementAnswer = Answer<"entitlements.check">;
export type EntitlementsAnswer = Answer<"entitlements.list">;
export type EntitlementUse = Answer<"entitlements.use">;
export type RedeemAnswer = Answer<"codes.redeem">;
export type Balance = Answer<"balance.get">;
export type EntriesPage = Answer<"entries.list">;
export type Entry = EntriesPage["entries"][number];
export type Verification = Answer<"ledger.verify">;
