import type { FoundIdentity, KnownIdentity } from "../cell-identity.ts";

/** The claims of the platform whose act is in a cell, by what they are about. */
export const CLAIM_KINDS = ["payments", "redemptions", "documents", "signupCredits", "members"] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** A claim that the platform has marked as done, and of which the cell knows nothing. */
export interface LostClaim {
  readonly orgId: string;
  /** The payment, the claim of a code, the number of the document, or the person. */
  readonly id: string;
}

/** An organization that moved into the cell after the backup: the cell that it left knows more about it than the database. */
export interface LostArrival {
  readonly orgId: string;
  /** The cell that it left, which has an archive of its ledger and its plans. */
  readonly from: string;
  /** The last entry of the archive. */
  readonly seq: number;
  /** The last entry that the database has, from an earlier stay; `null` if it has no row of the organization. */
  readonly has: number | null;
}

/** An organization that the database has, and that moved away after the backup. */
export interface LostDeparture {
  readonly orgId: string;
  readonly to: string;
}

/** A person who left an organization after the backup, and is a member of it again in the database. */
export interface FormerMember {
  readonly orgId: string;
  readonly personId: string;
}

/** An organization whose last entries are missing. */
export interface LostEntries {
  readonly orgId: string;
  /** The first and the last number that a signed list has and the database has not. */
  readonly from: number;
  readonly to: number;
}

/** What a database at the address of a cell lacks, compared with the platform. */
export interface CellReport {
  readonly cell: string;
  readonly found: FoundIdentity;
  readonly listed: KnownIdentity;
  /** Why the processes refuse it; `null` if it serves. */
  readonly why: string | null;
  /** The organizations that live in it. */
  readonly organizations: number;
  /** Organizations of the cell that neither it nor another cell has. */
  readonly missing: readonly string[];
  readonly arrivals: readonly LostArrival[];
  readonly departures: readonly LostDeparture[];
  /** Organizations that the database has and the platform does not know: the platform was restored. */
  readonly unregistered: readonly string[];
  readonly claims: Readonly<Record<ClaimKind, readonly LostClaim[]>>;
  readonly formerMembers: readonly FormerMember[];
  /** `null` without a signed list. */
  readonly entries: readonly LostEntries[] | null;
  /** The cells that were not asked, because they do not answer: a missing organization may have an archive there. */
  readonly away: readonly string[];
}
