import type { Charge, Debt, EntryKind, Grant, Hold, Job, Posting, ScheduledGrant, Slice } from "@scrip/domain/ledger";

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
  /** The grant whose revocation made the debt. */
  readonly grantId: string | null;
  /** Whether the charge exists in the same organization. */
  readonly chargeExists: boolean;
};

export type JobRow = Job & {
  /** The greatest leg of its charges, 0 if it has none. `charges` in its row should equal it. */
  readonly lastLeg: number;
};

export type ScheduledRow = ScheduledGrant;

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
  readonly series: SeriesRow[];
  readonly marks: Marks;
}

/** The columns of a charge that an entry's hash covers. */
export interface ChargeRow extends Omit<Charge, "at"> {
  /** Whether the charge has the same time as its entry. */
  readonly isAtEntry: boolean;
}

/** An entry with its postings, and the charge that is its cause if that charge exists. */
export interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: EntryKind;
  readonly actorType: "service_key" | "member" | "operator" | "system";
  readonly actorId: string | null;
  readonly causeType: "grant" | "hold" | "charge" | "debt";
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
  /** Whether the entry has the id of a command's idempotency key. */
  readonly hasKey: boolean;
  /** Whether the entry has the id of the command's payload. */
  readonly hasPayload: boolean;
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
  /** How many entries have this charge as their cause, and mark it as the charge of a job. */
  readonly entries: number;
  /** How many entries have this charge as their cause, but mark it as a charge without a job. */
  readonly bareEntries: number;
}
