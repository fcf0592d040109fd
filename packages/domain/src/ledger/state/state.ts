import type { Micros, Nanos } from "../../money/index.ts";
import type { BalanceState } from "../../notices/balance-alert.ts";
import type { MonthMeter } from "../../usage/months/month-meter.ts";
import type { Price, UnitCost } from "../../usage/prices/index.ts";
import type { LedgerStorage } from "../../usage/storage/ledger-storage.ts";
import type { Budgets } from "./budget.ts";
import type { Corrections } from "./corrections.ts";
import type { Id, Instant, OrgId } from "./ids.ts";
import { copyOfMeters, type Meters } from "./meters.ts";
import type { LedgerPlan } from "./plan.ts";
import type { UsageFacts } from "./usage.ts";

/** The source of a grant. */
export type GrantSource = "signup" | "plan" | "purchase" | "auto_topup" | "code" | "adjustment" | "contract" | "refund";

/** Whether a customer paid for the credit. */
export type GrantKind = "promotional" | "paid";

/** The row that a refund grant refunds: a charge, or the debt of a revocation that was undone. */
export interface RefundOf {
  readonly type: "charge" | "debt";
  readonly id: Id;
}

/** The immutable part of a grant: its terms when it was issued. Amounts in micro-USD. */
export interface GrantTerms {
  readonly id: Id;
  readonly source: GrantSource;
  readonly kind: GrantKind;
  readonly amount: Micros;
  /** Start of `[effectiveAt, expiresAt)`. */
  readonly effectiveAt: Instant;
  /** `null` means that the grant never expires. */
  readonly expiresAt: Instant | null;
  /** A key that is unique in the organization, made from a payment, a period or a code. */
  readonly businessKey: string;
  /** Set on refund grants only, and only if they were loaded for a correction. */
  readonly refundOf?: RefundOf;
}

/** A grant and its counters, which add up to `amount`. */
export interface Grant extends GrantTerms {
  readonly avail: Micros;
  readonly held: Micros;
  readonly spent: Micros;
  readonly expired: Micros;
  readonly revoked: Micros;
  /** The part of `held` that was taken back: it is revoked when a hold releases it, and owed when a hold spends it. */
  readonly toRevoke: Micros;
  /** How many entries have this grant as their cause. */
  readonly legs: number;
}

/** The credit of one grant in one hold: `reserved = open + settled + released`. */
export interface Slice {
  readonly grantId: Id;
  readonly reserved: Micros;
  readonly open: Micros;
  readonly settled: Micros;
  readonly released: Micros;
}

/** A hold is `open` until it ends once, in one of the other states. */
export type HoldState = "open" | "settled" | "voided" | "expired";

/** Credit reserved for running work, with the grants that fund it in burn order. */
export interface Hold {
  readonly id: Id;
  readonly jobId: Id | null;
  /** The amount when the hold was placed. Growing and releasing change the slices, not this amount. */
  readonly amount: Micros;
  readonly state: HoldState;
  /** When the hold expires without a report: the declared end plus the silence limit. */
  readonly silentAt: Instant | null;
  readonly slices: readonly Slice[];
  readonly legs: number;
  /** The service key that placed the hold, and when: kept if budgets may count it. `placedBy` is `null` for no key. */
  readonly placedBy: Id | null;
  readonly placedAt: Instant | null;
}

/**
 * A debt: the part of a charge that credit did not cover, or the used part of a revocation. Debts are paid first
 * in, first out; `amount = open + paid + forgiven`.
 */
export interface Debt {
  readonly id: Id;
  readonly amount: Micros;
  readonly open: Micros;
  readonly paid: Micros;
  readonly forgiven: Micros;
  /** The number of the entry that made the debt. Debts are paid in this order, those of one entry by their id. */
  readonly seq: number;
  /** The grant whose revocation makes the debt, set only when it is made. The debt of a charge has the charge's id. */
  readonly reversalOf?: Id;
}

/** When a job is charged: after each epoch, or once at its end. */
export type JobMode = "epochs" | "timed";

/** `silent` means that the hold expired without a report; the job may still be running. */
export type JobState = "running" | "paused" | "silent" | "completed" | "cancelled" | "failed";

/** One metered run of a resource. Quantities are cumulative compute time in milliseconds. */
export interface Job {
  readonly id: Id;
  /** The caller's name for the job, unique in the organization. */
  readonly ref: string;
  readonly resource: string;
  /** The kind of work, which selects the policy. */
  readonly work: string;
  readonly mode: JobMode;
  /** Nano-USD per unit and hour, fixed at the start; 0 for a job with a price shape. */
  readonly rate: Nanos;
  /** The price shape of the start; `null` for a plain rate. */
  readonly price: Price | null;
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
  /** The sum of all ended pauses, in milliseconds. */
  readonly pausedMs: number;
  /** The last reported cumulative quantity. */
  readonly reportedMs: number;
  /** The charged part of `reportedMs`; less after a platform failure or at a cap. */
  readonly chargeableMs: number;
  readonly charged: Micros;
  /** The number of the job's charges. */
  readonly charges: number;
  readonly holdId: Id | null;
  readonly endedAt: Instant | null;
}

/** A grant to be issued at `effectiveAt`. */
export interface ScheduledGrant extends GrantTerms {
  readonly issued: boolean;
  /** Whether it was cancelled before its time; it is then never issued. */
  readonly cancelled: boolean;
}

/** The balance in an organization's row. `available` includes lapsed credit until it is swept. */
export interface Balance {
  readonly available: Micros;
  readonly reserved: Micros;
  readonly owed: Micros;
}

/** Available, reserved and owed together, in micro-USD. */
export function totalOf({ available, reserved, owed }: Balance): Micros {
  return available + reserved + owed;
}

/** The fields of a grant that place it in burn order. */
export type BurnKey = Pick<GrantTerms, "id" | "kind" | "effectiveAt" | "expiresAt">;

/**
 * The part of an organization's open grants and open debts that was not loaded. A rule that needs a row of it throws
 * `MoreNeeded`.
 */
export interface Unread {
  /** Every grant with free credit up to this one in burn order is loaded, or in `lapsed`; `null` if all are. */
  grantsAfter: BurnKey | null;
  /** The free credit of grants that had lapsed when the ledger was loaded, and are not loaded. Micro-USD. */
  lapsed: Micros;
  /** Every open debt up to this one, in the order in which debts are paid, is loaded; `null` if all are. */
  debtsAfter: Pick<Debt, "id" | "seq"> | null;
}

/**
 * The part of one organization's ledger that its commands need: the first open grants and debts, and the holds, jobs
 * and business keys that the commands name. Only `apply` writes it.
 */
export interface OrgLedger {
  readonly orgId: OrgId;
  /** The number of the last entry; 0 before the first. */
  seq: number;
  /** The time of the last entry. */
  at: Instant;
  balance: Balance;
  readonly catalogVersion: number;
  /** Whether its owner has closed it. */
  readonly isClosed: boolean;
  /**
   * Automatic top-up is asked once spendable credit is below this, in micro-USD; `null` while no command may ask it: it is
   * off, or was asked already.
   */
  topUpBelow: Micros | null;
  /** Whether it has work that is metered without a hold: a running endpoint, or stored volumes. */
  hasMeters: boolean;
  /** The balance as people know it from their notices. */
  balanceState: BalanceState;
  /** The balance is low below this, in micro-USD; `null` if the organization wants no such notice. */
  readonly alertBelow: Micros | null;
  readonly grants: Map<Id, Grant>;
  /** The ids of the `grants` that have free credit, in burn order. */
  readonly burnOrder: Id[];
  /** The ids of open debts in the order in which they are paid. */
  readonly debtOrder: Id[];
  readonly unread: Unread;
  readonly debts: Map<Id, Debt>;
  readonly holds: Map<Id, Hold>;
  readonly jobs: Map<Id, Job>;
  /** Job ids by the caller's `ref`. */
  readonly jobIds: Map<string, Id>;
  readonly scheduled: Map<Id, ScheduledGrant>;
  /** The terms of issued and scheduled grants, by business key. */
  readonly businessKeys: Map<string, GrantTerms>;
  /** The facts that corrections need; `null` if no command is a correction. */
  corrections: Corrections | null;
  /** The budgets that the commands touch; `null` if none does. */
  budgets: Budgets | null;
  /** What a unit costs by resource: the prices of the contract in force; `null` if none is. */
  contractRates: ReadonlyMap<string, UnitCost> | null;
  /** What usage events read; `null` if no command is one that needs it. */
  usage: UsageFacts | null;
  /** What commands about the plan read; `null` if no command is one. */
  plan: LedgerPlan | null;
  /** The work without a hold; `null` if no command reads it, or if there is none. */
  meters: Meters | null;
  /** The stored volumes and their meters; `null` if no command reads them. */
  storage: LedgerStorage | null;
  /** The month meters that the work of the commands counts in; `null` if none has a price shape. */
  months: Map<Id, MonthMeter> | null;
}

/** The ledger of an organization before its first entry. */
export function emptyLedger(orgId: OrgId, catalogVersion: number): OrgLedger {
  return {
    orgId,
    seq: 0,
    at: 0,
    balance: { available: 0n, reserved: 0n, owed: 0n },
    catalogVersion,
    isClosed: false,
    topUpBelow: null,
    hasMeters: false,
    balanceState: "new",
    alertBelow: null,
    grants: new Map(),
    burnOrder: [],
    debtOrder: [],
    unread: { grantsAfter: null, lapsed: 0n, debtsAfter: null },
    debts: new Map(),
    holds: new Map(),
    jobs: new Map(),
    jobIds: new Map(),
    scheduled: new Map(),
    businessKeys: new Map(),
    corrections: null,
    budgets: null,
    contractRates: null,
    usage: null,
    plan: null,
    meters: null,
    storage: null,
    months: null,
  };
}

/** A ledger of its own with the same rows, which a calculation may change. */
export function copyOf(ledger: OrgLedger): OrgLedger {
  return {
    ...ledger,
    grants: new Map(ledger.grants),
    burnOrder: [...ledger.burnOrder],
    debtOrder: [...ledger.debtOrder],
    unread: { ...ledger.unread },
    debts: new Map(ledger.debts),
    holds: new Map(ledger.holds),
    jobs: new Map(ledger.jobs),
    jobIds: new Map(ledger.jobIds),
    scheduled: new Map(ledger.scheduled),
    businessKeys: new Map(ledger.businessKeys),
    budgets: ledger.budgets && {
      ...ledger.budgets,
      terms: new Map(ledger.budgets.terms),
      uses: new Map(ledger.budgets.uses),
    },
    meters: ledger.meters && copyOfMeters(ledger.meters),
    months: ledger.months && new Map(ledger.months),
    usage: ledger.usage && {
      ...ledger.usage,
      events: new Map(ledger.usage.events),
      chains: new Map(ledger.usage.chains),
    },
  };
}

/** The open credit of a hold, in micro-USD. */
export function openOf(hold: Hold): Micros {
  let open = 0n;
  for (const slice of hold.slices) open += slice.open;
  return open;
}
