/** The head of an organization's ledger: its last entry, and the hash over it and all earlier entries. */
export interface Head {
  readonly orgId: string;
  /** 0 before the first entry. */
  readonly seq: number;
  /** Lower-case hex; zeros before the first entry. */
  readonly hash: string;
}

/** The hash before the first entry. */
export const NO_HASH = "0".repeat(64);
