import type { Charge, Debt, EntryKind, Grant, Hold, Job, Posting, ScheduledGrant, Slice } from "@scrip/domain/ledger";
import type { EndpointRow } from "./endpoint-row.ts";
import type { Invariant } from "./finding.ts";
import type { MonthMeterRow } from "./month-rows.ts";
import type { PaymentRows } from "./payment-rows.ts";
import type { PlanRows, PlansSold } from "./plan-rows.ts";
import type { StorageRows, StorageSold } from "./storage-rows.ts";
import type { TopUpRows } from "./top-ups/top-up-rows.ts";

/** The head of an organization: the values of its row, and its last entry in the same snapshot. */
export interface HeadRow {
  readonly orgId: string;
  readonly seq: number;
  readonly at: number;
  /** Lower-case hex. */
  readonly hash: string;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly owed: bigint;
  /** The greatest `seq` of its entries; 0 if it has none. */
  readonly lastSeq: number;
  readonly createdAt: number;
  /** The time of its test clock; `null` if it follows PostgreSQL's clock. */
  readonly clockAt: number | null;
  /** Its time when the snapshot was read. */
  readonly now: number;
  readonly catalogVersion: number;
  readonly plan: string;
  /** Whether it says that a contract is in force. */
  readonly hasContract: boolean;
  /** Whether it says that work runs without a hold. */
  readonly hasMeters: boolean;
  /** Whether it lives in another cell still. Its due work comes with it when it switches. */
  readonly isArriving: boolean;
}

export type GrantRow = Grant & {
  readonly isOpen: boolean;
  /** Whether the charge that the grant refunds exists in the same organization; true if it refunds no charge. */
  readonly chargeExists: boolean;
};

export type HoldRow = Omit<Hold, "slices">;

export type SliceRow = Slice & { readonly holdId: string };

export type DebtRow = Debt & {
  readonly isOpen: boolean;
  readonly chargeId: string | null;
  /** The grant whose used credit was taken back. */
  readonly grantId: string | null;
  /** Whether the charge exists in the same organization. */
  readonly chargeExists: boolean;
};

export type JobRow = Job & {
  /** The greatest leg of its charges, 0 if it has none. `charges` in its row should equal it. */
  readonly lastLeg: number;
};

export type ScheduledRow = ScheduledGrant;

/** A cap on the use of one subject in each window of a period. */
export interface BudgetRow {
  readonly scope: string;
  readonly ref: string;
  readonly period: string;
  readonly createdAt: number;
}

/** The use of one budget in one window, in micro-USD. */
export interface BudgetUseRow extends Pick<BudgetRow, "scope" | "ref" | "period"> {
  readonly from: number;
  readonly used: bigint;
}

/** A row of due work. */
export interface DueRow {
  readonly kind: string;
  readonly refId: string;
  readonly dueAt: number;
  readonly onTestClock: boolean;
  readonly tries: number;
  readonly hasProblem: boolean;
  readonly isParked: boolean;
}

/** The key of a command that made no entry, with what is wrong with it, or with the job that its answer is about. */
export interface KeyRow {
  readonly rows: readonly string[];
  readonly problem: string | null;
  readonly job: AnsweredJob | null;
}

/** What an answer says about a job. */
export interface AnsweredJob {
  readonly id: string;
  readonly ref: string;
  readonly operation: string;
  /** `null` if the answer leaves it out. */
  readonly state: string | null;
  readonly at: number;
}

/** A stored row that has no meaning, such as one without an amount. The other checks run without it. */
export interface MalformedRow {
  readonly invariant: Invariant;
  readonly rows: readonly string[];
  readonly message: string;
}

/** An entry kind with labels. Entries refer to it by its number. */
export interface SeriesRow {
  /** Decimal digits. */
  readonly series: string;
  readonly kind: string;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** The counters of a grant at the end of a block of 256 entries that moved it. */
export type MarkRow = Pick<Grant, "avail" | "held" | "spent" | "expired" | "revoked"> & {
  readonly block: number;
  readonly grantId: string;
};

/** The blocks that are marked, and their marks by block. */
export interface Marks {
  readonly blocks: Set<number>;
  readonly byBlock: Map<number, MarkRow[]>;
}

/** All mutable rows of an organization, read in one database snapshot. */
export interface Snapshot {
  readonly head: HeadRow;
  readonly grants: GrantRow[];
  readonly scheduled: ScheduledRow[];
  readonly holds: HoldRow[];
  readonly slices: SliceRow[];
  readonly debts: DebtRow[];
  readonly jobs: JobRow[];
  readonly endpoints: EndpointRow[];
  readonly series: SeriesRow[];
  readonly marks: Marks;
  readonly due: DueRow[];
  readonly budgets: BudgetRow[];
  readonly uses: BudgetUseRow[];
  readonly keys: KeyRow[];
  readonly plans: PlanRows;
  /** Ids of the webhooks with a delivery, waiting or ended. */
  readonly webhooks: string[];
  readonly topUps: TopUpRows;
  readonly payments: PaymentRows;
  readonly storage: StorageRows;
  readonly months: MonthMeterRow[];
  /** How the catalogs sell storage, by version; a version that cannot be read is absent. */
  readonly storageSold: ReadonlyMap<number, StorageSold>;
  /** What the catalogs sell as plans, by version; a version that cannot be read is absent. */
  readonly catalogs: ReadonlyMap<number, PlansSold>;
  /** What a unit costs in the organization's catalogs; a version that cannot be read is absent. */
  readonly rates: Rates;
  /** How often catalogs charge endpoints, in milliseconds, by version; absent if a version does not meter them by time. */
  readonly settleEveryMs: ReadonlyMap<number, number>;
  readonly malformed: MalformedRow[];
}

/**
 * What a unit costs in all catalogs by version and resource, as text: a rate in digits of nano-USD, or the text of a price
 * shape.
 */
export type Rates = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** The columns of a charge that an entry's hash covers. */
export interface ChargeRow extends Omit<Charge, "at"> {
  /** Whether the charge has the same time as its entry. */
  readonly isAtEntry: boolean;
  /** The answer to the report of a job; `null` for a charge without a job. */
  readonly told: {
    readonly decision: string | null;
    readonly reason: string | null;
    readonly missing: bigint | null;
  } | null;
}

/** An entry with its postings, and the charge that is its cause if that charge exists. */
export interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: EntryKind;
  readonly actorType: "service_key" | "member" | "operator" | "system";
  readonly actorId: string | null;
  readonly causeType: "grant" | "scheduled" | "hold" | "charge" | "debt";
  readonly causeId: string;
  readonly leg: number;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly owed: bigint;
  /** Lower-case hex. */
  readonly hash: string;
  /** The number of its series in decimal digits; `null` only in a corrupt row. */
  readonly series: string | null;
  /** The change of available + reserved - owed; `null` only in a corrupt row. */
  readonly net: bigint | null;
  readonly postings: readonly Posting[];
  /** The charge of a job, or the charge without a job that the entry itself stores. */
  readonly charge: ChargeRow | null;
  /** The amount that the command took back or reinstated; `null` for any other entry, and in older ones. */
  readonly asked: bigint | null;
  /** Whether the entry has the id of a command's idempotency key. */
  readonly hasKey: boolean;
  /** Whether the entry has the id of the command's payload. */
  readonly hasPayload: boolean;
  /** Both ids as they are stored. */
  readonly keyId: string | null;
  readonly payloadId: string | null;
  /** The part of the command's answer that the entry does not contain itself, as JSON. */
  readonly answer: string | null;
}

/** One leg of a job's meter. */
export interface MeterRow {
  readonly id: string;
  readonly leg: number;
  readonly resource: string | null;
  readonly rate: bigint | null;
  readonly unitsMilli: number | null;
  readonly reportedMs: number;
  readonly chargeableMs: number;
  readonly amount: bigint;
  readonly isBeyondHold: boolean;
  readonly isAfterSilence: boolean;
  readonly project: string | null;
  readonly member: string | null;
  readonly at: number;
  /** The answer to the report. */
  readonly decision: string | null;
  readonly reason: string | null;
  readonly missing: bigint | null;
  /** How many entries have this charge as their cause, and mark it as the charge of a job. */
  readonly entries: number;
  /** How many entries have this charge as their cause, but mark it as a charge without a job. */
  readonly bareEntries: number;
}
