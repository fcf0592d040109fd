import type { PaymentAttemptRow } from "@scrip/db/billing";
import type { BookStore } from "@scrip/db/catalog";
import type { Homes, OrganizationsTx, Query } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import type { LockedOrganization } from "@scrip/db/organizations";
import type { AfterSeen, ParkedWhy } from "@scrip/domain/billing/attempts";
import type { GatewayOutcome } from "@scrip/domain/billing/gateway";
import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";

/** The outcome of an attempt while it is booked, in a transaction that has locked the organization. */
export interface Outcome {
  readonly deps: OutcomeDeps;
  readonly tx: OrganizationsTx;
  /** The statements of the transaction, for `ledger.within`. */
  readonly query: Query;
  readonly organization: LockedOrganization;
  /** The attempt as it was before. */
  readonly attempt: PaymentAttemptRow;
  readonly seen: GatewayOutcome;
  /** Writes, moves or removes due work, at the organization's time. The commit wakes the worker. */
  readonly setDue: (kind: DueKind, refId: string, dueAt: Instant | null) => Promise<void>;
  /** Has the commit wake the worker for work at an instant of PostgreSQL's time. */
  readonly wakeAt: (dueAt: Instant) => void;
}

/** The dependencies of what follows from an outcome. */
export interface OutcomeDeps {
  readonly homes: Pick<Homes, "organizations">;
  readonly ledger: Pick<Ledger, "within" | "committed" | "announce">;
  readonly books: BookStore;
  readonly isQuiet?: boolean | undefined;
}

/** What a payment gave: a grant, nothing but the payment of a plan, or why nothing can be given. */
export type Given =
  | { readonly kind: "given"; readonly grantId: string | null }
  | { readonly kind: "parked"; readonly why: ParkedWhy };

/** What follows from the outcomes of the attempts of one purpose. Each writes its rows in the outcome's transaction. */
export interface Effect {
  /** Gives what was paid for. */
  readonly paid: (outcome: Outcome) => Promise<Given>;
  /**
   * Takes a payment that came another way after the attempt had failed.
   * @returns false if nothing can be done with it
   */
  readonly paidLate?: (outcome: Outcome) => Promise<boolean>;
  /** Notes what became of the attempt: each outcome, also that there is none yet. */
  readonly noted?: (outcome: Outcome, after: AfterSeen) => Promise<void>;
}
