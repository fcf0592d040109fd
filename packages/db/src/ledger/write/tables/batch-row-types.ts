import type { Charge, DueChange, Entry, JobAnswer, Metered, Posting, Slice } from "@scrip/domain/ledger";
import type { BalanceState } from "@scrip/domain/notices";
import type { Period } from "@scrip/domain/plans/subscriptions";
import type { SizeChange } from "@scrip/domain/usage/storage";
import type { Series } from "../../keys/series.ts";

/** A row of an organization. */
export type Of<Row> = Row & { readonly orgId: string };

/** An entry with the columns that only the database has. */
export type ChainedEntry = Of<Entry> & {
  readonly hash: string;
  readonly recordedAt: number;
  readonly series: bigint;
  readonly net: bigint;
  readonly inline: InlinePostings;
  /** Set on the last entry of a command that had a key. */
  readonly key: EntryKey | null;
};
/** The postings that are stored in their entry; the entry's kind implies their buckets. */
export interface InlinePostings {
  readonly first: Posting | null;
  readonly released: Posting | null;
}
/** The idempotency key of the command that made an entry, and the parts of its answer that the entry does not imply. */
export interface EntryKey {
  /** `null` if the entry's cause has the key's id. */
  readonly keyId: string | null;
  readonly payloadId: string;
  readonly answer: string | null;
}
export type SeriesRow = Of<Series> & { readonly series: bigint };
/** A charge of a job, with the decision in the answer that the work received. */
export type ChargeWithDecision = Of<Charge> & {
  readonly answer: Pick<JobAnswer, "decision" | "reason" | "missing"> | null;
};
/** A charge of a meter. */
export type ChargeOfMeter = Of<Charge> & { readonly metered: Metered };
export type NumberedPosting = Of<Posting> & { readonly seq: number; readonly n: number };
export type SliceOfHold = Of<Slice> & { readonly holdId: string };
/** A period that begins, of a subscription. */
export type PeriodOfSubscription = Of<Period> & {
  readonly subscriptionId: string;
  readonly catalogVersion: number;
};
/** A size of a volume, with the organization's time when it was reported. */
export type ReportedSize = Of<SizeChange> & { readonly reportedAt: number };
export type DueRow = Of<DueChange> & { readonly onTestClock: boolean };

/** An organization's new head, and `expected`, the number that its row must still have. */
export interface HeadRow {
  readonly orgId: string;
  readonly expected: number;
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly owed: bigint;
  readonly topUpBelow: bigint | null;
  readonly hasMeters: boolean;
  readonly balanceState: BalanceState;
  /** Whether that is another state than the stored one. */
  readonly isStateNew: boolean;
}

/** A notice of an event that a command caused. Its key is its id: the states of the ledger say that it is new. */
export interface NoticeOfAlert {
  readonly orgId: string;
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly recordedAt: number;
  /** JSON */
  readonly data: string;
  readonly key: string;
}

/** A key whose command made no entry: it was refused, or moved no credit. */
export interface KeyRow {
  readonly orgId: string;
  readonly operation: string;
  readonly key: string;
  readonly payloadHash: string;
  readonly accepted: boolean;
  readonly outcome: string;
  readonly at: number;
}
