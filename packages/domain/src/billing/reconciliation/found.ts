import type { Instant } from "../../ledger/state/ids.ts";

/** What a payment of the gateway is in the books. */
interface FoundSpec {
  /** Completes "the payment ...". The docs and the pages print it. */
  readonly meaning: string;
  /** Whether an operator must look at it. */
  readonly needsLook: boolean;
}

/**
 * Everything that a reconciliation may find of a payment.
 * @source docs/rules.md#reconciliation
 */
export const FOUND = {
  known: { meaning: "is in the books", needsLook: false },
  booked: { meaning: "was not in the books, and is booked now", needsLook: false },
  rebuilt: { meaning: "had an attempt that a restore lost; the attempt was made again and booked", needsLook: false },
  foreign: { meaning: "names no attempt: Scrip did not ask for it", needsLook: true },
  no_organization: { meaning: "names an organization that does not exist here", needsLook: true },
  no_memo: { meaning: "had an attempt that a restore lost, and does not say what it was for", needsLook: true },
  other_customer: { meaning: "was made by another customer than the organization's", needsLook: true },
  not_booked: {
    meaning: "does not fit its attempt, which has failed, is parked, or has another payment",
    needsLook: true,
  },
} as const satisfies Record<string, FoundSpec>;

/** What a reconciliation found of a payment. */
export type Found = keyof typeof FOUND;

const DAY_MS = 86_400_000;

/** A payment of a card is known at once; the rest of the time is for events that never arrived. */
const REGULAR_DAYS = 3;

/** A payment that was begun before a restored state may have ended after it: a bank takes up to two weeks. */
const RESTORE_DAYS = 14;

/**
 * From when on payments are compared.
 * @param restoredFrom the last instant that a restored database knows; `null` without a restore
 * @source docs/rules.md#reconciliation
 */
export function reconcileSince(now: Instant, restoredFrom: Instant | null): Instant {
  return restoredFrom === null ? now - REGULAR_DAYS * DAY_MS : restoredFrom - RESTORE_DAYS * DAY_MS;
}
