import type { DebtAccount, GrantAccount } from "./accounts.ts";

/** What was taken back of one grant so far, in micro-USD. */
export interface Taken {
  /** The amounts of the revocations, less those of the reinstatements. */
  asked: bigint;
  /** The debts that revocations made, less what reinstatements gave back. */
  owed: bigint;
  /** Taken back, and still on hold. */
  toRevoke: bigint;
  /** What refund grants must still return after a reinstatement. */
  refunds: bigint;
  /** `false` if an entry of an older form does not record its amount. */
  isRecorded: boolean;
  /** What refund grants returned of each debt. */
  readonly refunded: Map<DebtAccount, bigint>;
}

/** What a reinstatement gives back. `writtenOff` was forgiven before, so that it only ends the claim. */
export interface Returned {
  readonly forgiven: bigint;
  readonly held: bigint;
  readonly reinstated: bigint;
  readonly refunded: bigint;
  readonly writtenOff: bigint;
}

/** The part of a grant that did not lapse unused. */
export function usable({ row, avail, held, spent, revoked }: GrantAccount, at: number): bigint {
  const lapsed = row.expiresAt !== null && row.expiresAt <= at;
  return (lapsed ? 0n : avail) + held + spent + revoked;
}

/**
 * Calculates what a reinstatement gives back: what no other revocation concerns, of what still stands. Open debt comes
 * first, then credit on hold, then revoked credit, then credit that paid debt.
 * @param grant and `debts` as they are after the entry; `given` is what the entry moved
 * @param taken as it was before the entry, except for `asked`, which is as it is after it
 */
export function returnedBy({
  grant,
  taken,
  debts,
  given,
  at,
}: {
  grant: GrantAccount;
  taken: Taken;
  debts: readonly DebtAccount[];
  given: Pick<Returned, "forgiven" | "reinstated">;
  at: number;
}): Returned {
  const lapsed = grant.row.expiresAt !== null && grant.row.expiresAt <= at;
  const rest = least(usable(grant, at) + (lapsed ? given.reinstated : 0n), taken.asked);
  const before = grant.revoked + given.reinstated + taken.owed + taken.toRevoke;
  let left = before > rest ? before - rest : 0n;
  const take = (most: bigint): bigint => {
    const part = least(most, left);
    left -= part;
    return part;
  };
  let paid = 0n;
  let open = given.forgiven;
  for (const debt of debts) {
    paid += debt.paid - (taken.refunded.get(debt) ?? 0n);
    open += debt.open;
  }
  const forgiven = take(open);
  const held = take(taken.toRevoke);
  const reinstated = take(grant.revoked + given.reinstated);
  const refunded = take(paid);
  return { forgiven, held, reinstated, refunded, writtenOff: left };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
