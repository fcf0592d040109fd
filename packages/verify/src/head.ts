/** Where the ledger of an organization stood: its last entry, and the hash that covers it and all before. */
export interface Head {
  readonly orgId: string;
  /** 0 before the first entry. */
  readonly seq: number;
  /** Lower-case hex; zeros before the first entry. */
  readonly hash: string;
}

/** The hash before the first entry. */
export const NO_HASH = "0".repeat(64);
