/**
 * The places between which credit moves. The buckets of a grant (`avail` to `revoked`) and of a debt (`owed`
 * to `forgiven`) are stored counters. An amount enters the books from `issued`, `charge` or `reversal`.
 */
export type Bucket =
  | "issued"
  | "avail"
  | "held"
  | "spent"
  | "expired"
  | "revoked"
  | "charge"
  | "reversal"
  | "owed"
  | "paid"
  | "forgiven";

/** Every pair of buckets that a posting may name. A CHECK in the database has the same list. */
export const MOVES = {
  "issued->avail": "grant",
  "avail->held": "grant",
  "held->avail": "grant",
  "held->spent": "grant",
  "avail->spent": "grant",
  "avail->expired": "grant",
  "avail->revoked": "grant",
  "revoked->avail": "grant",
  "charge->owed": "debt",
  "reversal->owed": "debt",
  "owed->paid": "debt",
  "owed->forgiven": "debt",
} as const;

/** A pair of buckets, written `from->to`. */
export type Move = keyof typeof MOVES;
