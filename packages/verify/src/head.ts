/** The head of a chain: its last entry, and the hash over it and all earlier entries. */
export interface ChainHead {
  /** 0 before the first entry. */
  readonly seq: number;
  /** Lower-case hex; zeros before the first entry. */
  readonly hash: string;
}

/** The head of an organization's ledger. */
export interface Head extends ChainHead {
  readonly orgId: string;
}

/** The heads of an organization that were checked: of its ledger and of its audit log. */
export interface CheckedHead extends Head {
  readonly audit: ChainHead;
}

/** A head of a signed list. */
export interface SignedHead extends Head {
  /** Absent in a list of the first form. */
  readonly beside?: RowsBeside;
  /** The head of its audit log. Absent in a list of the first or second form. */
  readonly audit?: ChainHead;
}

/** The rows of an organization that no hash of its chain covers and no other row repeats. They never change. */
export interface RowsBeside {
  /** SHA-256 over its registration; `null` if it has none. */
  readonly registration: string | null;
  readonly keys: KeysBefore;
}

/** The idempotency keys without an entry that were recorded before an instant. */
export interface KeysBefore {
  /** Milliseconds since 1970. */
  readonly before: number;
  readonly count: number;
  /** SHA-256 over their rows. */
  readonly hash: string;
}

/** A service key as a signed list has it. */
export interface SignedServiceKey {
  readonly id: string;
  /** SHA-256 over the columns that never change: all but the time when it was revoked. */
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly revokedAt: number | null;
}

/** The hash before the first entry. */
export const NO_HASH = "0".repeat(64);
