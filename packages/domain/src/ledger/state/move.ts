import type { Micros } from "../../money/index.ts";
import type { Bucket } from "./buckets.ts";
import { compareBurn } from "./burn.ts";
import type { Id } from "./ids.ts";
import { placeIn } from "./sorted.ts";
import type { Debt, Grant, Slice } from "./state.ts";

/** Returns a grant after an amount moved between two of its buckets. An amount from `issued` only adds. */
export function moveGrant(grant: Grant, from: Bucket, to: Bucket, amount: Micros): Grant {
  return {
    ...grant,
    avail: shift(grant.avail, "avail", from, to, amount),
    held: shift(grant.held, "held", from, to, amount),
    spent: shift(grant.spent, "spent", from, to, amount),
    expired: shift(grant.expired, "expired", from, to, amount),
    revoked: shift(grant.revoked, "revoked", from, to, amount),
  };
}

/** Returns a debt after an amount moved between two of its buckets. An amount from `charge` or `reversal` only adds. */
export function moveDebt(debt: Debt, from: Bucket, to: Bucket, amount: Micros): Debt {
  return {
    ...debt,
    open: shift(debt.open, "owed", from, to, amount),
    paid: shift(debt.paid, "paid", from, to, amount),
    forgiven: shift(debt.forgiven, "forgiven", from, to, amount),
  };
}

/** Returns a hold's slices, in burn order, after an amount of a grant was reserved, settled or released. */
export function moveSlice(
  slices: readonly Slice[],
  grant: Grant,
  from: Bucket,
  to: Bucket,
  amount: Micros,
  grantOf: (id: Id) => Grant,
): readonly Slice[] {
  const place = placeIn(slices, (slice) => compareBurn(grantOf(slice.grantId), grant));
  const known = slices[place]?.grantId === grant.id ? slices[place] : undefined;
  const before = known ?? { grantId: grant.id, reserved: 0n, open: 0n, settled: 0n, released: 0n };
  const after: Slice = {
    grantId: grant.id,
    reserved: from === "avail" ? before.reserved + amount : before.reserved,
    open: shift(before.open, "held", from, to, amount),
    settled: to === "spent" ? before.settled + amount : before.settled,
    released: to === "avail" ? before.released + amount : before.released,
  };
  return known === undefined ? slices.toSpliced(place, 0, after) : slices.with(place, after);
}

/** Returns a bucket's counter after a move: increased if the bucket is `to`, decreased if it is `from`. */
export function shift(counter: Micros, bucket: Bucket, from: Bucket, to: Bucket, amount: Micros): Micros {
  if (from === bucket) return counter - amount;
  return to === bucket ? counter + amount : counter;
}
