import type { Catalog, EntitlementKey } from "@scrip/domain/catalog";
import type {
  Balance,
  Budgets,
  CancelAnswer,
  ChargeAnswer,
  Clock,
  Contract,
  Contracts,
  EndpointAnswer,
  EndpointDetails,
  EndpointsPage,
  EndpointsSum,
  EntitlementsAnswer,
  EntitlementUse,
  EntriesPage,
  Entry,
  ForgiveAnswer,
  GrantAnswer,
  GrantsPage,
  HoldAnswer,
  JobAnswer,
  JobDetails,
  JobEstimate,
  JobWhatIf,
  NextDue,
  Plan,
  RedeemAnswer,
  RefundAnswer,
  ReinstateAnswer,
  RevokeAnswer,
  StorageSum,
  UsagePage,
  UsageReported,
  VolumeAnswer,
  VolumeDetails,
  VolumesPage,
} from "./answers.ts";
import type { Given } from "./given.ts";
import type { CallOptions } from "./options.ts";
import type {
  CheckEntitlement,
  CheckedEntitlement,
  CreateCharge,
  CreateContract,
  EstimateJob,
  ReportUsage,
  ScaleEndpoint,
  SetStorage,
  SettleHold,
  StartEndpoint,
  StartJob,
  UseEntitlement,
  WhatIfJob,
} from "./work.ts";

/** A platform key names the organization in each call, `org_…`; an organization's own key needs none. */
export interface Named {
  readonly org?: string | undefined;
}

/** The organization is set already. */
export interface Bound {
  readonly org?: never;
}

type Call<Input, Answer> = (input: Input, options?: CallOptions) => Promise<Answer>;
/** A call that needs nothing but the organization. */
type Ask<Input, Answer> = (input?: Input, options?: CallOptions) => Promise<Answer>;

/** What can be done for one organization. `C` is the catalog, `Org` how the organization is named. */
export interface Surface<C extends Catalog, Org> {
  readonly grants: {
    /** Adds credit. Platform keys only. */
    readonly create: Call<Given<"grants.create"> & Org, GrantAnswer>;
    /** One page of the grants, in the order in which they were made, and where their credit is. */
    readonly list: Ask<Given<"grants.list"> & Org, GrantsPage>;
    /** Cancels a scheduled grant before its time. Platform keys only. */
    readonly cancel: Call<Given<"grants.cancel"> & Org, CancelAnswer>;
    /** Takes back credit whose payment was refunded or is disputed; what was used of it is owed. Platform keys only. */
    readonly revoke: Call<Given<"grants.revoke"> & Org, RevokeAnswer>;
    /** Takes a revocation back: a dispute was won. Platform keys only. */
    readonly reinstate: Call<Given<"grants.reinstate"> & Org, ReinstateAnswer>;
  };
  readonly holds: {
    /** Reserves credit. Refused: `insufficient_credit`, `budget_exceeded`. */
    readonly place: Call<Given<"holds.place"> & Org, HoldAnswer>;
    /** Charges a part of a hold; the rest stays held, or is given back with `close`. */
    readonly settle: Call<SettleHold<C> & Org, HoldAnswer>;
    /** Gives a part back. */
    readonly release: Call<Given<"holds.release"> & Org, HoldAnswer>;
    /** Closes a hold without a charge. */
    readonly void: Call<Given<"holds.void"> & Org, HoldAnswer>;
  };
  readonly charges: {
    /** Charges available credit without a hold. */
    readonly create: Call<CreateCharge<C> & Org, ChargeAnswer>;
    /** Gives a part of a charge back, first what is still owed of it. Platform keys only. */
    readonly refund: Call<Given<"charges.refund"> & Org, RefundAnswer>;
  };
  readonly debts: {
    /** Writes a part of a debt off. Platform keys only. */
    readonly forgive: Call<Given<"debts.forgive"> & Org, ForgiveAnswer>;
  };
  readonly jobs: {
    /** The price of a job, what would pay for it, and whether it would be admitted. Changes nothing. */
    readonly estimate: Call<EstimateJob<C> & Org, JobEstimate>;
    /** What would happen if a job started now: price, payers, pause and cheaper resources. Changes nothing. */
    readonly whatIf: Call<WhatIfJob<C> & Org, JobWhatIf>;
    /** Admits a job and holds the price of its first epoch, or all of it in timed mode. */
    readonly start: Call<StartJob<C> & Org, JobAnswer>;
    /** Charges what the epoch cost and holds the next one; `decision` says whether to go on. */
    readonly settleEpoch: Call<Given<"jobs.settleEpoch"> & Org, JobAnswer>;
    readonly complete: Call<Given<"jobs.complete"> & Org, JobAnswer>;
    readonly cancel: Call<Given<"jobs.cancel"> & Org, JobAnswer>;
    /** Ends a job that broke; where the platform is at fault, only completed epochs are charged. */
    readonly fail: Call<Given<"jobs.fail"> & Org, JobAnswer>;
    /** Takes up a paused job with a new hold. */
    readonly resume: Call<Given<"jobs.resume"> & Org, JobAnswer>;
    readonly get: Call<Given<"jobs.get"> & Org, JobDetails>;
  };
  readonly storage: {
    /** Reports the size of a volume from now on, or from an earlier instant; 0 if it was deleted. */
    readonly set: Call<SetStorage<C> & Org, VolumeAnswer>;
    /** A volume by your name for it, with its last sizes. */
    readonly get: Call<Given<"storage.get"> & Org, VolumeDetails>;
    /** One page of the volumes, the largest first. */
    readonly list: Ask<Given<"storage.list"> & Org, VolumesPage>;
    /** What was stored in a month, and what it costs. */
    readonly sum: Ask<Given<"storage.sum"> & Org, StorageSum>;
  };
  readonly endpoints: {
    /** Starts an endpoint, or one that was stopped again. Nothing is held; it is charged by time. */
    readonly start: Call<StartEndpoint<C> & Org, EndpointAnswer>;
    /** Settles the time before, and goes on with other units or another resource. */
    readonly scale: Call<ScaleEndpoint<C> & Org, EndpointAnswer>;
    /** Stops an endpoint and charges the rest of its time. */
    readonly stop: Call<Given<"endpoints.stop"> & Org, EndpointAnswer>;
    /** An endpoint, what it has cost, and whether it should go on. */
    readonly get: Call<Given<"endpoints.get"> & Org, EndpointDetails>;
    /** One page of the endpoints, the newest first. */
    readonly list: Ask<Given<"endpoints.list"> & Org, EndpointsPage>;
    /** The sums of endpoints: what they cost, have accrued, and cost an hour. */
    readonly sum: Ask<Given<"endpoints.sum"> & Org, EndpointsSum>;
  };
  readonly usage: {
    /**
     * Charges uses of resources that are not jobs, such as traffic and exports: up to 100 events, with an answer each. The
     * same event again changes nothing, so a report may be repeated.
     */
    readonly report: Call<ReportUsage<C> & Org, UsageReported>;
    /** One page of the events, the last arrived first. */
    readonly list: Ask<Given<"usage.list"> & Org, UsagePage>;
  };
  readonly entitlements: {
    /** Whether the organization may have more of an entitlement, or use a feature. Changes nothing. */
    readonly check: <E extends EntitlementKey<C>>(
      input: CheckEntitlement<C, E> & Org,
      options?: CallOptions,
    ) => Promise<CheckedEntitlement<C, E>>;
    /** Everything that the plan allows, and how much of it is used. */
    readonly list: Ask<Org, EntitlementsAnswer>;
    /** Counts new things that the plan limits. Refused: `limit_reached`. */
    readonly use: Call<UseEntitlement<C> & Org, EntitlementUse>;
    /** Counts things that are gone. Refused: `not_in_use`. */
    readonly release: Call<UseEntitlement<C> & Org, EntitlementUse>;
  };
  readonly budgets: {
    /** The budgets with what is used of each, the narrowest first. */
    readonly list: Ask<Org, Budgets>;
    /** Makes or changes a budget. A new one counts what was used before in its window. Platform keys only. */
    readonly set: Call<Given<"budgets.set"> & Org, object>;
    /** Takes a budget away. Platform keys only. */
    readonly remove: Call<Given<"budgets.remove"> & Org, object>;
  };
  readonly codes: {
    /** Redeems a code. Refused: `code_not_valid`, for every failure. */
    readonly redeem: Call<Given<"codes.redeem"> & Org, RedeemAnswer>;
  };
  readonly plans: {
    /** Where the organization stands with its plan: state, periods, and what comes next. */
    readonly get: Ask<Org, Plan>;
    /** Starts a paid plan that the platform collects outside. Platform keys only. */
    readonly subscribe: Call<Given<"plans.subscribe"> & Org, Plan>;
    /** A higher plan now, anything else when the period ends. Platform keys only. */
    readonly change: Call<Given<"plans.change"> & Org, Plan>;
    /** Ends the plan when its period ends. Platform keys only. */
    readonly cancel: Ask<Given<"plans.cancel"> & Org, Plan>;
    /** Takes back a scheduled change or cancellation. Platform keys only. */
    readonly undo: Ask<Given<"plans.undo"> & Org, Plan>;
  };
  readonly contracts: {
    /** Enters a contract: plan, prices, values and credit of one organization. Platform keys only. */
    readonly create: Call<CreateContract<C> & Org, Contract>;
    /** Ends a contract now, gives it another end, or withdraws it before its start. Platform keys only. */
    readonly end: Call<Given<"contracts.end"> & Org, Contract>;
    /** The contracts, the newest start first. */
    readonly list: Ask<Org, Contracts>;
  };
  readonly balance: {
    readonly get: Ask<Org, Balance>;
  };
  readonly entries: {
    /** One page of the ledger, oldest first. */
    readonly list: Ask<Given<"entries.list"> & Org, EntriesPage>;
    /** All entries, oldest first, read page by page: `for await (const entry of entries.all())`. */
    readonly all: (input?: Given<"entries.list"> & Org, options?: CallOptions) => AsyncGenerator<Entry, void, void>;
  };
  readonly clocks: {
    /** Puts an organization on a test clock, before its first entry. Never in production. */
    readonly create: Call<Given<"clocks.create"> & Org, Clock>;
    /** Moves a test clock forward and runs what falls due on the way. */
    readonly advance: Call<Given<"clocks.advance"> & Org, Clock>;
    /** When the next work falls due on a test clock. */
    readonly next: Ask<Org, NextDue>;
  };
}
