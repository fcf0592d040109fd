import type { Catalog, ResourceId } from "../../catalog/index.ts";
import type { Bucket } from "../../ledger/state/buckets.ts";
import type { GrantKind, GrantSource } from "../../ledger/state/state.ts";
import type { Micros } from "../../money/index.ts";

/** Postings that are alike, added up. */
export interface Booked {
  readonly from: Bucket;
  readonly to: Bucket;
  /** Of the grant; `null` for a posting of a debt. */
  readonly credit: { readonly kind: GrantKind; readonly source: GrantSource } | null;
  /** Whether the posting moves credit into a debt. */
  readonly paysDebt: boolean;
  /** The work that was charged; `null` for everything but usage. */
  readonly work: Work | null;
  /** Micro-USD, above zero. */
  readonly amount: Micros;
}

/** The labels of work that was charged, with a resource of one catalog. */
export interface Work<C extends Catalog = Catalog> {
  readonly project: string | null;
  readonly resource: ResourceId<C> | null;
  /** The caller's name for the job. */
  readonly job: string | null;
  /** Whether the work was done before the month in which it was charged. */
  readonly isLate: boolean;
}
