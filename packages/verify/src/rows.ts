import type { Charge, Debt, EntryKind, Grant, Hold, Job, Posting, ScheduledGrant, Slice } from "@scrip/domain/ledger";

/** The head of an organization: what its row says, and the last entry that its snapshot saw. */
export interface HeadRow {
  readonly orgId: string;
  readonly seq: number;
  readonly at: number;
  /** Lower-case hex. */
  readonly hash: string;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly owed: bigint;
  /** The greatest `seq` of its entries, 0 without any. */
  readonly lastSeq: number;
}

export type GrantRow = Grant & {
  readonly isOpen: boolean;
  /** Whether the charge that it refunds is there, in the same organization; true where it refunds none. */
  readonly chargeExists: boolean;
};

export type HoldRow = Omit<Hold, "slices">;

export type SliceRow = Slice & { readonly holdId: string };

export type DebtRow = Debt & {
  readonly isOpen: boolean;
  readonly chargeId: string | null;
  /** The grant whose revocation made it. */
  readonly grantId: string | null;
  /** Whether the charge is there, in the same organization. */
  readonly chargeExists: boolean;
};

export type JobRow = Job & {
  /** The greatest leg among its charges, 0 without any; its row should count as many. */
  readonly lastLeg: number;
};

export type ScheduledRow = ScheduledGrant;

/** A kind and labels that entries name by their number. */
export interface SeriesRow {
  /** Decimal digits. */
  readonly series: string;
  readonly kind: string;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** The counters of a grant at the end of a block of 256 entries, which moved it. */
export type MarkRow = Pick<Grant, "avail" | "held" | "spent" | "expired" | "revoked"> & {
  readonly block: number;
  readonly grantId: string;
};

/** The blocks that left marks, and the marks by their block. */
export interface Marks {
  readonly blocks: Set<number>;
  readonly byBlock: Map<number, MarkRow[]>;
}

/** Everything of an organization that changes, as one snapshot saw it. */
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
  /** Whether it has the time of its entry. */
  readonly isAtEntry: boolean;
}

/** An entry with its postings, and the charge that it names as its cause where that is there. */
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
  /** The number of its series in decimal digits; `null` only where it was left out. */
  readonly series: string | null;
  /** The change of available + reserved - owed; `null` only where it was left out. */
  readonly net: bigint | null;
  readonly postings: readonly Posting[];
  /** Of a job, or as the entry itself says it. */
  readonly charge: ChargeRow | null;
  /** Whether it has the idempotency key of a command, and of its payload; what of the answer it does not say itself. */
  readonly hasKey: boolean;
  readonly hasPayload: boolean;
  readonly answer: string | null;
}

/** One leg of a job's meter, how many entries name it as their cause, and how many as a charge without a job. */
export interface MeterRow {
  readonly id: string;
  readonly leg: number;
  readonly resource: string | null;
  readonly rate: bigint | null;
  readonly unitsMilli: number | null;
  readonly reportedMs: number;
  readonly chargeableMs: number;
  readonly amount: bigint;
  readonly entries: number;
  readonly bareEntries: number;
}
