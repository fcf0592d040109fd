import type { ChainHead, SignedHead, SignedServiceKey } from "./head.ts";
import type { BoundHead } from "./read-beside.ts";

/** The progress of a verification. */
export interface VerifyProgress {
  readonly organizations: number;
  readonly organizationsDone: number;
  /** Entries read so far. */
  readonly entries: number;
  /** Approximate, because the ledger may write more entries meanwhile. */
  readonly entriesInAll: number;
}

/** What one run checks. */
export interface VerifyTerms {
  /** The organizations to check; all of them if absent. Only then are the platform and the database itself checked. */
  readonly orgIds?: readonly string[];
  /**
   * Heads that were saved outside the database; their entries must still exist unchanged (L11, L32), and so must the rows
   * beside them (L13).
   */
  readonly heads?: readonly SignedHead[];
  /** Service keys that were saved with them; they are compared in a run over all organizations (L28). */
  readonly serviceKeys?: readonly SignedServiceKey[];
  /** The head of the platform's audit log that was saved with them, compared in the same runs (L32). */
  readonly platformAudit?: ChainHead;
  /**
   * Checks only the entries of the ledger since an instant (milliseconds), or since `heads`. Earlier entries are only added
   * up as stored; their hashes and the single entries are not checked. An organization without a head is
   * checked from its first entry. Audit logs are always replayed whole.
   */
  readonly since?: number | "heads";
  /**
   * Called with the heads of each organization that was checked to its end without a finding, with the instant before
   * which its keys can be signed and the cell where it lives.
   */
  readonly onHead?: (head: BoundHead) => void;
  /** Called with the head of the platform's audit log, if it was checked without a finding. */
  readonly onPlatformAudit?: (head: ChainHead) => void;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
}
